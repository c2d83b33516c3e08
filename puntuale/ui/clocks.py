"""One promise as its clock stands: how it looks, and the few words that say so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.ui.parts import Due, Part, Promise
from puntuale.ui.words.dates import SHORT, date_of
from puntuale.ui.words.durations import HOUR, duration
from puntuale.ui.words.metrics import METRICS
from puntuale.ui.words.moments import SINCE, UNTIL, hour, lead, said, short
from puntuale.ui.words.quantities import within
from puntuale.ui.words.viewpoint import Viewpoint

ELAPSED_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Clock:
    """What is known of one promise; the names are those of the core's reading.

    `within` is written as in the agreement ("1 wd"), `day` is how long its working day is.
    `counts` says whether time passes at this minute, `is_near` whether little of it is left;
    `paused_at` and `because` belong to a pause, `severity` and the windows that it is `handled_in`
    to a hold. What does not bind is an aim, said of a `share` of all requests, or an indication.
    """

    metric: str
    state: str
    binding: bool = True
    within: str = ""
    day: timedelta | None = None
    due_at: datetime | None = None
    met_at: datetime | None = None
    held_until: datetime | None = None
    budget: timedelta | None = None
    spent: timedelta = timedelta()
    counts: bool = True
    is_near: bool = False
    paused_at: datetime | None = None
    because: str = ""
    severity: str = ""
    handled_in: tuple[str, ...] = ()
    share: str | None = None
    is_indication: bool = False

    @property
    def left(self) -> timedelta | None:
        """How much of the budget is left."""
        return None if self.budget is None else max(self.budget - self.spent, timedelta())

    @property
    def look(self) -> str:
        """How it is drawn; never only that. What does not bind never looks late, or kept."""
        if self.is_indication:
            return "indication"
        if not self.binding and self.state not in {"paused", "held"}:
            return "aim"
        match self.state:
            case "met":
                return "kept"
            case "breached" | "met_late":
                return "late"
            case "paused" | "held":
                return self.state
            case "running":
                return "near" if self.is_near else "running"
            case _:
                return "aim"


def promise(clock: Clock, view: Viewpoint, note: str = "", *, tall: bool = False) -> Promise:
    """The promise as a part of a page."""
    return Promise(
        name=str(METRICS[clock.metric].name),
        terms=within(clock.within, clock.day),
        look=clock.look,
        mark=row_state(clock),
        word=_word(clock),
        state=_state(clock, view),
        due=due(clock, view),
        parts=parts(clock),
        note=note,
        tall=tall,
    )


def due(clock: Clock, view: Viewpoint) -> Due:
    """The hour it falls due; a dash while it moves, because nobody knows."""
    tail = str(METRICS[clock.metric].in_row)
    if clock.state == "paused":
        return Due("–", lead=pgettext("clock", "due moves"), tail=tail)
    if clock.due_at is None:
        return Due("–", tail=tail)
    lead = _due_lead(clock, clock.due_at, view)
    if clock.look == "indication":
        return Due(date_of(view.local(clock.due_at).date(), view.today), clock.due_at, lead, tail)
    return Due(hour(clock.due_at, view), clock.due_at, lead, tail)


def _due_lead(clock: Clock, at: datetime, view: Viewpoint) -> str:
    if clock.look == "indication":
        return pgettext("clock", "expected")
    if clock.look == "aim":
        return " ".join(filter(None, [pgettext("clock", "aim"), lead(at, view)]))
    if clock.state == "breached":
        return " ".join(filter(None, [pgettext("clock", "was due"), lead(at, view)]))
    day = lead(at, view) or pgettext("clock", "today")
    return pgettext("clock", "due %(day)s") % {"day": day}


def row_look(clock: Clock) -> str:
    """The look of the whole row of a queue; most have none."""
    looks = {"late": "late", "near": "near", "paused": "waiting", "aim": "aim", "indication": "aim"}
    return looks.get(clock.look, "")


def row_state(clock: Clock) -> str:
    """The look of the row's word; what stands still looks held, although it is not."""
    if clock.state == "cancelled":
        return "held"
    stands_still = clock.look in {"running", "near"} and not clock.counts
    return (
        "held"
        if stands_still
        else ("running" if clock.look in {"aim", "indication"} else clock.look)
    )


