"""How a partner is found by anybody, in its own words."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.partners.models import PartnerCard
from puntuale.apps.partners.queries import partner_of
from puntuale.ui.access import StaffRequest, address_of, needs
from puntuale.ui.phones import phone_of


class CardForm(forms.ModelForm[PartnerCard]):
    """What stands on the public list, and whether it does."""

    website = forms.URLField(label=gettext_lazy("Website"), required=False, assume_scheme="https")

    class Meta:
        model = PartnerCard
        fields: ClassVar = [
            "is_listed",
            "place",
            "phone",
            "email",
            "website",
            "about_en",
            "about_it",
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["phone"] = phone_of(self, "phone")
        return values


@require_http_methods(["GET", "POST"])
@needs(Ability.GIVE_SUPPORT)
def edit(request: StaffRequest) -> HttpResponse:
    """A partner's own card; our own people have none."""
    partner = partner_of(request.user)
    if partner is None:
        raise PermissionDenied
    card = PartnerCard.objects.filter(partner=partner).first() or PartnerCard(partner=partner)
    form = CardForm(request.POST or None, instance=card)
    if form.is_bound and form.is_valid():
        form.save()
        after = {name: form.cleaned_data[name] for name in form.changed_data}
        record_change(
            "partner_card.changed",
            partner,
            by=request.user,
            at=timezone.now(),
            after=after,
            address=address_of(request),
        )
        messages.success(request, _("Saved."))
        return redirect("desk:card")
    status = 422 if form.is_bound else 200
    return render(request, "desk/partners/card.html", {"form": form}, status=status)
