"""Requests with their histories, read page by page: however many there are, memory stays flat."""

import json
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from django.db.models import Case, TextField, Value, When
from django.db.models.functions import Cast

from puntuale.apps.tickets.history import MOVING, clock_events
from puntuale.apps.tickets.models import TicketEvent
from puntuale.apps.tickets.replay.chosen import Chosen
from puntuale.apps.tickets.replay.instants import Instant, microseconds_in
from puntuale.core.agreements.history import Event
from puntuale.core.agreements.replay.histories import Asked, Histories, Mask, Places
from puntuale.core.agreements.request import Classification
from puntuale.core.working_time.instants import EPOCH
from puntuale.core.working_time.intervals import Instants

Kind = TicketEvent.Kind
# What the values of the other kinds say moves no clock.
SAYING = (
    Kind.SUBMITTED,
    Kind.PAUSED,
    Kind.CLASSIFIED,
    Kind.SEVERITY_CHANGED,
    Kind.PROMISED,
    Kind.MERGED,
    Kind.UNMERGED,
)


class Proposed(NamedTuple):
    """The type and severity that a request came with; its agreement may not know them."""

    type: str | None
    severity: str | None


NOTHING = Proposed(None, None)


@dataclass(frozen=True, slots=True)
class Page:
    """Requests in the order of their keys; `version` is that under which each of them runs.

    The histories have the words that people chose, whether that version knows them or not.
    """

    ids: Places
    version: Places
    histories: Histories

    def by_version(self) -> Iterator[tuple[int, Mask]]:
        """Each version, and which of the requests run under it."""
        for version in np.unique(self.version).tolist():
            yield version, self.version == version


def page_after(chosen: Chosen, after: int, size: int) -> Page | None:
    """The next `size` requests whose keys are above `after`; None: there are no more."""
    columns = ("id", "version_id", "channel", "coverage__deployment", Instant("submitted_at"))
    rows = list(chosen.tickets().filter(id__gt=after).values_list(*columns)[:size])
    if not rows:
        return None
    ids, versions, channels, deployments, submitted = zip(*rows, strict=True)
    keys, version = np.array(ids, dtype=np.int64), np.array(versions, dtype=np.int64)
    told = _told(_events(chosen, ids[0], ids[-1]), keys)
    asked, kinds = _asked(zip(channels, deployments, told.proposed, strict=True))
    histories = Histories(
        microseconds_in(submitted), asked, kinds, told.of, told.at, told.what, told.happenings
    )
    return Page(keys, version, histories)


Row = tuple[int, str, str | int, str]


def _events(chosen: Chosen, first: int, last: int) -> Iterator[Row]:
    said = Case(
        When(kind__in=SAYING, then=Cast("data", TextField())),
        default=Value(""),
        output_field=TextField(),
    )
    events = chosen.events().filter(
        ticket_id__gte=first, ticket_id__lte=last, kind__in=(Kind.SUBMITTED, *MOVING)
    )
    # One by one: tens of thousands of rows kept would be gone through by the garbage collector.
    return events.values_list("ticket_id", "kind", Instant("at"), said).iterator()


class _Told(NamedTuple):
    """The events of a page as columns; `proposed` are the type and severity of each request."""

    of: Places
    at: Instants
    what: Places
    happenings: list[tuple[Event, ...]]
    proposed: list[Proposed]


def _told(rows: Iterable[Row], keys: Places) -> _Told:
    tickets, instants, said = array("q"), [], array("q")
    sayings: dict[tuple[str, str], int] = {}
    for ticket, kind, at, text in rows:
        tickets.append(ticket)
        instants.append(at)
        said.append(sayings.setdefault((kind, text), len(sayings)))
    row = np.searchsorted(keys, tickets)
    row[row == len(keys)] = 0
    # Whoever came under the agreement between the two questions waits for another replay.
    is_ours = keys[row] == tickets
    meant, happenings, proposals = _meant(sayings)
    what = meant[np.array(said, dtype=np.int64)]
    proposed = [NOTHING] * len(keys)
    # The first of several stays, since they are written backwards.
    for event in np.flatnonzero(is_ours & (what < 0))[::-1].tolist():
        proposed[row[event]] = proposals[said[event]]
    counts = is_ours & (what >= 0)
    at = microseconds_in(instants)[counts]
    return _Told(row[counts], at, what[counts], happenings, proposed)


def _meant(
    sayings: Iterable[tuple[str, str]],
) -> tuple[Places, list[tuple[Event, ...]], dict[int, Proposed]]:
    """For each saying the place of what happened, -1 where a request was proposed as something."""
    places: list[int] = []
    happenings: dict[tuple[Event, ...], int] = {}
    proposals: dict[int, Proposed] = {}
    for number, (kind, text) in enumerate(sayings):
        data = json.loads(text) if text else {}
        if kind == Kind.SUBMITTED:
            proposals[number] = Proposed(data.get("type") or None, data.get("severity") or None)
            places.append(-1)
        else:
            happened = tuple(clock_events([TicketEvent(kind=kind, at=EPOCH, data=data)]))
            places.append(happenings.setdefault(happened, len(happenings)))
    return np.array(places, dtype=np.int64), list(happenings), proposals


def _asked(rows: Iterable[tuple[str, str | None, Proposed]]) -> tuple[Places, list[Asked]]:
    kinds: dict[tuple[str, str | None, Proposed], int] = {}
    places = [kinds.setdefault(row, len(kinds)) for row in rows]
    asked = [
        Asked(channel, Classification(*proposed), deployment or None)
        for channel, deployment, proposed in kinds
    ]
    return np.array(places, dtype=np.int64), asked
