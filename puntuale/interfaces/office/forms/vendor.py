"""Who runs this desk."""

from typing import ClassVar

import stdnum.exceptions
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import iban

from puntuale.apps.accounts.models import Vendor
from puntuale.interfaces.office.forms.fields import ZONES


class VendorForm(forms.ModelForm[Vendor]):
    """Who runs this desk."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES, initial="Europe/Rome")

    class Meta:
        model = Vendor
        fields: ClassVar = [
            "name", "language", "time_zone", "mail_signature", "reminder_after_days",
            "closes_after_days", "access_details_days", "coverage_warning_days", "account_holder",
            "iban",
        ]  # fmt: skip

    def clean_iban(self) -> str:
        written: str = self.cleaned_data["iban"]
        try:
            return str(iban.validate(written)) if written.strip() else ""
        except stdnum.exceptions.ValidationError as trouble:
            raise ValidationError(_("This is not an IBAN. Copy it from your account.")) from trouble
