"""Why a person's data cannot be erased, or copied, now; nothing was changed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PrivacyRefusal(Exception):
    """What was asked for is not done, for the reason that the class names."""

    sentence: Promise | str = ""

    def __str__(self) -> str:
        return str(self.sentence)


class IsHeld(PrivacyRefusal):
    """Somebody wrote down why the data must stay."""

    sentence = _("These data are held. End the hold first.")


class WorksHere(PrivacyRefusal):
    """A person of the desk stands in the history as who did what."""

    sentence = _("This person works at the desk. Give them the role of a customer first.")


class HasOpenRequests(PrivacyRefusal):
    """We still owe them an answer, and cannot give it to nobody."""

    sentence = _("Requests of this person are open. Close them first.")


class HasOpenOrders(PrivacyRefusal):
    """An order waits for its payment, and whoever made it is asked for it."""

    sentence = _("An order of this person waits for its payment. Settle or cancel it first.")


class ErasedAlready(PrivacyRefusal):
    """There is nobody left."""

    sentence = _("This person is erased, or will be in a moment.")


class CopyUnderWay(PrivacyRefusal):
    """One copy at a time."""

    sentence = _("A copy is being made. It takes a few minutes.")
