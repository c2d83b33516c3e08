"""Who writes without an account, and about what."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.interfaces.portal.forms.subjects import choices


class SenderForm(forms.Form):
    """`website` is a trap: people do not see it, robots fill it in."""

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
    website = forms.CharField(required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        product = self.fields["product"]
        assert isinstance(product, forms.ChoiceField)
        product.choices = choices(None)
