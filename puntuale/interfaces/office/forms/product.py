"""What is supported, what it costs and what came out of it."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.apps.catalogue.models import ListPrice, Product, Release
from puntuale.interfaces.office.forms.fields import Cents, DateInput


class ProductForm(forms.ModelForm[Product]):
    """Something that is supported."""

    class Meta:
        model = Product
        fields: ClassVar = ["name", "code", "releases_each_year"]
        help_texts: ClassVar = {
            "releases_each_year": _("Within 365 days; more of them go through a request."),
        }


class ListPriceForm(forms.ModelForm[ListPrice]):
    """What a product costs from a day on."""

    amount_cents = Cents(label=_("Price, net"), min_value=0, max_digits=12, decimal_places=2)

    class Meta:
        model = ListPrice
        fields: ClassVar = ["product", "amount_cents", "currency", "valid_from"]
        widgets: ClassVar = {"valid_from": DateInput()}

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class ReleaseForm(forms.ModelForm[Release]):
    """A version that came out."""

    class Meta:
        model = Release
        fields: ClassVar = ["product", "version", "released_on", "notes"]
        widgets: ClassVar = {"released_on": DateInput()}
