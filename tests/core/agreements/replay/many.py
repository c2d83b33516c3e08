"""Requests and what happened to them, one by one, as the columns of a replay."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from puntuale.core.agreements.history import Event
from puntuale.core.agreements.replay.columns import Column
from puntuale.core.agreements.replay.histories import Asked, Histories
from puntuale.core.agreements.replay.outcome import Outcome
from puntuale.core.agreements.request import Request
from puntuale.core.agreements.terms.terms import Slot
from puntuale.core.working_time.instants import EPOCH, microseconds

Told = tuple[Request, Sequence[Event]]


def histories_of(told: Sequence[Told]) -> Histories:
    kinds: dict[Asked, int] = {}
    happenings: dict[tuple[Event, ...], int] = {}
    asked = [
        kinds.setdefault(
            Asked(request.channel, request.classification, request.deployment), len(kinds)
        )
        for request, _ in told
    ]
    events = [(row, event) for row, (_, history) in enumerate(told) for event in history]
    what = [
        happenings.setdefault((replace(event, at=EPOCH),), len(happenings)) for _, event in events
    ]
    return Histories(
        submitted=_whole([microseconds(request.submitted_at) for request, _ in told]),
        asked=_whole(asked),
        kinds=list(kinds),
        of=_whole([row for row, _ in events]),
        at=_whole([microseconds(event.at) for _, event in events]),
        what=_whole(what),
        happenings=list(happenings),
    )


def outcomes_in(columns: dict[Slot, Column], row: int) -> dict[Slot, Outcome]:
    found = {slot: column.outcome(row) for slot, column in columns.items()}
    return {slot: outcome for slot, outcome in found.items() if outcome is not None}


def _whole(numbers: Sequence[int]) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)
