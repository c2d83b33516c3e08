"""What is drawn: instants, and what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from puntuale.core.working_time.span import Span
from puntuale.ui.words.viewpoint import Viewpoint


class Look(StrEnum):
    """What happened to the time of a stretch."""

    COUNTED = "counted"
    AHEAD = "ahead"
    PAUSED = "paused"
    HELD = "held"
    LATE = "late"
    SPARED = "spared"  # it was done before this was needed


class Sign(StrEnum):
    """What a mark stands for."""

    START = "start"
    NOW = "now"
    DUE = "due"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span in which time was counted, will be counted, or stood still; `reason` says why."""

    span: Span
    look: Look
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """An instant with a flag: `lead` may be dropped where there is no room, `text` never."""

    at: datetime
    sign: Sign
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one promise falls due when it does.

    `opened` are the open windows over the days shown; `closings` the reasons of closed dates;
    `result` the last line of the steps; `facts` are sentences about what decided; hours are told
    on the clock of `view.zone`.
    """

    view: Viewpoint
    opened: Sequence[Span]
    stretches: Sequence[Stretch]
    marks: Sequence[Mark]
    result: str
    closings: Mapping[date, str] = field(default_factory=dict)
    facts: Sequence[str] = ()
