"""What somebody tells who registers; what the agreement asks for is required."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.apps.accounts.models import LANGUAGES
from puntuale.core.agreements.document.parts.intake import RegistrationRow
from puntuale.core.licences.serials import UNKNOWN
from puntuale.interfaces.portal.forms.serials import serial_of
from puntuale.ui.phones import PhoneField, phone_of
from puntuale.ui.words.countries import countries

# The document's words for what is asked, and the field that asks it.
FIELDS: Mapping[str, str] = {
    "serial_number": "serial_number",
    "company_name": "company",
    "company_address": "address",
    "country": "country",
    "contact_name": "name",
    "contact_email": "email",
    "contact_phone": "phone",
}
# Without these nobody can be registered, whatever the document says.
ALWAYS = frozenset({"company", "name", "email"})


class RegistrationForm(forms.Form):
    """Serial number, company, person, consent; `website` is a trap: robots fill it in."""

    serial_number = forms.CharField(
        label=gettext_lazy("Serial number"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    company = forms.CharField(
        label=gettext_lazy("Company"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), widget=forms.Select(attrs={"autocomplete": "country"})
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField()
    email = forms.EmailField(
        label=gettext_lazy("Work mail"),
        help_text=gettext_lazy("We mail a link to it. Nothing is registered before you follow it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("We write to you in"), choices=LANGUAGES, widget=forms.RadioSelect
    )
    wants_sign_in = forms.BooleanField(label=gettext_lazy("I want to sign in here"), required=False)
    wants_news = forms.BooleanField(
        label=gettext_lazy("Send me news and bulletins; I can stop them at any time"),
        required=False,
    )
    accepts_terms = forms.BooleanField(label=gettext_lazy("I accept the support terms"))
    terms = forms.CharField(widget=forms.HiddenInput)
    website = forms.CharField(required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, row: RegistrationRow, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.unknown = row.unknown_serial or UNKNOWN
        asked = {FIELDS[str(word)] for word in row.requires if str(word) in FIELDS} | ALWAYS
        for name in FIELDS.values():
            self.fields[name].required = name in asked
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)
        country.choices = [("", ""), *countries()]
        self.fields["serial_number"].help_text = _(
            "Under Help, About in the program, or on the invoice. If you cannot find it, enter "
            "%(unknown)s: you can register and ask for support, but not activate."
        ) % {"unknown": self.unknown}

    def clean_serial_number(self) -> str:
        typed: str = self.cleaned_data["serial_number"]
        if not typed and not self.fields["serial_number"].required:
            return ""
        return serial_of(typed, self.unknown) or ""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        return values | {"phone": phone_of(self, "phone", country=values.get("country", ""))}
