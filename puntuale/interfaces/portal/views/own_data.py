"""What is kept of a customer, for the customer: a copy of it, and how to have it erased."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from puntuale.apps.privacy.copying import ask_for_copy, copies_in_force
from puntuale.apps.privacy.errors import PrivacyRefusal
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.interfaces.portal.limits import refusal
from puntuale.ui.access import address_of
from puntuale.ui.data_copies import copy_answer


@require_http_methods(["GET", "HEAD", "POST"])
@customers_only
def index(request: PortalRequest) -> HttpResponse:
    """The copies that can be fetched, and a new one."""
    at = timezone.now()
    if request.method != "POST":
        copies = copies_in_force(request.contact, at=at)
        return render(request, "portal/own_data.html", {"copies": copies})
    if refused := refusal(request, "data_copy", key=str(request.contact.pk)):
        return refused
    try:
        ask_for_copy(request.contact, by=request.user, at=at, address=address_of(request))
    except PrivacyRefusal as trouble:
        messages.error(request, str(trouble))
    else:
        messages.success(request, _("We make the copy. Look here again in a few minutes."))
    return redirect("portal:own_data")


@require_safe
@customers_only
def fetch(request: PortalRequest, key: str) -> HttpResponseBase:
    """One's own copy."""
    at = timezone.now()
    found = get_object_or_404(copies_in_force(request.contact, at=at), key=key)
    return copy_answer(found, by=request.user, at=at, address=address_of(request))
