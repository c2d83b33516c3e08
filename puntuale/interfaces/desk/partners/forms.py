"""Handing an enquiry to a partner, or back."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Organisation
from puntuale.apps.tickets.models import Ticket


class HandingForm(forms.Form):
    """To which partner, or back to us; a partner says why."""

    partner = forms.ModelChoiceField(
        Organisation.objects.filter(is_partner=True),
        label=gettext_lazy("Partner"),
        required=False,
        empty_label=gettext_lazy("nobody but us"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, shown to the customer"), required=False, max_length=300
    )

    def __init__(self, data: QueryDict | None = None, *, reader: User, ticket: Ticket) -> None:
        super().__init__(data, auto_id="hand-%s", initial={"partner": ticket.handed_to_id})
        if not reader.is_of_vendor:
            del self.fields["partner"]
            self.fields["reason"].required = True


def hand_form(ticket: Ticket, reader: User) -> HandingForm | None:
    """Nothing where it is no enquiry."""
    return HandingForm(reader=reader, ticket=ticket) if ticket.is_prospect else None
