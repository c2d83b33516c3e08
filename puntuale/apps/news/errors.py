"""Every refusal of an action on bulletins, one class for each reason; nothing was changed."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


class BulletinRefusal(Exception):
    """An action that was refused; `sentence` says to a person what to do instead."""

    sentence: Lazy | str = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class AlreadySent(BulletinRefusal):
    """What people have been told is not written again."""

    sentence = _("This was sent before. It cannot be changed any more; write a new one.")


class NobodyReached(BulletinRefusal):
    """It would be sent to nobody."""

    sentence = _("Nobody would get this. Choose whom it is for.")


class NotGoingOut(BulletinRefusal):
    """There is nothing to stop."""

    sentence = _("Nothing of it waits to be sent any more.")
