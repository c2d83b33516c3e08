"""Which hours count for a request: the closures that were known when it came decide."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.hours import OfCalendar
from puntuale.core.agreements.terms.named_hours import NamedHours
from puntuale.core.agreements.terms.windows import Windows
from puntuale.core.working_time.calendar import Calendar

ALWAYS = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Coverage:
    """When a severity is handled, when it is held, and which opening of the office ends a hold.

    `office` is None where a hold ends at the next covered minute.
    """

    run: Calendar
    hold: Calendar
    office: Calendar | None


@dataclass(frozen=True, slots=True)
class Known:
    """The calendars of a document under the closures known at some instant."""

    timetable: "Timetable"
    when: datetime
    calendars: dict[str, Calendar] = field(default_factory=dict)
    counted: dict[str, OfCalendar] = field(default_factory=dict)
    coverages: dict[str | None, Coverage] = field(default_factory=dict)

    def calendar(self, name: str) -> Calendar:
        """The calendar, or the window, of that name."""
        if name not in self.calendars:
            self.calendars[name] = self.timetable.calendar(name, self.when)
        return self.calendars[name]

    def hours(self, name: str) -> OfCalendar:
        """The hours of that calendar, or window, in which budgets are used up."""
        try:
            return self.counted[name]
        except KeyError:
            return self.counted.setdefault(name, OfCalendar(self.calendar(name)))

    def coverage(self, severity: str | None) -> Coverage:
        """What the matrix says of `severity`; one that it does not know runs always."""
        if severity not in self.coverages:
            self.coverages[severity] = self.timetable.coverage(severity, self)
        return self.coverages[severity]


@dataclass(frozen=True)
class Timetable:
    """All named hours and windows of a document, with every closure that was ever announced.

    `matrix` gives for each severity the windows in which it runs; `office` is the calendar or
    window whose opening ends a hold, None where the next covered minute does.
    """

    named: Mapping[str, NamedHours]
    closures: Mapping[str, tuple[Closure, ...]]
    windows: Windows
    window_closures: tuple[Closure, ...]
    matrix: Mapping[str, frozenset[str]]
    office: str | None
    news: tuple[datetime, ...] = field(init=False)
    known: dict[int, Known] = field(init=False, default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        told = {
            instant for each in self.listed for instant in (each.announced_at, each.withdrawn_at)
        }
        object.__setattr__(self, "news", tuple(sorted(told - {None})))

    @property
    def listed(self) -> tuple[Closure, ...]:
        """Every closure that ends the hours of some calendar or of the windows, once."""
        of_calendars = (each for some in self.closures.values() for each in some)
        return tuple(dict.fromkeys((*of_calendars, *self.window_closures)))

    def known_to(self, submitted_at: datetime) -> Known:
        """The calendars under what was announced and withdrawn strictly before `submitted_at`."""
        count = bisect_left(self.news, submitted_at)
        try:
            return self.known[count]
        except KeyError:
            return self.known.setdefault(count, Known(self, submitted_at))

    @cached_property
    def of_work(self) -> Known:
        """The calendars by which work is priced, whenever it is asked (`Closure.as_worked`)."""
        zone = ZoneInfo(self.windows.zone)

        def worked(closures: Iterable[Closure]) -> tuple[Closure, ...]:
            return tuple(each for one in closures if (each := one.as_worked(zone)) is not None)

        closures = {name: worked(some) for name, some in self.closures.items()}
        counted = replace(self, closures=closures, window_closures=worked(self.window_closures))
        return counted.known_to(ALWAYS)

    def calendar(self, name: str, when: datetime) -> Calendar:
        if name in self.named:
            closures = self.closures.get(name, ())
            return self.named[name].with_closures(
                each for each in closures if each.counts_for(when)
            )
        return self.windows.calendar({name}, self._closures_of_windows(when))

    def coverage(self, severity: str | None, known: Known) -> Coverage:
        codes = frozenset(window.code for window in self.windows.windows)
        run = codes if severity is None else self.matrix.get(severity, codes)
        closures = self._closures_of_windows(known.when)
        handled = self.windows.calendar(run, closures)
        office = None if self.office is None else known.calendar(self.office)
        held = self.windows.calendar(codes - run, closures)
        return Coverage(handled, held, None if office == handled else office)

    def handled_in(self, severity: str | None) -> tuple[str, ...]:
        """The windows in which `severity` is handled, in the document's order; () is always."""
        run = self.matrix.get(severity or "")
        codes = (window.code for window in self.windows.windows)
        return () if run is None else tuple(code for code in codes if code in run)

    def closures_for(self, name: str) -> tuple[Closure, ...]:
        """Every closure of a calendar, a window or the coverage, whether it counts or not."""
        return self.closures.get(name, ()) if name in self.named else self.window_closures

    def holidays_for(self, name: str) -> frozenset[date]:
        """The holidays of a calendar, or of all windows together."""
        if name in self.named:
            return self.named[name].calendar.holidays
        return frozenset().union(*(each.holidays or () for each in self.windows.windows))

    def _closures_of_windows(self, when: datetime) -> list[Closure]:
        return [each for each in self.window_closures if each.counts_for(when)]
