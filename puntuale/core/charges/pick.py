"""Which row of `charging` decides: the first that matches the request and its work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.target import Facts
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.charges.lots import Lot
from puntuale.core.charges.pieces import Piece
from puntuale.core.charges.rules import ChargingTerms, Row
from puntuale.core.working_time.instants import instant_at


@dataclass(frozen=True, slots=True)
class Case:
    """What a ticket is taken for; `deployment` is a property of its coverage."""

    classification: Classification
    deployment: str | None = None


def facts_of_work(charging: ChargingTerms, case: Case, began: int) -> Facts:
    """What rows look at; the window is the one in which the work began."""
    taken = case.classification
    window = _window_at(charging.terms, began) if charging.asks_for_window else None
    return Facts(taken.type, taken.severity, taken.level, case.deployment, window)


def matching_row(
    charging: ChargingTerms, facts: Facts, worked: Sequence[Piece], packages: Iterable[Lot]
) -> Row | None:
    """The first row that matches; `package: available` asks for time left at some worked second."""
    lots = list(packages)
    for row in charging.rows:
        if row.pattern.matches(facts) and (not row.needs_package or _available(worked, lots)):
            return row
    return None


def _available(worked: Sequence[Piece], lots: Sequence[Lot]) -> bool:
    return any(lot.left and lot.pays_at(piece.start) for lot in lots for piece in worked)


def _window_at(terms: Terms, at: int) -> str | None:
    known, instant = terms.timetable.of_work, instant_at(at)
    codes = (window.code for window in terms.timetable.windows.windows)
    return next((code for code in codes if known.calendar(code).is_open(instant)), None)
