"""Somebody's word on who registers, as the desk and the office give it."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.utils.translation import gettext as _

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.customers.models import Organisation
from puntuale.apps.registrations.actions import accept_registration, refuse_registration
from puntuale.apps.registrations.errors import RegistrationRefusal
from puntuale.apps.registrations.models import Registration
from puntuale.ui.access import StaffRequest, address_of


def decide_registration(
    request: StaffRequest,
    found: Registration,
    organisation: Organisation | None,
    *,
    accepts: bool,
    at: datetime,
) -> None:
    """Take somebody into `organisation`, or a new one, or turn them down; say so, or why it cannot be."""
    by = request.user
    what = "registrations.accepted" if accepts else "registrations.refused"
    said = _("%(name)s is registered.") if accepts else _("%(name)s was turned down.")
    try:
        with transaction.atomic():
            if accepts:
                accept_registration(found, organisation, by=by, at=at)
            else:
                refuse_registration(found, by=by, at=at)
            record_change(what, found, by=by, at=at, address=address_of(request))
    except RegistrationRefusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said % {"name": found.name})
