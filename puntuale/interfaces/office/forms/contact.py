"""A person who asks."""

from datetime import datetime
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Contact
from puntuale.interfaces.office.forms.fields import Since


class ContactForm(forms.ModelForm[Contact]):
    """A person who asks."""

    left_at = Since(
        label=_("Has left"),
        help_text=_("Reads nothing any more, and their mails no longer join a request."),
    )

    class Meta:
        model = Contact
        fields: ClassVar = [
            "name", "email", "organisation", "phone", "language", "may_spend", "sees_colleagues",
            "left_at",
        ]  # fmt: skip
        labels: ClassVar = {"organisation": _("Customer")}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_left_at(self) -> datetime | None:
        return Since.kept(self.cleaned_data["left_at"], self.initial.get("left_at"))
