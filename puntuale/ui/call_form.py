"""Asking for a call: on which number, and when it suits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.apps.callbacks.models import Callback
from puntuale.apps.callbacks.rules import media_of, zone_of_customer
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.customers.phones import phone_to_call
from puntuale.apps.tickets.models import Ticket
from puntuale.ui.phones import PhoneField, phone_of


class CallForm(forms.Form):
    """The number, a window of one day that is a wish, and a few words; `zone` is the customer's."""

    phone = PhoneField(help_text=gettext_lazy("With its country, such as +39 035 123456."))
    day = forms.DateField(
        label=gettext_lazy("Preferred day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    begins = forms.TimeField(
        label=gettext_lazy("Not before"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ends = forms.TimeField(
        label=gettext_lazy("Not after"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    medium = forms.ChoiceField(
        label=gettext_lazy("How we talk"), choices=Callback.Medium.choices, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("What we should know"), required=False, max_length=200
    )

    def __init__(
        self,
        *args: Any,
        zone: ZoneInfo,
        country: str = "",
        media: Sequence[Callback.Medium] = (),
        **facts: Any,
    ) -> None:
        super().__init__(*args, **facts)
        self.zone, self.country = zone, country
        if len(media) > 1:
            medium = self.fields["medium"]
            assert isinstance(medium, forms.ChoiceField)
            medium.choices = [(each, each.label) for each in media]
        else:
            del self.fields["medium"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["phone"] = phone_of(self, "phone", country=self.country)
        day, begins, ends = (values.get(name) for name in ("day", "begins", "ends"))
        if (begins or ends) and not day:
            self.add_error("day", _("Say on which day."))
        if begins and ends and ends <= begins:
            self.add_error("ends", _("This hour lies before the first."))
        if day and not self.errors:
            midnight = datetime(day.year, day.month, day.day, tzinfo=self.zone)
            values["wanted_from"] = datetime.combine(day, begins, self.zone) if begins else midnight
            values["wanted_until"] = datetime.combine(day, ends, self.zone) if ends else None
        return values

    def wishes(self) -> dict[str, Any]:
        """What the action takes."""
        values = self.cleaned_data
        names = ("phone", "wanted_from", "wanted_until", "medium", "note")
        return {name: values[name] for name in names if values.get(name)}


def call_form(
    ticket: Ticket, contact: Contact, of: Organisation | None, data: QueryDict | None = None
) -> CallForm:
    """Prefilled with the number of `contact`, somebody `of` that company; hours are the customer's."""
    country = of.country if of else ""
    return CallForm(
        data,
        zone=zone_of_customer(ticket),
        country=country,
        media=media_of(ticket),
        initial={"phone": phone_to_call(contact.phone, country=country)},
        auto_id="call-%s",
    )
