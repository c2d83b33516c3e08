"""Files of a program without a network, pasted or chosen: it asks for a seat, or gives it back."""

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from puntuale.core.licences.armour import LONGEST
from puntuale.core.licences.errors import NotAFingerprint, NotSuchAFile
from puntuale.core.licences.machine import read_release, read_request


class ProgramFileForm(forms.Form):
    """What the program wrote; `read` makes a value of it."""

    refused: ClassVar[Lazy]
    file = forms.FileField(label=_("File"), required=False)
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        file = values.get("file")
        text = file.read(LONGEST).decode(errors="replace") if file else values.get("text", "")
        try:
            return values | {"found": self.read(text)}
        except (NotSuchAFile, NotAFingerprint):
            raise forms.ValidationError(str(self.refused)) from None

    def read(self, text: str) -> object:
        raise NotImplementedError


class MachineRequestForm(ProgramFileForm):
    """A machine asks for a seat."""

    refused = _(
        "This is not a request file. Choose the one that the program wrote, or copy all of it."
    )
    file = forms.FileField(label=_("Request file"), required=False)

    def read(self, text: str) -> object:
        return read_request(text)


class MachineReleaseForm(ProgramFileForm):
    """A machine gives its seat back."""

    refused = _(
        "This is not a release file. Choose the one that the program wrote, or copy all of it."
    )
    file = forms.FileField(label=_("Release file"), required=False)

    def read(self, text: str) -> object:
        return read_release(text)
