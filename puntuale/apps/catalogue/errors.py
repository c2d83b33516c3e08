"""Every refusal of an action on licences, one class for each reason; nothing was changed."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


class LicenceRefusal(Exception):
    """An action that was refused; `sentence` says to a person what to do instead."""

    sentence: Lazy | str = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class SeatLimit(LicenceRefusal):
    """Every seat is taken by another machine (K-03)."""

    sentence = _("All machines of this licence are in use. Release one of them first.")


class LicenceSuspended(LicenceRefusal):
    """The vendor has suspended the licence."""

    sentence = _("This licence is suspended. Write to us, and we say why.")


class LicenceExpired(LicenceRefusal):
    """The licence's last day has passed."""

    sentence = _("This licence has expired. The machines that use it are told so as well.")


class NoReleasesLeft(LicenceRefusal):
    """The holder has released as many machines as the product lets them in a year (K-04)."""

    sentence = _(
        "You have released as many machines as can be released in a year. Send a request: "
        "we release this one for you."
    )


class NotActive(LicenceRefusal):
    """The machine was released before, or never activated."""

    sentence = _("This machine is not active any more.")


class OtherLicence(LicenceRefusal):
    """A request file with the serial number of another licence."""

    sentence = _("This file asks for another serial number.")
