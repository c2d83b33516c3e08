"""Registrations that no rule settles: the desk says whose they are."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.models import Organisation
from puntuale.apps.registrations.queries import registrations_waiting
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.registrations import decide_registration

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
    found, form = get_object_or_404(registrations_waiting(), pk=pk), DecisionForm(request.POST)
    accepts = request.POST.get("decision") == "accept"
    if accepts and not form.is_valid():
        # A customer who is there no more: nobody is turned down for that.
        raise Http404
    chosen = form.cleaned_data["organisation"] if accepts else None
    decide_registration(request, found, chosen, accepts=accepts, at=timezone.now())
    return redirect("office:registrations")
