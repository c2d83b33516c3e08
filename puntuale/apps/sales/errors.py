"""Why something is not bought, paid or given back; each refusal changes nothing."""

from django.utils.translation import gettext_lazy as _


class SalesRefusal(Exception):
    """Something that is not done, with a sentence for the person who asked."""

    sentence = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class NotOffered(SalesRefusal):
    """No agreement of the customer offers it now."""

    sentence = _("This is not on offer any more. Look at what is, and order again.")


class OfferChanged(SalesRefusal):
    """It costs something else than what was shown."""

    sentence = _("The price has changed meanwhile. Look at it, and order again.")


class WrongQuantity(SalesRefusal):
    """Nothing, or more than a person means to buy (readings.md X-23)."""

    sentence = _("From 1 to 1,000 can be bought at once.")


class MayNotSpend(SalesRefusal):
    """Somebody without the right to spend."""

    sentence = _("You may not order for your company.")


class NotOpen(SalesRefusal):
    """The order was paid, cancelled or refunded before."""

    sentence = _("This order does not wait for a payment any more.")


class PriceLapsed(SalesRefusal):
    """A payment by card begins too late for the price that was frozen (readings.md R-19)."""

    sentence = _("The price was held for 30 minutes. Cancel this order and order again.")


class NotTheAmount(SalesRefusal):
    """Another amount, or another currency, than the order asks for."""

    sentence = _("This is not the amount of the order.")


class NothingToGiveBack(SalesRefusal):
    """No money is there for it, or it was paid back before."""

    sentence = _("Only an order for which money came can be refunded, once.")


class MoreThanPaid(SalesRefusal):
    """More would go back than came."""

    sentence = _("No more can be paid back than was paid.")


class LineDecided(SalesRefusal):
    """Somebody has said what the line paid."""

    sentence = _("Somebody has decided about this line already.")


class NothingCame(SalesRefusal):
    """An order is to be accepted although no money came for it."""

    sentence = _("No money has come for this order.")


class NothingToBill(SalesRefusal):
    """Everything is on documents."""

    sentence = _("There is nothing to bill up to that day.")


class ExportedMeanwhile(SalesRefusal):
    """Somebody else was first."""

    sentence = _("Somebody else has exported at the same moment. Look at the list again.")
