"""What an agent writes into an estimate."""

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.actions.drafting import Offer
from puntuale.apps.estimates.pricing import Rules
from puntuale.core.charges.bands import BASE, Band
from puntuale.core.charges.money import rounded
from puntuale.ui.words.durations import duration
from puntuale.ui.words.estimates import band_name, long
from puntuale.ui.words.money import percent

TIME = re.compile(r"(?:(\d{1,4})\s*(?:h|:))?\s*(?:(\d{1,5})\s*(?:min|m)?)?", re.ASCII)
BAND = "band-"
KINDS = (
    gettext_lazy("Maintenance of a system we installed"),
    gettext_lazy("Consultancy at application level"),
    gettext_lazy("Small development"),
    gettext_lazy("Post-release configuration"),
)


class Minutes(forms.CharField):
    """ "1 h 30", "1:30" or "90": minutes of effort."""

    def clean(self, value: Any) -> int:
        written = (super().clean(value) or "").strip().lower()
        found = TIME.fullmatch(written)
        if found is None:
            raise ValidationError(_("Write effort as 1 h 30, 1:30 or 90 min."))
        return int(found[1] or 0) * 60 + int(found[2] or 0)

    def prepare_value(self, value: Any) -> Any:
        return long(value) if isinstance(value, int) else value


class EstimateForm(forms.Form):
    """The offer; effort by the agreement's bands, an amount only where it names no price."""

    intervention = forms.CharField(
        label=gettext_lazy("Type of intervention"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "interventions", "autocomplete": "off"}),
    )
    text = forms.CharField(
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "The language of the request. Plain words; this is what they accept."
        ),
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Price, without VAT"),
        required=False,
        min_value=Decimal(0),
        max_digits=12,
    )
    expected_on = forms.DateField(
        label=gettext_lazy("Expected completion"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Shown to the customer; an indication, never counted as late."),
    )
    valid_through = forms.DateField(
        label=gettext_lazy("Valid through the end of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rules: Rules, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        for band in rules.bands:
            self.fields[f"{BAND}{band.code}"] = Minutes(
                label=_band_label(band),
                required=False,
                max_length=20,
                widget=forms.TextInput(attrs={"autocomplete": "off", "data-minutes": band.code}),
            )
        label = _("For the customer, in %(language)s")
        self.fields["text"].label = label % {"language": language}
        self.fields["text"].widget.attrs["lang"] = kwargs.get("initial", {}).get("lang", "")

    @property
    def effort_fields(self) -> list[forms.BoundField]:
        return [self[f"{BAND}{band.code}"] for band in self.rules.bands]

    @property
    def offer(self) -> Offer:
        """What was typed, where it is right."""
        values = self.cleaned_data
        amount = values.get("amount")
        return Offer(
            text=values.get("text", ""),
            intervention=values.get("intervention", ""),
            bands={band.code: values.get(f"{BAND}{band.code}", 0) for band in self.rules.bands},
            expected_on=values.get("expected_on"),
            valid_through=values.get("valid_through"),
            amount=None if amount is None else rounded(amount, self.rules.charging.currency),
        )


def _band_label(band: Band) -> str:
    name = band_name(band.code)
    name = f"{name[:1].upper()}{name[1:]}"
    if band.code == BASE.code:
        return name
    added = percent(Decimal((band.add * 100).numerator) / (band.add * 100).denominator)
    return f"{name}, +{added}"


def step_hint(rules: Rules) -> str:
    """ "steps of 15 min, at least 30 min, up to 96 h"."""
    said = [_("steps of %(step)s") % {"step": _time(rules.effort.step)}]
    if rules.effort.minimum:
        said.append(_("at least %(time)s") % {"time": _time(rules.effort.minimum)})
    if rules.effort.limit is not None:
        said.append(_("up to %(time)s") % {"time": _time(rules.effort.limit)})
    return ", ".join(said)


def _time(minutes: int) -> str:
    return duration(timedelta(minutes=minutes))


class AcceptanceForm(forms.Form):
    """An acceptance that reached the desk another way: who agreed, and by which order."""

    contact = forms.ModelChoiceField(
        label=gettext_lazy("Who agreed"), queryset=Contact.objects.none()
    )
    order_reference = forms.CharField(label=gettext_lazy("Order number"), max_length=80)

    def __init__(self, *args: Any, deciders: Sequence[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = Contact.objects.filter(pk__in=[each.pk for each in deciders])
        self.fields["contact"].queryset = allowed  # type: ignore[attr-defined]


class WithdrawalForm(forms.Form):
    """Why an offer is taken back; the customer reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Why, for the customer"), max_length=500, required=False
    )
