"""What somebody did at the same time, and what is left beside it, in words."""

from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.apps.work.errors import WorkedMeanwhile
from puntuale.ui.words.lists import listed
from puntuale.ui.words.viewpoint import Viewpoint
from puntuale.ui.work import when


def said_of(refusal: WorkedMeanwhile, reader: User) -> str:
    """The other entry; its subject only for whoever may see it."""
    other = refusal.other
    is_seen = tickets_visible_to(reader).filter(pk=other.ticket_id).exists()
    values = {
        "when": when(other.started_at, other.ended_at, _view()),
        "who": other.worker.name,
        "number": other.ticket.number,
        "subject": other.ticket.subject if is_seen else _("restricted"),
    }
    return (
        _("%(who)s worked on %(number)s (%(subject)s) then, %(when)s: one thing at a time.")
        % values
    )


def free_of(refusal: WorkedMeanwhile) -> str:
    """ "Mon 10:00 – 10:20 and Mon 10:40 – 11:00"; empty where nothing is left."""
    return listed(when(start, end, _view()) for start, end in refusal.free)


def _view() -> Viewpoint:
    return Viewpoint(timezone.now(), ZoneInfo(timezone.get_current_timezone_name()))
