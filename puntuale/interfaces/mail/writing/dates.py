"""A date that we named for a promise, as a mail tells it."""

from dataclasses import dataclass
from datetime import datetime

from puntuale.apps.tickets.models import TicketEvent
from puntuale.interfaces.mail.writing.promises import BY, instant
from puntuale.ui.words.dates import LONG, SHORT, full_date
from puntuale.ui.words.moments import ends_a_day
from puntuale.ui.words.promises import expected
from puntuale.ui.words.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class NamedDate:
    """The date, the one before it where it was moved, and why; `expected` where it binds nobody."""

    label: str
    when: str
    short: str
    before: str = ""
    reason: str = ""
    expected: str = ""


def named_date(event: TicketEvent | None, view: Viewpoint) -> NamedDate | None:
    """What `event` says, where it names a date."""
    if event is None or event.kind != TicketEvent.Kind.PROMISED:
        return None
    due_at, before = (
        each and datetime.fromisoformat(each)
        for each in (event.data["due_at"], event.data["before"])
    )
    is_binding = event.data["binding"]
    return NamedDate(
        label=str(BY[event.data["metric"]]),
        when=instant(due_at, view),
        short=instant(due_at, view, SHORT).replace(",", ""),
        before=_named_before(before, view) if before else "",
        reason=event.data["reason"],
        expected="" if is_binding else expected(view.local(due_at).date(), view),
    )


def _named_before(at: datetime, view: Viewpoint) -> str:
    if ends_a_day(at, view):
        return full_date(view.local(at).date(), view.today, LONG)
    return instant(at, view)
