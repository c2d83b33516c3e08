"""The steps of a derivation: values, from which every sentence and drawing is made."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = str | int | bool | date | datetime | tuple[str, ...] | tuple[date, ...] | None
Data: TypeAlias = "dict[str, str | int | float | bool | list[str] | None]"


class SpanCode(StrEnum):
    """What a piece of time did to the budget."""

    COUNTED = "counted"
    AHEAD = "ahead"  # still to count, or never needed
    CLOSED = "closed"
    HELD = "held"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that decides: a code and its values."""

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    def __getitem__(self, name: str) -> Value:
        return dict(self.values)[name]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of time from `start` to `end`, in UTC.

    `counted` is what it took from the budget, `total` what all up to its end took. `closures`
    and `holidays` say why whole days of it were closed; `because` is the reason of a pause, or
    the severity that was held.
    """

    code: SpanCode
    start: datetime
    end: datetime
    counted: timedelta
    total: timedelta
    because: str | None = None
    closures: tuple[str, ...] = ()
    holidays: tuple[date, ...] = ()


Step: TypeAlias = Fact | Span


def fact(code: str, **values: Value) -> Fact:
    return Fact(code, tuple(values.items()))


def as_data(step: Step, zone: tzinfo) -> Data:
    """The step as JSON has it; instants in `zone`."""
    if isinstance(step, Fact):
        return {"code": step.code} | {name: _plain(value, zone) for name, value in step.values}
    data: Data = {
        "code": step.code.value,
        "from": step.start.astimezone(zone).isoformat(),
        "to": step.end.astimezone(zone).isoformat(),
        "seconds": _seconds(step.counted),
        "total_seconds": _seconds(step.total),
    }
    if step.because is not None:
        data["because"] = step.because
    if step.closures:
        data["closures"] = list(step.closures)
    if step.holidays:
        data["holidays"] = [day.isoformat() for day in step.holidays]
    return data


def _plain(value: Value, zone: tzinfo) -> str | int | float | bool | list[str] | None:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [each.isoformat() if isinstance(each, date) else str(each) for each in value]
    return value


def _seconds(time: timedelta) -> int | float:
    whole, rest = divmod(time, timedelta(seconds=1))
    return time.total_seconds() if rest else whole
