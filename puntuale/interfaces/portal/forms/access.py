"""How the customer's system is reached, as the customer writes it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AccessForm(forms.Form):
    """Words that are sealed as soon as they arrive, and never shown to the customer again."""

    details = forms.CharField(
        label=_("Address, user, password"),
        max_length=4_000,
        help_text=_("Only whoever works on your request reads it, and you see who did."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )
