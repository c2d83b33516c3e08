"""What may be offered: effort in the agreement's steps, not too much, valid for some time."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from puntuale.core.agreements.document.kinds.quantity import Quantity
from puntuale.core.agreements.document.parts.estimates import EstimatesRow
from puntuale.core.agreements.document.problems import Place
from puntuale.core.charges.validity import valid_until
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
