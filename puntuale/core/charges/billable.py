"""From recorded to billable work: cut at every edge, rounded once for each scope."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from puntuale.core.charges.pieces import Piece, pieces
from puntuale.core.charges.rounding import Rounded, rounded
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.charges.scopes import scopes
from puntuale.core.charges.sources import Time
from puntuale.core.charges.steps import Rounded as RoundedStep
from puntuale.core.charges.steps import Step, Worked
from puntuale.core.charges.work import Entry
from puntuale.core.working_time.instants import SECOND_MICROSECONDS as SECOND
from puntuale.core.working_time.instants import instant_at


@dataclass(frozen=True, slots=True)
class Scoped:
    """The work of one scope as it was recorded, and as it is billed."""

    day: date | None
    recorded: tuple[Piece, ...]
    rounded: Rounded


def billable(charging: ChargingTerms, entries: Iterable[Entry], edges: list[int]) -> list[Scoped]:
    """The work of every scope in order; `edges` are where prepaid lots begin and end to pay."""
    worked = [entry.stretch for entry in entries]
    found = []
    for scope in scopes(charging.rounding.scope, worked, charging.terms.zone):
        recorded = tuple(pieces(scope.stretches, charging.bands, edges))
        found.append(Scoped(scope.day, recorded, rounded(charging.rounding, recorded)))
    return found


def work_steps(charging: ChargingTerms, work: Iterable[Scoped]) -> Iterator[Step]:
    """How recorded time became billable time."""
    for scope in work:
        for piece in scope.recorded:
            start, end = instant_at(piece.start), instant_at(piece.end)
            yield Worked(start, end, piece.band.code, seconds(piece.time))
        yield _rounded_step(charging, scope)


def seconds(time: Time) -> Fraction:
    # Asked for every piece of work: whole numbers need no fraction to be divided.
    return Fraction(time, SECOND) if isinstance(time, int) else time / SECOND


def _rounded_step(charging: ChargingTerms, scope: Scoped) -> RoundedStep:
    rule, found = charging.rounding, scope.rounded
    reached = "minimum" if found.billed > rule.started(found.counted) else "increment"
    return RoundedStep(
        day=scope.day,
        recorded_seconds=seconds(found.recorded),
        counted_seconds=seconds(found.counted),
        billed_seconds=seconds(found.billed),
        increment_seconds=seconds(rule.increment),
        band=found.majority.code,
        reached=reached if found.billed > found.counted else None,
    )
