"""Every refusal about an estimate, one class for each reason; nothing was changed."""

from django.utils.translation import gettext_lazy as _

from puntuale.apps.estimates.models import Estimate
from puntuale.apps.tickets.errors import TicketRefusal


class NothingToPrice(TicketRefusal):
    """The agreement cannot price this request; `reason` is the core's."""

    sentence = _("The agreement has no price for this request.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooMuch(TicketRefusal):
    """More effort than the agreement lets an estimate have."""

    sentence = _("This is more than the agreement estimates. Propose a dedicated agreement.")


class Incomplete(TicketRefusal):
    """Something is missing that the customer must be told; `missing` names the fields."""

    sentence = _("Something is missing that the customer must be told.")

    def __init__(self, *missing: str) -> None:
        super().__init__(*missing)
        self.missing = missing


class PriceChanged(TicketRefusal):
    """What it costs is no longer what the page showed."""

    sentence = _("The price has changed meanwhile. Look at it and send again.")


class NoDraft(TicketRefusal):
    """There is nothing to send: it has left, or was dropped."""

    sentence = _("There is no draft to send. Somebody has sent or dropped it.")


class AlreadyEnded(TicketRefusal):
    """The estimate was decided, withdrawn, or has run out; `estimate` says how."""

    sentence = _("This estimate no longer waits for a decision. Nothing was changed.")

    def __init__(self, estimate: Estimate) -> None:
        super().__init__(estimate.state)
        self.estimate = estimate


class RequestOver(TicketRefusal):
    """The request is solved or closed: there is nothing to decide."""

    sentence = _("The request has ended, so there is nothing to decide.")


class MayNotDecide(TicketRefusal):
    """Only some people may commit their organisation."""

    sentence = _("Only people who may spend for their organisation can decide.")


class ShownDiffers(TicketRefusal):
    """What the person saw is not what would be recorded."""

    sentence = _("The page has changed since you opened it. Read it again, then decide.")


class PrepaidGone(TicketRefusal):
    """What the estimate counts on was drawn or reserved by others, or has expired."""

    sentence = _(
        "The prepaid time on which this estimate counts is no longer free: it was used or reserved for"
        " something else, or has ended. Nothing was changed: ask for another estimate, or buy more first."
    )
