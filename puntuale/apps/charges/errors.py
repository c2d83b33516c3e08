"""Why work cannot begin: each says what to do first; nothing was changed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from puntuale.apps.work.errors import WorkRefusal


class EstimateMissing(WorkRefusal):
    """No chargeable minute before a yes, where the agreement asks for an estimate."""

    sentence = _(
        "No estimate is accepted yet: nothing may be charged before. Send one, or record this work as not"
        " charged, such as a diagnosis."
    )


class EffortUsedUp(WorkRefusal):
    """More than was accepted, where the customer decides again before the work goes on."""

    sentence = _(
        "The accepted effort is used up: the customer decides again before work goes on. Send a revision,"
        " or record this work as not charged, with the reason."
    )


class PrepaidMissing(WorkRefusal):
    """The agreement asks for prepaid pieces before work on a new request begins."""

    def __init__(self, required: int, available: int, owed: int) -> None:
        super().__init__()
        self.required, self.available, self.owed = required, available, owed

    def __str__(self) -> str:
        left = ngettext(
            "%(count)d coupon is left", "%(count)d coupons are left", self.available
        ) % {"count": self.available}
        owed = ngettext("%(count)d is owed", "%(count)d are owed", self.owed) % {"count": self.owed}
        return ngettext(
            "Work begins with %(count)d coupon at least: %(left)s, %(owed)s. The customer buys first.",
            "Work begins with %(count)d coupons at least: %(left)s, %(owed)s. The customer buys first.",
            self.required,
        ) % {"count": self.required, "left": left, "owed": owed}
