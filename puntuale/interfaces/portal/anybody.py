"""Forms that anybody may send: limited by caller and by address, and never for robots."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from puntuale.interfaces.portal.forms.sender import SenderForm
from puntuale.interfaces.portal.limits import refusal


def take(
    request: HttpRequest,
    form: SenderForm,
    *,
    page: Callable[[HTTPStatus], HttpResponse],
    act: Callable[[], None],
    thanks: str,
) -> HttpResponse:
    """The `page` with the form until it can be taken; then `act`, and the address named `thanks`."""
    if not form.is_bound:
        return page(HTTPStatus.OK)
    if refused := refusal(request, "public_form"):
        return refused
    if not form.is_valid():
        return page(HTTPStatus.UNPROCESSABLE_ENTITY)
    # A robot is told what people are told, and nothing happens.
    if not form.cleaned_data["website"]:
        if refused := refusal(request, "public_request", key=form.cleaned_data["email"].lower()):
            return refused
        act()
    return redirect(thanks)
