"""What may be offered: effort in the agreement's steps, not too much, valid for some time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from puntuale.core.agreements.document.kinds.quantity import Quantity
from puntuale.core.agreements.document.parts.estimates import EstimatesRow
from puntuale.core.agreements.document.problems import Place
from puntuale.core.agreements.instants import utc
from puntuale.core.charges.validity import last_day, valid_until
from puntuale.core.errors import CoreError

DAY_MINUTES = 8 * 60  # of effort, unless the document says otherwise
STEP_MINUTES = 15
VALID_FOR = Quantity(Decimal(30), "d", Place("", 0))


class AboveLimit(CoreError):
    """More effort than the agreement lets an estimate have: a dedicated contract is due."""

    code = "above_limit"

    def __init__(self, minutes: int, limit: int) -> None:
        super().__init__(f"The agreement estimates at most {limit} minutes, not {minutes}.")


@dataclass(frozen=True, slots=True)
class EffortRules:
    """Steps, minimum and limit in minutes; without a limit there is none."""

    step: int = STEP_MINUTES
    minimum: int = 0
    limit: int | None = None
    valid_for: Quantity = VALID_FOR

    def effort(self, minutes: int) -> int:
        """What is offered where `minutes` are thought to be needed: in whole steps.

        Raises:
            AboveLimit: it is more than an estimate may have.
        """
        offered = max(-(-minutes // self.step) * self.step, self.minimum)
        if self.limit is not None and offered > self.limit:
            raise AboveLimit(offered, self.limit)
        return offered

    def in_bands(self, minutes: Mapping[str, int]) -> dict[str, int]:
        """What is offered of each band: its started steps; the minimum raises that with most.

        Raises:
            AboveLimit: it is more than an estimate may have.
        """
        offered = {band: -(-each // self.step) * self.step for band, each in minutes.items()}
        missing = self.effort(sum(offered.values())) - sum(offered.values())
        if missing and offered:
            most = max(offered, key=lambda band: offered[band])  # of equal ones the first
            offered[most] += missing
        return {band: each for band, each in offered.items() if each}

    def is_much(self, minutes: int) -> bool:
        """Whether so much effort comes near the limit: of 12 days from beyond the tenth."""
        return self.limit is not None and minutes * 6 > self.limit * 5

    def last_day(self, sent_at: datetime, zone: ZoneInfo) -> date:
        """The last day on which an offer can be accepted."""
        return last_day(utc(sent_at).astimezone(zone).date(), self.valid_for)

    def expires_at(self, sent_at: datetime, zone: ZoneInfo) -> datetime:
        """The instant from which on an offer can no longer be accepted."""
        return valid_until(sent_at, self.valid_for, zone)


def effort_rules_of(row: EstimatesRow) -> EffortRules:
    """What the key `estimates` says; a day of effort is 8 hours unless it says otherwise."""
    day = DAY_MINUTES if row.day is None else row.day.minutes
    return EffortRules(
        step=STEP_MINUTES if row.granularity is None else _minutes(row.granularity, day),
        minimum=0 if row.minimum is None else _minutes(row.minimum, day),
        limit=None if row.limit is None else _minutes(row.limit, day),
        valid_for=row.valid_for or VALID_FOR,
    )


def _minutes(effort: Quantity, day: int) -> int:
    return int(effort.number) * day if effort.unit == "d" else effort.minutes
