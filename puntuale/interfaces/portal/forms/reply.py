"""What a customer adds to a request."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy

from puntuale.ui.address_field import Addresses
from puntuale.ui.chosen_files import Files


class ReplyForm(forms.Form):
    """Words, files, and who reads along from now on."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    attached = Files()
    cc = Addresses(
        label=gettext_lazy("Copy to"),
        required=False,
        help_text=gettext_lazy("Mail addresses, separated by commas. They read what follows."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
