"""What a customer orders, how many, and under which number of their own."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.core.charges.money import Money
from puntuale.core.charges.offers import MOST


class OrderForm(forms.Form):
    """One of what is on offer; `shown` is the amount that the page has named."""

    offer = forms.CharField(widget=forms.HiddenInput, max_length=130)
    shown = forms.RegexField(r"^\d{1,15} [A-Z]{3}$", widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    quantity = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=MOST,
        initial=1,
        error_messages={
            "min_value": _("From 1 to 1,000 can be bought at once."),
            "max_value": _("From 1 to 1,000 can be bought at once."),
        },
    )
    order_number = forms.CharField(
        label=_("Your order number"),
        required=False,
        max_length=60,
        help_text=_("If you need it on the invoice."),
    )

    @property
    def amount_shown(self) -> Money | None:
        """The amount on the page that was confirmed; None where none was confirmed yet."""
        minor, _space, currency = self.cleaned_data["shown"].partition(" ")
        return Money(int(minor), currency) if minor else None
