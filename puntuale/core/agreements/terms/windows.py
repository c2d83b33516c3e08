"""A week cut into windows: every minute belongs to the first window that has it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from puntuale.core.agreements.terms.closure import Closure, Minutes
from puntuale.core.agreements.terms.pieces import MIDNIGHT, WHOLE_DAY, both, joined, without
from puntuale.core.working_time.calendar import Calendar, Hours

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the week or, with `holidays`, of those dates; `hours` None: the rest of its days."""

    code: str
    days: frozenset[int]
    hours: Hours | None
    holidays: frozenset[date] | None


class DayKind(NamedTuple):
    """All that decides how a date is cut: dates of one kind are cut alike."""

    weekday: int
    holiday_of: frozenset[str] = frozenset()
    reopened: tuple[Minutes, ...] = ()


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of a document, in the order in which they are tried."""

    zone: str
    windows: tuple[Window, ...]

    def calendar(self, codes: Collection[str], closures: Iterable[Closure] = ()) -> Calendar:
        """The calendar that is open where the week belongs to one of `codes`."""
        kinds = self._special_days(list(closures))
        hours_of = {kind: self.hours(codes, kind) for kind in set(kinds.values())}
        week = tuple(self.hours(codes, DayKind(weekday)) for weekday in range(7))
        changed = {
            day: hours_of[kind]
            for day, kind in kinds.items()
            if hours_of[kind] != week[kind.weekday]
        }
        return Calendar(
            zone=self.zone,
            week=week,
            holidays=frozenset(changed),
            openings=tuple((day, hours) for day, hours in changed.items() if hours),
        )

    def hours(self, codes: Collection[str], kind: DayKind) -> Hours:
        """The hours of such a day that belong to one of `codes`."""
        return joined(piece for code, piece in self.owners(kind) if code in codes)

    def owners(self, kind: DayKind) -> list[tuple[str, Minutes]]:
        """Every piece of such a day with the window it belongs to; `rest` is asked last."""
        free: list[Minutes] = [(0, MIDNIGHT)]
        owned: list[tuple[str, Minutes]] = []
        for window in sorted(self.windows, key=lambda each: each.hours is None):
            wanted = self._wanted(window, kind)
            owned += [(window.code, piece) for piece in both(free, wanted)]
            free = without(free, wanted)
        return owned

    def _wanted(self, window: Window, kind: DayKind) -> Hours:
        if kind.weekday not in window.days:
            return ()
        hours = WHOLE_DAY if window.hours is None else window.hours
        if window.holidays is None:
            return hours
        return tuple(without(hours, kind.reopened)) if window.code in kind.holiday_of else ()

    def _special_days(self, closures: list[Closure]) -> dict[date, DayKind]:
        """Every date that is a holiday of some window, or closed: which counts as the first."""
        holiday_of: dict[date, set[str]] = {}
        with_holidays = [each for each in self.windows if each.holidays is not None]
        for window in with_holidays:
            for day in window.holidays or ():
                holiday_of.setdefault(day, set()).add(window.code)
        for closure in closures if with_holidays else ():
            for day in days_of(closure):
                holiday_of.setdefault(day, set()).add(with_holidays[0].code)
        reopened: dict[date, Hours] = {}
        for on, hours in (opening for closure in closures for opening in closure.reopenings):
            reopened[on] = joined((*reopened.get(on, ()), *hours))
        return {
            day: DayKind(day.weekday(), frozenset(codes), reopened.get(day, ()))
            for day, codes in holiday_of.items()
        }


def days_of(closure: Closure) -> Iterable[date]:
    """Every date of the closure."""
    return (closure.first + ONE_DAY * day for day in range((closure.last - closure.first).days + 1))
