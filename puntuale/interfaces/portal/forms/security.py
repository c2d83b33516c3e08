"""A vulnerability, by whoever found it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.interfaces.portal.forms.sender import SenderForm


class SecurityForm(SenderForm):
    """Who found what, and how it can be seen."""

    text = forms.CharField(
        label=_("What did you find, and how can we see it?"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
