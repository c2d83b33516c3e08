"""Registrations that no rule settles: the desk says whose they are."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.models import Organisation
from puntuale.apps.registrations.actions import accept_registration, refuse_registration
from puntuale.apps.registrations.errors import RegistrationRefusal
from puntuale.apps.registrations.models import Registration
from puntuale.apps.registrations.queries import registrations_waiting
from puntuale.ui.access import StaffRequest, address_of, needs

MOST = 100


class DecisionForm(forms.Form):
    """Whose it is; empty makes a new customer of what was typed."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"),
        label=gettext_lazy("Customer"),
        required=False,
        empty_label=gettext_lazy("a new customer"),
    )


@require_safe
@needs(Ability.KEEP_CUSTOMERS)
def index(request: StaffRequest) -> HttpResponse:
    """Whoever waits, each with whom the serial number or the name leads to."""
    rows = [
        (row, DecisionForm(initial={"organisation": row.organisation_id}, auto_id=f"{row.pk}-%s"))
        for row in registrations_waiting()[:MOST]
    ]
    return render(request, "office/registrations.html", {"rows": rows})


@require_POST
@needs(Ability.KEEP_CUSTOMERS)
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Take somebody in, or turn them down; they are told."""
    found = get_object_or_404(registrations_waiting(), pk=pk)
    try:
        _decide(request, found)
    except RegistrationRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("office:registrations")


@transaction.atomic
def _decide(request: StaffRequest, found: Registration) -> None:
    at, form = timezone.now(), DecisionForm(request.POST)
    accepts = request.POST.get("decision") == "accept" and form.is_valid()
    if accepts:
        chosen = form.cleaned_data["organisation"]
        accept_registration(found, chosen, by=request.user, at=at)
        messages.success(request, _("%(name)s is registered.") % {"name": found.name})
    else:
        refuse_registration(found, by=request.user, at=at)
        messages.success(request, _("%(name)s was turned down.") % {"name": found.name})
    what = "registrations.accepted" if accepts else "registrations.refused"
    record_change(what, found, by=request.user, at=at, address=address_of(request))
