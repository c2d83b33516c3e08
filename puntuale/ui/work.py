"""Recorded work as pages show it: when, who, in which bands, how long; never rounded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from puntuale.apps.charges.bands import in_bands
from puntuale.apps.work.models import TimeEntry
from puntuale.core.charges.rules import ChargingTerms
from puntuale.ui.words.bands import split, with_seconds
from puntuale.ui.words.moments import hour, short
from puntuale.ui.words.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A row for `ui/_entries.html`; `gone` says why it does not count, `href` where it is corrected."""

    when: str
    who: str
    band: str
    length: str
    note: str = ""
    gone: str = ""
    href: str = ""


def work_row(
    entry: TimeEntry, view: Viewpoint, charging: ChargingTerms | None, *, href: str = ""
) -> WorkRow:
    """Hours on the clock of `view`, bands as the agreement has them."""
    return WorkRow(
        when=when(entry.started_at, entry.ended_at, view),
        who=entry.worker.name,
        band=_band(entry, charging),
        length=length(entry.ended_at - entry.started_at),
        note=_note(entry),
        gone=entry.withdrawn_because,
        href=href,
    )


def recorded(entries: Iterable[TimeEntry]) -> str:
    """How long all of them took that count."""
    lengths = (each.ended_at - each.started_at for each in entries if each.withdrawn_at is None)
    return length(sum(lengths, timedelta()))


def when(start: datetime, end: datetime, view: Viewpoint) -> str:
    """ "Mon 18:27 – 18:34"; the day of the end where it is another."""
    same_day = view.local(start).date() == view.local(end).date()
    return f"{short(start, view)} – {hour(end, view) if same_day else short(end, view)}"


def length(time: timedelta) -> str:
    """ "7 min", "16 min 40 s": to the second."""
    return with_seconds(*divmod(int(time.total_seconds()), 60))


def _band(entry: TimeEntry, charging: ChargingTerms | None) -> str:
    if charging is None:
        return ""
    return split(in_bands(charging, entry.started_at, entry.ended_at), charging.terms.zone)


def _note(entry: TimeEntry) -> str:
    if entry.free_because:
        return _("not charged: %(why)s") % {"why": entry.free_because}
    return entry.confirmed_because
