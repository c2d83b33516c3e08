"""From the core's readings to what pages show: promises, and why they fall due when they do."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from puntuale.core.agreements.clocks.candidates import ByDate
from puntuale.core.agreements.clocks.nearness import near_at
from puntuale.core.agreements.clocks.reading import Reading, State
from puntuale.core.working_time.instants import instant_at, microseconds
from puntuale.ui import clocks
from puntuale.ui.clocks import Clock
from puntuale.ui.parts import Promise
from puntuale.ui.why.from_reading import explained
from puntuale.ui.why.values import Explanation
from puntuale.ui.words import promises as sentences
from puntuale.ui.words.promises import held, indication, of_most, stands_still
from puntuale.ui.words.quantities import working_day
from puntuale.ui.words.viewpoint import Viewpoint
from puntuale.ui.words.windows import in_hours

MOST = "most"
NO_NAMES: Mapping[str, str] = MappingProxyType({})


def viewpoint(reading: Reading, home: ZoneInfo | None) -> Viewpoint:
    """Hours on the agreement's clock, seen from the instant of the reading by a reader at `home`."""
    return Viewpoint(reading.read_at, reading.basis.case.terms.zone, home)


def promise(reading: Reading, view: Viewpoint, *, tall: bool = False) -> Promise:
    """The promise as a part of a page; it says when time passes again, if it does not now."""
    return clocks.promise(clock(reading), view, _note(reading, view), tall=tall)


def sentence(reading: Reading, view: Viewpoint, person: str = "") -> str:
    """How the promise stands, in the words of the pages and mails; `person` is who works on it.

    Nothing where no instant is known (yet), or where it was cancelled.
    """
    state, due = clock(reading), reading.due_at
    if state.look == "paused" and state.paused_at:
        return sentences.paused(state.paused_at, state.left, view, state.because)
    if state.look == "held":
        return held_sentence(reading, view)
    if due is None:
        return ""
    if state.look == "indication":
        return sentences.expected(view.local(due).date(), view)
    if not reading.binding:
        return sentences.aimed(state.metric, due, view, share=reading.share == MOST)
    if state.met_at:
        return sentences.kept(state.metric, state.met_at, due - state.met_at, view)
    if reading.state is State.BREACHED:
        return sentences.late(state.metric, due, view, person)
    return sentences.promised(state.metric, due, view)


def held_sentence(reading: Reading, view: Viewpoint) -> str:
    """Until when it is held, and in which hours its severity is handled."""
    hours = in_hours(reading.handled_in)
    return held(reading.held_until, view, reading.severity or "", hours)


def _note(reading: Reading, view: Viewpoint) -> str:
    if reading.state is State.HELD:
        return held_sentence(reading, view)
    if reading.target.is_indication:
        return indication()
    if not reading.binding:
        return of_most() if reading.share == MOST else ""
    opens = opens_at(reading)
    return "" if opens is None else stands_still(opens, view)


def explanation(
    reading: Reading, view: Viewpoint, names: Mapping[str, str] = NO_NAMES
) -> Explanation | None:
    """Why it falls due when it does; None where no instant is known, or where people named it.

    `names` are what people call the agreement's codes: classes, closures, tables.
    """
    if reading.due_at is None or isinstance(reading.basis.due.by, ByDate):
        return None  # no hours were counted: there is nothing to draw
    return explained(reading, view, names)


def clock(reading: Reading) -> Clock:
    """What a page needs to know of one promise."""
    course = reading.basis.case.course
    is_paused = reading.state is State.PAUSED
    return Clock(
        metric=reading.metric.value,
        state=reading.state.value,
        binding=reading.binding,
        within=reading.target.within.text,
        day=working_day(reading.target.within),
        due_at=reading.due_at,
        met_at=reading.met_at,
        held_until=reading.held_until,
        budget=reading.budget,
        spent=reading.spent,
        counts=opens_at(reading) is None,
        is_near=_is_near(reading),
        paused_at=instant_at(course.paused_at) if is_paused else None,
        because=(course.paused_because or "") if is_paused else "",
        severity=reading.severity or "",
        handled_in=reading.handled_in,
        share=reading.share,
        is_indication=reading.target.is_indication,
    )


def opens_at(reading: Reading) -> datetime | None:
    """When time passes again for a promise that stands still after hours; None: it passes now."""
    by, now = reading.basis.due.by, microseconds(reading.read_at)
    if reading.state is not State.RUNNING or isinstance(by, ByDate):
        return None
    opens = by.hours.next_open(now)
    return None if opens is None or opens == now else instant_at(opens)


def _is_near(reading: Reading) -> bool:
    if reading.state is not State.RUNNING:
        return False
    near = near_at(reading)
    return near is not None and near <= reading.read_at
