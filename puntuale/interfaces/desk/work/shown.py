"""The panel of work and charge: timer, what is proposed, what is recorded, what it costs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.charges.bands import in_bands
from puntuale.apps.charges.queries import last_charge
from puntuale.apps.charges.terms import charging_terms
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import classes_of
from puntuale.apps.work.models import TimeEntry, Timing
from puntuale.apps.work.queries import recorded_on, timings_seen
from puntuale.core.charges.rules import ChargingTerms
from puntuale.interfaces.desk.work.forms import TimerForm, WorkForm, new_work, proposed_work
from puntuale.ui.charges import charge_shown
from puntuale.ui.parts import ChargeShown
from puntuale.ui.words.bands import split, with_seconds
from puntuale.ui.words.moments import SINCE, hour, said, short
from puntuale.ui.words.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of recorded work; `gone` says why it does not count any more."""

    key: int
    when: str
    who: str
    band: str
    length: str
    note: str = ""
    gone: str = ""
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class Runs:
    """A timer that runs: so long as the page was made, since when, and whose."""

    timing: Timing
    length: str
    since: str


def panel(
    ticket: Ticket, reader: User, *, work_form: WorkForm | None = None, free: str = ""
) -> dict[str, Any]:
    """What the panel needs; `work_form` was refused, and `free` is what could be recorded of it."""
    now = timezone.now()
    zone = ZoneInfo(timezone.get_current_timezone_name())
    view = Viewpoint(now, zone)
    entries, timings = list(recorded_on(ticket)), list(timings_seen(ticket, reader))
    charging = charging_terms(ticket.version) if ticket.version and entries else None
    mine = [each for each in timings if each.worker_id == reader.pk]
    rows = list(_rows(entries, reader, view, charging))
    return {
        "timer": next((_runs(t, view) for t in mine if t.is_running and _is_on(t, ticket)), None),
        "timer_elsewhere": next(
            (_runs(t, view) for t in mine if t.is_running and not _is_on(t, ticket)), None
        ),
        "others_working": [
            _runs(t, view) for t in timings if t.is_running and t.worker_id != reader.pk
        ],
        "proposed": [
            (t, _form_of(t, work_form)) for t in mine if not t.is_running and _is_on(t, ticket)
        ],
        "timer_form": TimerForm(auto_id="timer-%s"),
        "entries": [row for row in rows if not row.gone],
        "gone_entries": [row for row in rows if row.gone],
        "recorded": _length(
            sum((e.ended_at - e.started_at for e in entries if _counts(e)), timedelta())
        ),
        "charge": _charge(ticket, charging, entries),
        "work_form": work_form if work_form and not work_form.measured else new_work(now),
        "free_parts": free,
        "other_types": len(classes_of(ticket).types) > 1 and bool(entries),
    }


def _rows(
    entries: Sequence[TimeEntry], reader: User, view: Viewpoint, charging: ChargingTerms | None
) -> Iterator[Entry]:
    may_correct = reader.can(Ability.CORRECT_WORK)
    for entry in entries:
        yield Entry(
            key=entry.pk,
            when=when(entry.started_at, entry.ended_at, view),
            who=entry.worker.name,
            band=_band(entry, charging),
            length=_length(entry.ended_at - entry.started_at),
            note=_note(entry),
            gone=entry.withdrawn_because,
            is_mine=may_correct or entry.worker_id == reader.pk,
        )


def when(start: datetime, end: datetime, view: Viewpoint) -> str:
    """ "Mon 18:27 – 18:34"; the day of the end where it is another."""
    same_day = view.local(start).date() == view.local(end).date()
    return f"{short(start, view)} – {hour(end, view) if same_day else short(end, view)}"


def _band(entry: TimeEntry, charging: ChargingTerms | None) -> str:
    if charging is None:
        return ""
    return split(in_bands(charging, entry.started_at, entry.ended_at), charging.terms.zone)


def _note(entry: TimeEntry) -> str:
    if entry.free_because:
        return _("not charged: %(why)s") % {"why": entry.free_because}
    if entry.confirmed_because:
        return entry.confirmed_because
    return ""


def _counts(entry: TimeEntry) -> bool:
    return entry.withdrawn_at is None


def _is_on(timing: Timing, ticket: Ticket) -> bool:
    return timing.ticket_id == ticket.pk


def _runs(timing: Timing, view: Viewpoint) -> Runs:
    seconds = max(int((view.now - timing.started_at).total_seconds()), 0)
    return Runs(
        timing,
        f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}",
        said(SINCE, timing.started_at, view),
    )


def _form_of(timing: Timing, refused: WorkForm | None) -> WorkForm:
    is_refused = refused is not None and refused.measured == timing
    return refused if is_refused and refused else proposed_work(timing)


def _charge(
    ticket: Ticket, charging: ChargingTerms | None, entries: Sequence[TimeEntry]
) -> ChargeShown | None:
    charge = last_charge(ticket) if entries else None
    if charge is None or charging is None:
        return None
    return charge_shown(charge.charge, charging.terms.zone)


def _length(time: timedelta) -> str:
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    return with_seconds(minutes, seconds)
