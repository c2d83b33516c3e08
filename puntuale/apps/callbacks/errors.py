"""Every refusal of an action on calls, one class for each reason; nothing was changed."""

from django.utils.translation import gettext_lazy as _

from puntuale.apps.tickets.errors import TicketRefusal


class CallAskedAlready(TicketRefusal):
    """A call on this request waits already."""

    sentence = _("A call is asked for already. Change it, or take it back first.")


class BeingCalled(TicketRefusal):
    """Somebody else calls at this moment, or has called (readings R-21)."""

    sentence = _("Somebody else is calling, or the call was made.")


class TooEarly(TicketRefusal):
    """Too soon after the last attempt, or in the customer's quiet hours."""

    sentence = _("It is too early to call: between two attempts, or in the customer’s quiet hours.")


class NoCall(TicketRefusal):
    """No call of this person goes on."""

    sentence = _("This call has ended already.")
