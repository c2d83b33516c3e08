"""Many requests with their histories, as columns: what a replay reads from a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from puntuale.core.agreements.history import Event
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.working_time.instants import instant_at
from puntuale.core.working_time.intervals import Instants

Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


class Asked(NamedTuple):
    """What is the same for many requests: all but the instant at which they came."""

    channel: str
    classification: Classification
    deployment: str | None = None


@dataclass(frozen=True, slots=True)
class Histories:
    """Requests by row, and their events, in the order of the requests and of their sequence.

    `asked` is the place in `kinds` of what each request asked; `of` is the row of the request
    that an event belongs to, and `what` the place of what happened in `happenings`, which are
    events at any instant: theirs is in `at`. Instants are microseconds since the epoch.
    """

    submitted: Instants
    asked: Places
    kinds: Sequence[Asked]
    of: Places
    at: Instants
    what: Places
    happenings: Sequence[tuple[Event, ...]]

    def __len__(self) -> int:
        return len(self.submitted)

    def only(self, chosen: Mask) -> Histories:
        """The chosen requests, as if there were no others."""
        if chosen.all():
            return self
        events = chosen[self.of]
        rows = np.cumsum(chosen) - 1
        return replace(
            self,
            submitted=self.submitted[chosen],
            asked=self.asked[chosen],
            of=rows[self.of[events]],
            at=self.at[events],
            what=self.what[events],
        )

    def request(self, row: int) -> Request:
        """The request of a row."""
        asked = self.kinds[self.asked[row]]
        at = instant_at(int(self.submitted[row]))
        return Request(at, asked.channel, asked.classification, asked.deployment)

    def history(self, row: int) -> list[Event]:
        """What happened to it, with instants that never step back, as the clocks read it."""
        first, last = np.searchsorted(self.of, [row, row + 1])
        steady = np.maximum.accumulate(self.at[first:last]).tolist()
        return [
            replace(event, at=instant_at(at))
            for at, what in zip(steady, self.what[first:last].tolist(), strict=True)
            for event in self.happenings[what]
        ]
