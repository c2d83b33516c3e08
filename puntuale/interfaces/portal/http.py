"""Requests of this door: who asks, as a customer."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django_htmx.middleware import HtmxDetails

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.queries import contact_of
from puntuale.interfaces.portal.sign_in.adapter import DESK

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)


class PortalRequest(HttpRequest):
    """A request of a signed-in customer."""

    user: User
    contact: Contact
    htmx: HtmxDetails


def customers_only(
    view: Callable[Concatenate[PortalRequest, P], Answer],
) -> Callable[Concatenate[PortalRequest, P], Answer | HttpResponseRedirect]:
    """Staff are shown to the desk; a user who is nobody's contact (any more) has nothing here."""

    @wraps(view)
    def guarded(
        request: PortalRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> Answer | HttpResponseRedirect:
        if request.user.is_staff:
            return redirect(DESK)
        contact = contact_of(request.user)
        if contact is None:
            raise PermissionDenied
        request.contact = contact
        answer = view(request, *args, **kwargs)
        # Kept by nobody on the way, and asked for again after signing out.
        patch_cache_control(answer, private=True, no_cache=True)
        return answer

    return guarded
