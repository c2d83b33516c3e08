"""What a technician types to activate a machine."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.core.licences.armour import LONGEST
from puntuale.core.licences.errors import NotAFingerprint, NotSuchAFile
from puntuale.core.licences.machine import LONGEST_NAME, fingerprint, read_request


class MachineForm(forms.Form):
    """A machine, by the fingerprint it shows or by the whole request that it wrote."""

    machine = forms.CharField(
        label=gettext_lazy("Fingerprint, or the text of a request file"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy("The program shows it where it asks to be activated."),
    )
    name = forms.CharField(
        label=gettext_lazy("What the machine is called"), max_length=LONGEST_NAME, required=False
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        typed = values.get("machine", "")
        try:
            if "REQUEST FILE" not in typed:
                return values | {"fingerprint": fingerprint("".join(typed.split()))}
            asked = read_request(typed)
        except NotAFingerprint:
            self.add_error("machine", _("A fingerprint has 64 figures and letters from a to f."))
            return values
        except NotSuchAFile:
            self.add_error(
                "machine", _("This is not the whole request file. Copy all of its lines.")
            )
            return values
        return values | {
            "fingerprint": asked.fingerprint,
            "name": values.get("name") or asked.name,
            "serial_number": asked.serial_number,
        }


class ReasonForm(forms.Form):
    """Why a seat is taken back."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)
