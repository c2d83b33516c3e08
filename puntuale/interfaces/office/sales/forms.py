"""The forms about orders and money."""

import re
import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Organisation
from puntuale.apps.sales.models import Purchase
from puntuale.core.charges.money import Money, decimals_of
from puntuale.core.charges.offers import MOST

# As people write money; never a float, and no thousands that could be decimals (readings.md X-08).
WRITTEN = re.compile(r"(\d{1,13})(?:[.,](\d{1,4}))?", re.ASCII)


class MoneyField(forms.CharField):
    """An amount in one currency, with a comma or a point and its decimals at most."""

    def __init__(self, currency: str = "EUR", **facts: Any) -> None:
        super().__init__(max_length=20, **facts)
        self.currency = currency

    def clean(self, value: Any) -> Money:
        text = super().clean(value).strip()
        found = WRITTEN.fullmatch(text)
        decimals = decimals_of(self.currency)
        if found is None or len(found[2] or "") > decimals:
            raise ValidationError(_("Write the amount as 2800.00, without thousands."))
        exact = Decimal(f"{found[1]}.{found[2] or 0}")
        return Money(int(exact.scaleb(decimals)), self.currency)


class PaidForm(forms.Form):
    """Somebody has seen the money."""

    note = forms.CharField(
        label=_("Where it was seen"),
        max_length=200,
        help_text=_("For example: account statement of 23 November."),
    )


class RefundForm(forms.Form):
    """How much goes back, and why."""

    note = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, paid: Money, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.fields["amount"] = MoneyField(
            paid.currency,
            label=_("Amount in %(currency)s") % {"currency": paid.currency},
            initial=str(paid),
        )
        self.order_fields(["amount", "note"])


class NewOrderForm(forms.Form):
    """An order that somebody of the desk writes for a customer."""

    organisation = forms.ModelChoiceField(Organisation.objects.all(), label=_("Customer"))
    offer = forms.CharField(widget=forms.HiddenInput, required=False, max_length=130)
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST, initial=1)
    order_number = forms.CharField(
        label=_("The customer’s order number"), required=False, max_length=60
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def refund_form(purchase: Purchase, paid: Money, data: Any = None) -> RefundForm:
    """The form that asks how much of `paid` goes back."""
    return RefundForm(data, paid=paid, auto_id=f"id_refund_{purchase.pk}_%s")
