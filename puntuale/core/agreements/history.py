"""What happens to a request and moves its clocks: facts, oldest first, never rewritten."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from puntuale.core.agreements.instants import utc
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification


class Cause(StrEnum):
    """Why a severity changed; the one who changes it must say."""

    EVOLUTION = "evolution"  # it got worse, or better
    CORRECTION = "correction"  # the first assessment was wrong


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at an instant."""

    at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", utc(self.at))


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """Somebody else must act; counts only for reasons the agreement lists in `pause_while`."""

    because: str


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """Whatever was waited for has come."""


@dataclass(frozen=True, slots=True)
class SeverityChanged(Event):
    """The request has another severity from now on, or always had (`cause`)."""

    to: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Classified(Event):
    """Type, severity and level as decided; always a correction, None leaves a part as it was."""

    classification: Classification


@dataclass(frozen=True, slots=True)
class PassedOn(Event):
    """Another line of support has it from now on (`to`); what was promised goes on counting."""

    to: str


@dataclass(frozen=True, slots=True)
class Met(Event):
    """A deed that keeps the promises of `metric`."""

    metric: Metric


@dataclass(frozen=True, slots=True)
class Reopened(Event):
    """What was resolved, or cancelled, goes on; the time between counts as a pause."""


@dataclass(frozen=True, slots=True)
class Promised(Event):
    """A date given by the estimate or by the vendor, for a target that waits for one.

    `until` is the instant at which it falls due, or None when the date is withdrawn.
    """

    metric: Metric
    until: datetime | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", utc(self.at))
        if self.until is not None:
            object.__setattr__(self, "until", utc(self.until))


@dataclass(frozen=True, slots=True)
class Cancelled(Event):
    """The request was refused, declined, merged or ended by its customer: nothing is promised any more."""

    because: str
