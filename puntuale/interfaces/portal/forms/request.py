"""A new request, as a customer writes it."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Organisation
from puntuale.core.licences.serials import UNKNOWN
from puntuale.interfaces.portal.forms.serials import serial_of
from puntuale.interfaces.portal.forms.subjects import choices
from puntuale.ui.chosen_files import Files
from puntuale.ui.forms import Choice


class RequestForm(forms.Form):
    """Product, one line, text, files, and what kind of request it is.

    `types` and `severities` are those of the agreement that covers it; without any, nothing is asked.
    """

    product = forms.ChoiceField(label=_("Product"), required=False)
    serial_number = forms.CharField(
        label=_("Another serial number"),
        required=False,
        max_length=60,
        help_text=_("It is under Help, About. If you cannot find it, enter 0."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    subject = forms.CharField(
        label=_("In one line"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("What happens, and what should happen?"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    attached = Files()
    type = forms.ChoiceField(label=_("What kind of request is it?"), widget=forms.RadioSelect)
    severity = forms.ChoiceField(label=_("How grave is it?"), widget=forms.RadioSelect)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def __init__(
        self,
        *args: Any,
        organisation: Organisation | None,
        types: Sequence[tuple[str, Choice]],
        severities: Sequence[tuple[str, Choice]],
        **facts: Any,
    ) -> None:
        super().__init__(*args, **facts)
        self._choose("product", choices(organisation))
        self._choose("type", types)
        self._choose("severity", severities)

    def _choose(self, name: str, options: Sequence[tuple[str, Any]]) -> None:
        if not options:
            del self.fields[name]
            return
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(options)

    def clean_serial_number(self) -> str:
        typed: str = self.cleaned_data["serial_number"].strip()
        if not typed:
            return ""
        return serial_of(typed) or UNKNOWN
