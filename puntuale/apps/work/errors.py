"""Every refusal of recorded work, one class for each reason; nothing was changed."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.work.models import TimeEntry, Timing

Part = tuple[datetime, datetime]


class WorkRefusal(TicketRefusal):
    """Work that cannot be recorded so."""


class EmptyOrNegative(WorkRefusal):
    """It ends when it starts, or before."""

    sentence = _("The end is not after the start.")


class ReasonNeeded(WorkRefusal):
    """Longer than 16 hours, as when a timer was forgotten: a reason makes it right."""

    sentence = _("More than 16 hours at a stretch. Say why, or put the end right.")


class InTheFuture(WorkRefusal):
    """It ends more than five minutes from now: a reason makes it right."""

    sentence = _("This work lies ahead of the clock. Say why, or put the hours right.")


class TooLate(WorkRefusal):
    """The request has been closed for more than seven days."""

    sentence = _("The request has been closed for over seven days. A manager can enter this work.")


class WorkedMeanwhile(WorkRefusal):
    """The same person did something else then: `other` says what, `free` are the parts left over."""

    sentence = _("One person cannot do two things at once.")

    def __init__(self, other: TimeEntry, free: Sequence[Part]) -> None:
        super().__init__()
        self.other, self.free = other, tuple(free)


class NothingFree(WorkRefusal):
    """All of it was spent on something else."""

    sentence = _("All of this time is recorded on other requests already.")


class NotYours(WorkRefusal):
    """Work of others is put right by a manager."""

    sentence = _("This is the work of somebody else. A manager can correct it.")


class AlreadyWithdrawn(WorkRefusal):
    """It was corrected or withdrawn before: that happens once."""

    sentence = _("This entry was corrected meanwhile. Look at the newer one.")


class WhyIsMissing(WorkRefusal):
    """A correction says why."""

    sentence = _("Say why: the reason stays with the entry.")


class TimerRuns(WorkRefusal):
    """A person has one timer; `running` is theirs."""

    sentence = _("Your timer runs on another request.")

    def __init__(self, running: Timing) -> None:
        super().__init__()
        self.running = running


class NoTimer(WorkRefusal):
    """It was stopped, entered or dropped meanwhile, perhaps on another device."""

    sentence = _("This timer was stopped or entered meanwhile.")


class NoConsent(WorkRefusal):
    """A remote session needs the customer's consent first."""

    sentence = _("The customer has not consented to this session yet.")


class ConsentUnknown(WorkRefusal):
    """A consent that is noted says how it was given."""

    sentence = _("Say how the customer consented: by telephone, by mail.")


class MachineMissing(WorkRefusal):
    """The link of this tool names a machine."""

    sentence = _("This tool needs the name or number of the machine.")


class SessionOver(WorkRefusal):
    """What has ended cannot be consented to or begun."""

    sentence = _("This session has ended.")
