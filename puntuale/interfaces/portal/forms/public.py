"""A request by somebody we may not know."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.interfaces.portal.forms.files import Files


class PublicRequestForm(forms.Form):
    """Who, about what, and what; `website` is a trap: people do not see it, robots fill it in."""

    name = forms.CharField(
        label=_("Your name"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Mail address"),
        help_text=_("We answer to it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    company = forms.CharField(
        label=_("Company"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    product = forms.ChoiceField(label=_("Product"), required=False)
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
    website = forms.CharField(required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
