"""A promise ready to be counted, and the rows of a document that decide which ones count."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from puntuale.core.agreements.metrics import Metric

MINUTE = 60_000_000  # microseconds


class Unit(StrEnum):
    """What a budget is counted in."""

    HOUR = "h"  # elapsed
    MINUTE = "min"  # elapsed
    WORKING_HOUR = "wh"
    WORKING_DAY = "wd"


class WaitsFor(StrEnum):
    """What a target without a budget waits for, to be due at that instant."""

    ESTIMATE = "from_estimate"
    PROMISED_DATE = "promised_date"


class Facts(NamedTuple):
    """All of a request that decides which rows match it."""

    type: str | None = None
    severity: str | None = None
    level: str | None = None
    deployment: str | None = None
    window: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a row asks of a request; None asks nothing, and nothing known matches no demand."""

    type: frozenset[str] | None = None
    severity: frozenset[str] | None = None
    level: frozenset[str] | None = None
    deployment: frozenset[str] | None = None
    window: frozenset[str] | None = None
    channel: frozenset[str] | None = None

    def matches(self, facts: Facts) -> bool:
        return (
            (self.type is None or facts.type in self.type)
            and (self.severity is None or facts.severity in self.severity)
            and (self.level is None or facts.level in self.level)
            and (self.deployment is None or facts.deployment in self.deployment)
            and (self.window is None or facts.window in self.window)
            and (self.channel is None or facts.channel in self.channel)
        )


@dataclass(frozen=True, slots=True)
class Within:
    """How long a promise takes, as the document writes it and as it is counted.

    `budget` is in microseconds: of elapsed time, or of the calendar, whose working day makes a
    `wd`. `days` is set where ends of working days are counted instead. Without a budget the
    promise `waits_for` an instant that is given later.
    """

    text: str
    unit: Unit | None = None
    budget: int | None = None
    days: int | None = None
    waits_for: WaitsFor | None = None

    @property
    def is_elapsed(self) -> bool:
        """Whether every minute counts, or only those of a calendar."""
        return self.unit in (Unit.HOUR, Unit.MINUTE)


@dataclass(frozen=True, slots=True)
class Target:
    """One promise: what is done within how long, for which requests.

    `table` and `row` (from 1) say where the document has it; `calendar` may be `coverage`.
    """

    metric: Metric
    binding: bool
    within: Within
    calendar: str | None
    share: str | None
    table: str
    row: int
    pattern: Pattern

    @property
    def is_indication(self) -> bool:
        """Shown and kept, never late: the expected completion of an estimate."""
        return self.within.waits_for is WaitsFor.ESTIMATE and not self.binding
