"""What is promised to many requests: few rows of the document answer for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from puntuale.core.agreements.clocks.provisional import is_classified, taken_for
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.core.agreements.history import Event, SeverityChanged
from puntuale.core.agreements.replay.courses import Courses
from puntuale.core.agreements.replay.histories import Histories, Places
from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.target import Facts, Target
from puntuale.core.agreements.terms.terms import Slot, Terms
from puntuale.core.agreements.terms.timetable import Known
from puntuale.core.working_time.batch import between_many
from puntuale.core.working_time.instants import SECOND_MICROSECONDS, instant_at, microseconds


class Counted(NamedTuple):
    """A target as it counts: by which calendars, and for which severity where that matters."""

    target: Target
    known: Known
    severity: str | None


Promise = Counted | None  # None: it was taken away by a correction


@dataclass(slots=True)
class Promises:
    """For each slot what is promised, and which of that, by row, to whom; -1 is nothing."""

    found: dict[Slot, list[Promise]] = field(default_factory=dict)
    place: dict[Slot, Places] = field(default_factory=dict)


def promises_of(terms: Terms, histories: Histories, courses: Courses) -> Promises:
    """What `terms` promise in the end to each request of which nothing odd is told."""
    group, groups = _grouped(terms, histories, courses)
    table: dict[Slot, list[int]] = {slot: [] for slot in terms.slots}
    promises = Promises({slot: [] for slot in terms.slots})
    for one in groups:
        told = dict(one.promises(terms))
        for slot, places in table.items():
            if slot not in told:
                places.append(-1)
                continue
            found = promises.found[slot]
            if told[slot] not in found:
                found.append(told[slot])
            places.append(found.index(told[slot]))
    for slot, places in table.items():
        promises.place[slot] = np.array([*places, -1], dtype=np.int64)[group]
    return promises


class Group(NamedTuple):
    """Requests that are alike in all that a document asks about; `after` are the corrections."""

    known: Known
    window: str | None
    channel: str
    deployment: str | None
    taken: Classification
    after: tuple[Classification, ...]

    def promises(self, terms: Terms) -> Iterator[tuple[Slot, Promise]]:
        last = self.after[-1] if self.after else self.taken
        counting = self._targets(terms, last)
        ever = set(counting).union(
            *(self._targets(terms, each) for each in (self.taken, *self.after[:-1]))
        )
        for slot in ever:
            target = counting.get(slot)
            if target is None:
                yield slot, None
            else:
                severity = last.severity if target.calendar == COVERAGE else None
                yield slot, Counted(target, self.known, severity)

    def _targets(self, terms: Terms, said: Classification) -> dict[Slot, Target]:
        return terms.targets_for(
            Facts(said.type, said.severity, said.level, self.deployment, self.window, self.channel)
        )


def _grouped(terms: Terms, histories: Histories, courses: Courses) -> tuple[Places, list[Group]]:
    news = np.array([microseconds(at) for at in terms.timetable.news], dtype=np.int64)
    known = np.searchsorted(news, histories.submitted)
    window, windows = _windows(terms, histories, known)
    taken, classes = _taken(terms, histories)
    keys = np.stack([courses.path, known, window, taken])
    alike, first, group = np.unique(keys, axis=1, return_index=True, return_inverse=True)
    groups = []
    for (path, _, window_place, taken_place), row in zip(
        alike.T.tolist(), first.tolist(), strict=True
    ):
        asked, corrections = courses.paths[path]
        kind = histories.kinds[asked]
        said = classes[taken_place]
        happened = [event for what in corrections for event in histories.happenings[what]]
        groups.append(
            Group(
                terms.timetable.known_to(instant_at(int(histories.submitted[row]))),
                windows[window_place],
                kind.channel,
                kind.deployment,
                said,
                tuple(_corrected(said, happened)),
            )
        )
    return group.ravel(), groups


def _corrected(said: Classification, happened: list[Event]) -> Iterator[Classification]:
    for event in happened:
        if isinstance(event, SeverityChanged):
            said = Classification(said.type, event.to, said.level)
        else:
            new = event.classification  # type: ignore[attr-defined] # a correction is one of the two
            said = Classification(
                new.type or said.type, new.severity or said.severity, new.level or said.level
            )
        yield said


def _windows(terms: Terms, histories: Histories, known: Places) -> tuple[Places, list[str | None]]:
    """The window in which each request came, where a document asks for it."""
    window = np.zeros(len(histories), dtype=np.int64)
    if not terms.asks_for_window:
        return window, [None]
    codes = [each.code for each in terms.timetable.windows.windows]
    second = histories.submitted // SECOND_MICROSECONDS * SECOND_MICROSECONDS
    for state in np.unique(known).tolist():
        rows = np.flatnonzero(known == state)
        calendars = terms.timetable.known_to(instant_at(int(histories.submitted[rows[0]])))
        for place, code in reversed(list(enumerate(codes, 1))):
            since = second[rows]
            is_open = between_many(calendars.calendar(code), since, since + SECOND_MICROSECONDS)
            window[rows[is_open > 0]] = place
    return window, [None, *codes]


def _taken(terms: Terms, histories: Histories) -> tuple[Places, list[Classification]]:
    """What each request ran as when it came."""
    classes: dict[Classification, int] = {}
    taken = np.zeros(len(histories), dtype=np.int64)
    for place, kind in enumerate(histories.kinds):
        rows = np.flatnonzero(histories.asked == place)
        own = kind.classification
        if not len(rows):
            continue
        if is_classified(terms, own) or terms.until_classified is not None:
            as_any = taken_for(terms, histories.request(int(rows[0])))
            taken[rows] = classes.setdefault(as_any, len(classes))
        else:
            # Which possibility is the strictest may depend on the instant.
            for row in rows.tolist():
                each = taken_for(terms, histories.request(row))
                taken[row] = classes.setdefault(each, len(classes))
    return taken, list(classes)
