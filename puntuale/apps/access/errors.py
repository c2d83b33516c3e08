"""Every refusal of an action on customers' data, one class for each reason; nothing was changed."""

from django.utils.translation import gettext_lazy as _

from puntuale.apps.tickets.errors import TicketRefusal


class NeedsReason(TicketRefusal):
    """The reader neither works on the request nor has said why they look."""

    sentence = _("This is the customer’s. Say why you need it, or take the request.")


class NoReason(TicketRefusal):
    """Nothing was said."""

    sentence = _("Write why you need it. The customer reads it.")


class NothingGiven(TicketRefusal):
    """No access details stand on the request any more."""

    sentence = _("There are no access details on this request, or they have been wiped.")
