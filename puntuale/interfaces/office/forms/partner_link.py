"""Who looks after whom."""

from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from puntuale.apps.agreements.licensing import today_of_vendor
from puntuale.apps.partners.actions import keep_link, others_look_after
from puntuale.apps.partners.errors import LookedAfterAlready
from puntuale.apps.partners.models import PartnerLink
from puntuale.interfaces.office.forms.fields import Since
from puntuale.interfaces.office.forms.period import PeriodForm


class PartnerLinkForm(PeriodForm[PartnerLink]):
    """Which partner looks after which customer, and when."""

    ended_at = Since(
        label=_("Ended now"),
        help_text=_("The partner’s next question finds nothing of this customer any more."),
    )

    class Meta(PeriodForm.Meta):
        model = PartnerLink
        fields: ClassVar = [
            "organisation", "partner", "products", "starts_on", "ends_on", "ended_at",
        ]  # fmt: skip

    def clean_ended_at(self) -> datetime | None:
        return Since.kept(self.cleaned_data["ended_at"], self.initial.get("ended_at"))

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("partner") and facts.get("partner") == facts.get("organisation"):
            self.add_error("partner", _("A partner cannot look after itself. Choose another."))
        return facts

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors and others_look_after(self.instance, self.cleaned_data["products"]):
            self.add_error("partner", str(LookedAfterAlready()))

    def save(self, commit: bool = True) -> PartnerLink:  # noqa: FBT001 - Django's own
        at = timezone.now()
        products = list(self.cleaned_data["products"])
        keep_link(self.instance, products, today=today_of_vendor(at), at=at)
        return self.instance
