"""Every refusal of a registration, one class for each reason; nothing was changed."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


class RegistrationRefusal(Exception):
    """An action that was refused; `sentence` says to a person what to do instead."""

    sentence: Lazy | str = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class AlreadyDecided(RegistrationRefusal):
    """Somebody has decided before."""

    sentence = _("This registration was decided before.")


class NameTaken(RegistrationRefusal):
    """A customer of this name exists."""

    sentence = _("There is a customer of this name already. Choose it from the list.")


class NotYours(RegistrationRefusal):
    """A partner decides on whoever says they are of its own customers, into no other."""

    sentence = _("This registration is not of a customer that you look after.")
