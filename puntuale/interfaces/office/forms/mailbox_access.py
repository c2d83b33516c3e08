"""Whom the provider of a mailbox knows us as."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class MailboxAccessForm(forms.Form):
    """Whom the provider of a mailbox knows us as."""

    provider = forms.ChoiceField(label=_("Provider"), widget=forms.RadioSelect)
    client_id = forms.CharField(label=_("Client ID of the application"), max_length=200)
    client_secret = forms.CharField(
        label=_("Its secret, where it has one"),
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    tenant = forms.RegexField(
        label=_("Directory, with Microsoft"),
        help_text=_("Empty for any. Else its name or number, such as example.com."),
        regex=r"^[A-Za-z0-9.-]+$",
        required=False,
        max_length=80,
    )
    sends = forms.BooleanField(label=_("Its mail leaves there as well"), required=False)

    def __init__(self, *facts: Any, providers: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*facts, **options)
        choice = self.fields["provider"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = providers
