"""What became of the promises of many requests, as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from puntuale.core.agreements.clocks.reading import State
from puntuale.core.agreements.replay.histories import Mask
from puntuale.core.agreements.replay.outcome import FATES, Fate, Outcome
from puntuale.core.working_time.intervals import Instants
from puntuale.core.working_time.whole_microseconds import NEVER

STATES = tuple(State)
NONE = -1
"""The state of a request to which nothing is promised."""


@dataclass(frozen=True, slots=True)
class Column:
    """One promise on each of many requests: the parts of an `Outcome`; `NEVER` stands for None."""

    state: npt.NDArray[np.int8]
    due_at: Instants
    met_at: Instants
    worked: Instants
    paused: Instants
    idle: Instants

    @classmethod
    def empty(cls, length: int) -> Column:
        """Nothing is promised to anybody yet."""
        return cls(
            np.full(length, NONE, dtype=np.int8),
            np.full(length, NEVER, dtype=np.int64),
            np.full(length, NEVER, dtype=np.int64),
            np.zeros(length, dtype=np.int64),
            np.zeros(length, dtype=np.int64),
            np.zeros(length, dtype=np.int64),
        )

    def is_promised(self) -> Mask:
        return np.asarray(self.state != NONE)

    def has(self, fate: Fate) -> Mask:
        """Whose promise came to that."""
        states = [place for place, state in enumerate(STATES) if FATES[state] is fate]
        return np.isin(self.state, states)

    def outcome(self, row: int) -> Outcome | None:
        """What the promise on one request came to; None: there is none."""
        if self.state[row] == NONE:
            return None
        due, met = int(self.due_at[row]), int(self.met_at[row])
        return Outcome(
            STATES[self.state[row]],
            None if due == NEVER else due,
            None if met == NEVER else met,
            int(self.worked[row]),
            int(self.paused[row]),
            int(self.idle[row]),
        )

    def put(self, row: int, outcome: Outcome) -> None:
        """Keep what was found for one request."""
        self.state[row] = STATES.index(outcome.state)
        self.due_at[row] = NEVER if outcome.due_at is None else outcome.due_at
        self.met_at[row] = NEVER if outcome.met_at is None else outcome.met_at
        self.worked[row], self.paused[row] = outcome.worked, outcome.paused
        self.idle[row] = outcome.idle

    def forget(self, row: int) -> None:
        """Nothing is promised to this one."""
        self.state[row] = NONE