def row_left(clock: Clock, view: Viewpoint, day: timedelta | None = None) -> str:
    """ "42 min left", "1 h late", "Held until Mon 09:00"; `day` turns many hours into days."""
    match clock.look:
        case "paused" if clock.paused_at:
            values = {"time": _roughly(view.now - clock.paused_at)}
            return pgettext("clock", "Paused %(time)s ago") % values
        case "held" if clock.held_until:
            values = {"when": said(UNTIL, clock.held_until, view, SHORT)}
            return pgettext("clock", "Held until %(when)s") % values
        case "late" if clock.due_at:
            late = (clock.met_at or view.now) - clock.due_at
            return pgettext("clock", "%(time)s late") % {"time": _roughly(late)}
        case "running" | "near" if clock.left is not None:
            return pgettext("clock", "%(time)s left") % {"time": duration(clock.left, day)}
        case _:
            return _word(clock)


def _roughly(time: timedelta) -> str:
    """Elapsed time for a narrow column: after a day nobody counts minutes."""
    return duration(time - time % HOUR if time >= ELAPSED_DAY else time, ELAPSED_DAY)


def parts(clock: Clock) -> list[Part]:
    """The bar: what was spent, what stood still, and what is left."""
    if clock.budget is None or clock.left is None or clock.look in {"aim", "indication"}:
        return [Part("none")]
    spent, left, whole = _minutes(clock.spent), _minutes(clock.left), _minutes(clock.budget)
    match clock.look:
        case "late":
            return [Part("spent", 4), Part("late", 1)]
        case "kept":
            return [Part("kept", max(spent, 1)), Part("left", left)]
        case "near":
            return [Part("spent", spent), Part("near", max(left, 1))]
        case "paused" | "held":
            return [Part("spent", spent), Part(clock.look, whole / 8), Part("left", left)]
        case _:
            return [Part("spent", spent), Part("left", left)]


def _minutes(time: timedelta) -> float:
    return time / timedelta(minutes=1)


def _word(clock: Clock) -> str:
    words = {
        "kept": pgettext("clock", "Kept"),
        "late": pgettext("clock", "Late"),
        "paused": pgettext("clock", "Paused"),
        "held": pgettext("clock", "Held"),
        "near": pgettext("clock", "Near"),
        "running": pgettext("clock", "Running"),
        "aim": pgettext("clock", "Aim, not a promise"),
        "indication": pgettext("clock", "Not binding"),
    }
    if clock.state == "cancelled":
        return pgettext("clock", "Cancelled")
    if clock.look == "aim" and clock.state in AIMS:
        return AIMS[clock.state]()
    if clock.look in {"running", "near"} and not clock.counts:
        return pgettext("clock", "Stands still")
    return words[clock.look]


# An aim is measured: reached or missed, and neither is a promise kept or broken.
AIMS: Mapping[str, Callable[[], str]] = {
    "met": lambda: pgettext("clock", "Aim reached"),
    "met_late": lambda: pgettext("clock", "Aim missed"),
    "breached": lambda: pgettext("clock", "Aim missed"),
}


def _state(clock: Clock, view: Viewpoint) -> str:
    match clock.look:
        case "kept" if clock.met_at and clock.due_at:
            return _when_and_by(clock.met_at, clock.due_at - clock.met_at, view)
        case "late" if clock.due_at:
            time = duration((clock.met_at or view.now) - clock.due_at, ELAPSED_DAY)
            return pgettext("clock", "by %(time)s") % {"time": time}
        case "paused" if clock.paused_at:
            values = {
                "when": said(SINCE, clock.paused_at, view, SHORT),
                "whom": _whom(clock.because),
            }
            return pgettext("clock", "since %(when)s, waiting for %(whom)s") % values
        case "held" if clock.held_until:
            values = {"when": said(UNTIL, clock.held_until, view, SHORT)}
            return pgettext("clock", "until %(when)s") % values
        case "running" | "near" if clock.left is not None:
            return _left(clock.left, clock)
        case _:
            return ""


def _when_and_by(at: datetime, early: timedelta, view: Viewpoint) -> str:
    values = {"when": short(at, view), "time": duration(early, ELAPSED_DAY)}
    return pgettext("clock", "%(when)s, %(time)s early") % values


def _left(left: timedelta, clock: Clock) -> str:
    time = {"time": duration(left)}
    if clock.within.endswith((" wd", " wh")):
        return _("%(time)s of working time left") % time
    return pgettext("clock", "%(time)s left") % time


def _whom(because: str) -> str:
    whom = {
        "waiting_access": pgettext("waiting for", "access"),
        "waiting_third_party": pgettext("waiting for", "someone else"),
        "estimate_sent": pgettext("waiting for", "the decision on the estimate"),
    }
    return whom.get(because, pgettext("waiting for", "an answer"))
