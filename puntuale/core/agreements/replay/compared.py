"""Requests under the terms they ran on beside other terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.replay.columns import Column
from puntuale.core.agreements.replay.histories import Histories
from puntuale.core.agreements.replay.outcome import Fate, Outcome
from puntuale.core.agreements.replay.replayed import Columns, replayed
from puntuale.core.agreements.replay.totals import Totals
from puntuale.core.agreements.replay.words import Missing, missing_in, told_in
from puntuale.core.agreements.terms.terms import Slot, Terms

Sums = dict[Slot, Totals]


class Difference(NamedTuple):
    """A promise that is late under one of the two only; None: nothing was promised."""

    row: int
    metric: Metric
    before: Outcome | None
    after: Outcome | None


@dataclass(slots=True)
class Compared:
    """What many requests add up to on both sides.

    Left out, on both sides, are requests with a word that the other terms lack.
    """

    requests: int = 0
    left_out: int = 0
    changed: int = 0
    """Promises that are late on one side only."""
    missing: dict[Missing, int] = field(default_factory=dict)
    before: Sums = field(default_factory=dict)
    after: Sums = field(default_factory=dict)

    def add(self, more: Compared) -> None:
        """Count these as well."""
        self.requests += more.requests
        self.left_out += more.left_out
        self.changed += more.changed
        for word, times in more.missing.items():
            self.missing[word] = self.missing.get(word, 0) + times
        for mine, theirs in ((self.before, more.before), (self.after, more.after)):
            for slot, totals in theirs.items():
                mine.setdefault(slot, Totals()).add(totals)


def compare(
    own: Terms, other: Terms, histories: Histories, now: int
) -> tuple[Compared, list[Difference]]:
    """Replay requests that ran under `own` as they would have run under `other`.

    `now` is the instant, in microseconds, at which what is still open is judged on both sides.
    """
    histories = told_in(own, histories)
    missing = missing_in(other, histories)
    fit = np.ones(len(histories), dtype=bool)
    for lacking in missing.values():
        fit &= ~lacking
    before = replayed(own, histories.only(fit), now)
    after = replayed(other, told_in(other, histories).only(fit), now)
    differences = _differences(before, after, np.flatnonzero(fit).tolist())
    compared = Compared(
        requests=int(fit.sum()),
        left_out=int((~fit).sum()),
        changed=len(differences),
        missing={word: int(lacking.sum()) for word, lacking in missing.items()},
        before={slot: Totals.of(column) for slot, column in before.items()},
        after={slot: Totals.of(column) for slot, column in after.items()},
    )
    return compared, differences


def _differences(before: Columns, after: Columns, rows: list[int]) -> list[Difference]:
    """What is promised bindingly and late on one side only, in the order of the requests."""
    nothing = Column.empty(len(rows))
    found: list[Difference] = []
    for metric in Metric:
        one = before.get((metric, True), nothing)
        other = after.get((metric, True), nothing)
        found.extend(
            Difference(rows[place], metric, one.outcome(place), other.outcome(place))
            for place in np.flatnonzero(one.has(Fate.LATE) != other.has(Fate.LATE)).tolist()
        )
    return sorted(found, key=lambda each: each.row)
