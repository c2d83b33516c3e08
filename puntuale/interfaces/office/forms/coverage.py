"""What holds for whom."""

from datetime import datetime
from typing import ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from puntuale.apps.agreements.models import Coverage
from puntuale.apps.agreements.sellers import sell_by
from puntuale.interfaces.office.forms.fields import Since
from puntuale.interfaces.office.forms.period import PeriodForm


class CoverageForm(PeriodForm[Coverage]):
    """Which agreement holds for which customer, and when."""

    suspended_at = Since(
        label=_("Suspended"),
        help_text=_("Requests that come from now on do not run under it."),
    )

    class Meta(PeriodForm.Meta):
        model = Coverage
        fields: ClassVar = [
            "organisation", "agreement", "reference", "starts_on", "ends_on", "products",
            "deployment", "partner", "suspended_at",
        ]  # fmt: skip
        labels: ClassVar = {"organisation": _("Customer"), "agreement": _("Agreement")}
        help_texts: ClassVar = {
            "partner": _("Who sells it from now on; what came or began before stays as it was."),
        }

    def clean_suspended_at(self) -> datetime | None:
        return Since.kept(self.cleaned_data["suspended_at"], self.initial.get("suspended_at"))

    def save(self, commit: bool = True) -> Coverage:  # noqa: FBT001 - Django's own
        partner = self.instance.partner
        if self.instance.pk and "partner" in self.changed_data:
            # Whoever sold it keeps what came before: it is changed by the one way that remembers.
            sell_by(self.instance, partner, at=timezone.now())
        return super().save(commit)
