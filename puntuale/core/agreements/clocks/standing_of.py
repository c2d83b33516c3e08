"""How a promise stands after every change of what the request is about."""

from dataclasses import dataclass

from puntuale.core.agreements.clocks.candidates import Candidate, candidate
from puntuale.core.agreements.clocks.case import Case
from puntuale.core.agreements.clocks.course import Change
from puntuale.core.agreements.clocks.pauses import cut_at
from puntuale.core.agreements.clocks.standing import Standing
from puntuale.core.agreements.clocks.strictness import is_stricter
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.core.agreements.terms.target import Target
from puntuale.core.agreements.terms.terms import Slot


@dataclass(frozen=True, slots=True)
class Dropped:
    """A promise that a change took away: nothing matches the request any more."""

    was: Standing


def standing_of(case: Case, slot: Slot) -> Standing | Dropped | None:
    """The promise of `slot`; None where there never was one."""
    first = case.targets.get(slot)
    standing: Standing | Dropped | None = None
    if first is not None:
        standing = _begun(case, first, case.submitted, case.taken.severity)
    for change in case.course.changes:
        new = case.targets_after(change).get(slot)
        if change.is_correction:
            standing = _corrected(case, standing, new, change)
        elif not _was_kept(case, slot, change):
            standing = _evolved(case, standing, new, change)
    return standing


def _begun(case: Case, target: Target, since: int, severity: str | None) -> Standing:
    first = _candidate(case, target, since, severity)
    return Standing(first.hours.next_open(since), first)


def _candidate(case: Case, target: Target, since: int, severity: str | None) -> Candidate:
    until = None
    if target.within.waits_for is not None:
        may_be_late = not target.is_indication
        until = case.course.promised_until(target.metric, may_be_late=may_be_late)
    return candidate(target, since, severity, case.known, until)


def _corrected(
    case: Case, standing: Standing | Dropped | None, new: Target | None, change: Change
) -> Standing | Dropped | None:
    """The first assessment was wrong: everything is judged again from the beginning."""
    if new is not None:
        return _begun(case, new, case.submitted, change.classification.severity)
    return Dropped(standing) if isinstance(standing, Standing) else standing


def _was_kept(case: Case, slot: Slot, change: Change) -> bool:
    """Whether the promise had been kept, for good, when the request changed."""
    kept_at = change.met.get(slot[0])
    return kept_at is not None and kept_at == case.course.met.get(slot[0])


def _evolved(
    case: Case, standing: Standing | Dropped | None, new: Target | None, change: Change
) -> Standing | Dropped | None:
    """It got worse or better: what was promised so far goes on counting."""
    if not isinstance(standing, Standing):
        if new is None:
            return standing
        return _begun(case, new, change.at, change.classification.severity)
    if _is_breached(case, standing, change.at):
        return standing
    if new is None:
        return Dropped(standing)
    return _retargeted(case, standing, new, change)


def _is_breached(case: Case, standing: Standing, at: int) -> bool:
    target = standing.last.target
    due = standing.due(cut_at(case.course.pauses_of(target.metric), at)).at
    return due is not None and at > due and not target.is_indication


def _retargeted(case: Case, standing: Standing, new: Target, change: Change) -> Standing:
    old, severity = standing.last, change.classification.severity
    if new is old.target and new.calendar != COVERAGE:
        return standing
    if new.within.budget is None or old.target.within.budget is None:
        other = _candidate(case, new, change.at, severity)
        return Standing(standing.starts_at, other)
    since = standing.first.since
    stricter = is_stricter((new, severity), (old.target, old.severity), since, case.known)
    other = _candidate(case, new, change.at if stricter else since, severity)
    return standing.with_other(other, stricter=stricter)
