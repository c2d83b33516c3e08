"""One customer’s copy of a product."""

from datetime import datetime
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from puntuale.apps.catalogue.models import Licence
from puntuale.core.licences.serials import serial_key
from puntuale.interfaces.office.forms.fields import DateInput, Since, WordList


class LicenceForm(forms.ModelForm[Licence]):
    """One customer's copy of a product."""

    features = WordList(
        label=_("Features"),
        required=False,
        help_text=_("Words of your own; they stand in the signed files."),
    )
    suspended_at = Since(
        label=_("Suspended"),
        help_text=_("Gives no seats any more, and its machines are told so when they ask."),
    )

    class Meta:
        model = Licence
        fields: ClassVar = [
            "serial_number", "product", "holder", "seller", "seats", "is_node_locked",
            "versions_released_until", "expires_on", "features", "suspended_at",
        ]  # fmt: skip
        widgets: ClassVar = {"versions_released_until": DateInput(), "expires_on": DateInput()}
        help_texts: ClassVar = {
            "versions_released_until": _(
                "The last day whose releases came with it; agreements reach further. Empty: every release."
            ),
            "expires_on": _("Empty: it never ends."),
        }

    def clean_seats(self) -> int:
        seats: int = self.cleaned_data["seats"]
        if seats < self.instance.seats_taken:
            raise ValidationError(
                _("%(taken)s machines are active. Release some of them first.")
                % {"taken": self.instance.seats_taken}
            )
        return seats

    def clean_suspended_at(self) -> datetime | None:
        return Since.kept(self.cleaned_data["suspended_at"], self.initial.get("suspended_at"))

    def clean_serial_number(self) -> str:
        serial_number: str = self.cleaned_data["serial_number"].strip()
        key = serial_key(serial_number)
        if len(key) < 2:
            raise ValidationError(_("A serial number has at least two letters or figures."))
        if Licence.objects.filter(serial_key=key).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This serial number is registered already."))
        self.instance.serial_key = key
        return serial_number
