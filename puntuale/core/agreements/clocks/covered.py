"""The hours in which a severity is handled; outside them the clock is held."""

from collections.abc import Iterator

from puntuale.core.agreements.terms.hours import OfCalendar, Stretch
from puntuale.core.agreements.terms.timetable import Coverage
from puntuale.core.working_time.calendar import Calendar
from puntuale.core.working_time.instants import DAY, instant_at, microseconds

# A hold that no opening ends within this time never ends; longer than any year has a gap.
HORIZON = 400 * DAY


class Covered(OfCalendar):
    """Held from the end of a covered window to the next covered minute, whichever that is."""

    def __init__(self, coverage: Coverage) -> None:
        super().__init__(coverage.run)
        self.hold = OfCalendar(coverage.hold)

    def held_until(self, at: int) -> int | None:
        return self.next_open(at)

    def next_hold(self, at: int) -> int | None:
        return self.hold.next_open(at)


class UntilOffice:
    """Held from the end of a covered window to the next opening of the office.

    What counts depends on when the request came: one that came in a covered window before the
    office opens runs, one that was held then still waits. So these hours have a beginning.
    """

    def __init__(self, coverage: Coverage, office: Calendar, since: int) -> None:
        self.run = OfCalendar(coverage.run)
        self.hold = OfCalendar(coverage.hold)
        self.office = OfCalendar(office)
        self.known: list[Stretch] = []
        self.further = self._stretches(since)

    def add(self, start: int, work: int) -> int | None:
        for opens, closes in self._from(start):
            begins = max(start, opens)
            if work <= closes - begins:
                return begins + work
            work -= closes - begins
        return None

    def between(self, start: int, end: int) -> int:
        return sum(closes - opens for opens, closes in self.spans(start, end))

    def next_open(self, at: int) -> int | None:
        return next((max(at, opens) for opens, _ in self._from(at)), None)

    def spans(self, start: int, end: int) -> Iterator[Stretch]:
        for opens, closes in self._from(start):
            if opens >= end:
                return
            yield max(start, opens), min(end, closes)

    def end_of_day(self, at: int, days: int) -> int | None:
        number = 0 if days == 0 else 1
        while (day := self.run.calendar.add_working_days(instant_at(at), number)) is not None:
            pieces = list(self.spans(microseconds(day.opens_at), microseconds(day.ends_at)))
            days -= bool(pieces)
            if pieces and days <= 0:
                return pieces[-1][1]
            if self.next_open(microseconds(day.ends_at)) is None:
                return None
            number += 1
        return None

    def held_until(self, at: int) -> int | None:
        return self.next_open(at)

    def next_hold(self, at: int) -> int | None:
        closes = next(closes for opens, closes in self._from(at))
        return None if closes == NEVER else closes

    def _from(self, at: int) -> Iterator[Stretch]:
        """The stretches that end after `at`, as many as are asked for."""
        place = 0
        while True:
            while place == len(self.known):
                found = next(self.further, None)
                if found is None:
                    return
                self.known.append(found)
            if self.known[place][1] > at:
                yield self.known[place]
            place += 1

    def _stretches(self, since: int) -> Iterator[Stretch]:
        opens = since if self.run.next_open(since) == since else self._office_opening(since)
        while opens is not None:
            closes = self.hold.next_open(opens)
            yield opens, NEVER if closes is None else closes
            opens = None if closes is None else self._office_opening(closes)

    def _office_opening(self, held_at: int) -> int | None:
        """The first opening of the office from `held_at` on at which the severity is handled."""
        at: int | None = held_at
        while at is not None and at < held_at + HORIZON:
            opens = self.office.next_open(at)
            if opens is not None and self._opens(opens) and self.run.next_open(opens) == opens:
                return opens
            at = None if opens is None else self._closing(opens)
        return None

    def _opens(self, at: int) -> bool:
        return self.office.between(at - 1, at) == 0

    def _closing(self, at: int) -> int:
        """When the office, open at `at`, closes; after the horizon nobody looks."""
        return next(closes for _, closes in self.office.spans(at, at + HORIZON))


NEVER = 1 << 62
