"""A telephone number that we call."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.phones import PhoneRefused, phone_typed


class PhoneField(forms.CharField):
    """What is typed in any way, kept in one; without a country of its own it is of the form's."""

    def __init__(self, **facts: Any) -> None:
        usual: dict[str, Any] = {
            "label": _("Telephone"),
            "max_length": 40,
            "widget": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }
        super().__init__(**(usual | facts))


def phone_of(form: forms.BaseForm, name: str, *, country: str = "") -> str:
    """The number in its one form; what we do not call becomes an error of the form."""
    typed = form.cleaned_data.get(name, "")
    if not typed:
        return ""
    try:
        return phone_typed(typed, country=country, allowed=settings.CALL_COUNTRIES)
    except PhoneRefused as refusal:
        form.add_error(name, str(refusal))
        return ""
