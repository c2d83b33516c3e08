"""What somebody asks who may become a customer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.apps.partners.queries import listed_partners
from puntuale.interfaces.portal.forms.sender import SenderForm
from puntuale.ui.forms import Choice
from puntuale.ui.phones import PhoneField, phone_of

# What an enquiry is about decides what else is needed: these codes of the agreement's types.
CALL, SUBSCRIPTION = "call", "subscription"


class EnquiryForm(SenderForm):
    """Who, about which product, what of it, and which partner is to answer."""

    type = forms.ChoiceField(
        label=gettext_lazy("What would you like to have?"), widget=forms.RadioSelect
    )
    partner = forms.ModelChoiceField(
        listed_partners(),
        label=gettext_lazy("Partner"),
        required=False,
        empty_label=gettext_lazy("Whoever is near to me"),
        help_text=gettext_lazy("Subscriptions are sold by partners, who make you an offer."),
    )
    phone = PhoneField(
        required=False, help_text=gettext_lazy("With its country, such as +39 035 123456.")
    )
    text = forms.CharField(
        label=gettext_lazy("What should we know?"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, types: Sequence[tuple[str, Choice]], **facts: Any) -> None:
        super().__init__(*args, **facts)
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(types)
        if not listed_partners().exists():
            del self.fields["partner"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["phone"] = phone_of(self, "phone")
        if values.get("type") == CALL and not values["phone"] and "phone" not in self.errors:
            self.add_error("phone", _("On which number do we call you?"))
        return values
