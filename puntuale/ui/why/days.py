"""Which part of each day is shown, and what of it lies on which day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from puntuale.core.working_time.span import Span
from puntuale.ui.why.values import Explanation, Look, Mark, Stretch

USUAL_HOURS = (8, 20)
WHOLE_DAY = (0, 24)
A_DAY = timedelta(days=1)
# What stands still may last all night; only what counts decides how much of a day is shown.
COUNTING = frozenset({Look.COUNTED, Look.AHEAD, Look.LATE, Look.SPARED})


@dataclass(frozen=True)
class Day:
    """One date, and the part of it that is shown."""

    date: date
    whole: Span
    shown: Span
    open: tuple[Span, ...]
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]

    @cached_property
    def is_closed(self) -> bool:
        """Whether nothing is open, nothing happens, and nothing stands still here."""
        return not (self.open or self.stretches or self.marks)

    @cached_property
    def length(self) -> timedelta:
        """24 hours, but where the clock changes."""
        return self.whole.length

    def per_cent(self, at: datetime) -> float:
        """How far into the shown part an instant lies."""
        share = (at - self.shown.start) / self.shown.length
        return round(100 * share, 3)


def hours_shown(explanation: Explanation) -> tuple[int, int]:
    """The first and last hour of every line: 8 to 20, wider where something happens outside."""
    edges = list(_edges(explanation))
    first = min([USUAL_HOURS[0], *(start for start, _ in edges)])
    last = max([USUAL_HOURS[1], *(end for _, end in edges)])
    return first - first % 2, last + last % 2


def days(explanation: Explanation) -> list[Day]:
    """Every date from the first mark or stretch to the last."""
    hours = hours_shown(explanation)
    return [_day(explanation, on, whole, hours) for on, whole in dates(explanation)]


def dates(explanation: Explanation) -> Iterator[tuple[date, Span]]:
    """The same dates, each from midnight to midnight."""
    zone = explanation.view.zone
    first, last = _dates(explanation)
    for n in range((last - first).days + 1):
        on = first + n * A_DAY
        yield on, Span(_instant(on, 0, zone), _instant(on, 24, zone))


def _day(explanation: Explanation, on: date, whole: Span, hours: tuple[int, int]) -> Day:
    zone = explanation.view.zone
    return Day(
        date=on,
        whole=whole,
        shown=Span(_instant(on, hours[0], zone), _instant(on, hours[1], zone)),
        open=tuple(_cut(explanation.opened, whole)),
        stretches=tuple(
            Stretch(part, stretch.look, stretch.reason)
            for stretch in explanation.stretches
            for part in _cut([stretch.span], whole)
        ),
        marks=tuple(mark for mark in explanation.marks if whole.start <= mark.at < whole.end),
    )


def _dates(explanation: Explanation) -> tuple[date, date]:
    local = explanation.view.local
    starts = [stretch.span.start for stretch in explanation.stretches]
    # A stretch that ends at midnight does not reach into the next day.
    ends = [stretch.span.end - timedelta.resolution for stretch in explanation.stretches]
    marks = [mark.at for mark in explanation.marks]
    return local(min([*starts, *marks])).date(), local(max([*ends, *marks])).date()


def _edges(explanation: Explanation) -> Iterator[tuple[int, int]]:
    """The hours that each window, each counted stretch and each mark needs."""
    local = explanation.view.local
    counting = [s.span for s in explanation.stretches if s.look in COUNTING]
    for span in [*explanation.opened, *counting]:
        start, end = local(span.start), local(span.end)
        if start.date() == end.date():
            yield start.hour, end.hour + (end.minute > 0)
        elif end - start <= A_DAY and end.time() == time.min:
            yield start.hour, 24
        else:
            yield WHOLE_DAY
    for mark in explanation.marks:
        at = local(mark.at)
        yield at.hour, at.hour + 1


def _cut(spans: Iterable[Span], whole: Span) -> Iterator[Span]:
    for span in spans:
        # Most lie on other days, and a span costs more to make than to pass over.
        if span.start < whole.end and whole.start < span.end:
            part = span.overlap(whole)
            if part.length:
                yield part


def _instant(on: date, hour: int, zone: ZoneInfo) -> datetime:
    day, hour = (on + A_DAY, 0) if hour == 24 else (on, hour)
    # To UTC at once: durations are only true there.
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
