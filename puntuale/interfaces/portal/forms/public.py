"""A request by somebody we may not know."""

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.interfaces.portal.forms.sender import SenderForm
from puntuale.ui.chosen_files import Files


class PublicRequestForm(SenderForm):
    """Who, about what, and what."""

    text = forms.CharField(
        label=_("What happens, and what should happen?"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    attached = Files()
