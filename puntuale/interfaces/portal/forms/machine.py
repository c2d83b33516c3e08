"""A request file of a program, pasted or chosen."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.core.licences.armour import LONGEST
from puntuale.core.licences.errors import NotAFingerprint, NotSuchAFile
from puntuale.core.licences.machine import read_request


class MachineRequestForm(forms.Form):
    """What the program wrote where it has no network."""

    file = forms.FileField(label=gettext_lazy("Request file"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or its text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        file = values.get("file")
        text = file.read(LONGEST).decode(errors="replace") if file else values.get("text", "")
        try:
            return values | {"asked": read_request(text)}
        except (NotSuchAFile, NotAFingerprint):
            raise forms.ValidationError(
                _(
                    "This is not a request file. Choose the one that the program wrote, or copy all of it."
                )
            ) from None
