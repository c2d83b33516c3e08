"""How a promise stands after every change of what the request is about."""

from dataclasses import dataclass, replace

from puntuale.core.agreements.clocks.candidates import Candidate, candidate
from puntuale.core.agreements.clocks.case import Case
from puntuale.core.agreements.clocks.course import Change
from puntuale.core.agreements.clocks.pauses import cut_at
from puntuale.core.agreements.clocks.standing import Effect, Standing
from puntuale.core.agreements.clocks.strictness import is_stricter
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.core.agreements.terms.target import Target
from puntuale.core.agreements.terms.terms import Slot


@dataclass(frozen=True, slots=True)
class Dropped:
    """A promise that a change took away: nothing matches the request any more."""

    was: Standing
    at: int


Promise = Standing | Dropped | None  # None: there never was one


def standing_of(case: Case, slot: Slot) -> Promise:
    """The promise of `slot` after everything that happened to the request."""
    first = case.targets.get(slot)
    promise: Promise = None
    if first is not None:
        promise = _begun(case, first, case.submitted, case.taken.severity)
    for change in case.course.changes:
        new = case.targets_after(change).get(slot)
        if change.is_correction:
            promise = _corrected(case, promise, new, change)
        else:
            promise = _evolved(case, promise, new, change)
    return promise


def _begun(case: Case, target: Target, since: int, severity: str | None) -> Standing:
    first = _candidate(case, target, since, severity)
    return Standing(first, begun=first)


def _candidate(case: Case, target: Target, since: int, severity: str | None) -> Candidate:
    until = None
    if target.within.waits_for is not None:
        may_be_late = not target.is_indication
        until = case.course.promised_until(target.metric, may_be_late=may_be_late)
    return candidate(target, since, severity, case.known, until)


def _corrected(case: Case, promise: Promise, new: Target | None, change: Change) -> Promise:
    """The first assessment was wrong: everything is judged again from the beginning."""
    if new is None:
        return _dropped(promise, change)
    begun = _begun(case, new, case.submitted, change.classification.severity)
    return _continued(begun, promise).after(change, Effect.JUDGED_AGAIN)


def _evolved(case: Case, promise: Promise, new: Target | None, change: Change) -> Promise:
    """It got worse or better: what was promised so far goes on counting."""
    if not isinstance(promise, Standing):
        if new is None:
            return promise
        gained = _begun(case, new, change.at, change.classification.severity)
        return _continued(gained, promise).after(change, Effect.GAINED)
    if _was_kept(case, promise, change):
        return promise.after(change, Effect.ALREADY_KEPT)
    if _was_breached(case, promise, change):
        return promise.after(change, Effect.ALREADY_BREACHED)
    if new is None:
        return _dropped(promise, change)
    return _retargeted(case, promise, new, change)


def _dropped(promise: Promise, change: Change) -> Promise:
    if isinstance(promise, Standing):
        return Dropped(promise.after(change, Effect.DROPPED), change.at)
    return promise


def _continued(standing: Standing, before: Promise) -> Standing:
    """The new promise, which remembers what became of the one before."""
    was = before.was if isinstance(before, Dropped) else before
    return standing if was is None else replace(standing, told=was.told)


def _was_kept(case: Case, standing: Standing, change: Change) -> bool:
    """Whether the deed had been done, for good, when the request changed."""
    metric = standing.last.target.metric
    kept_at = change.met.get(metric)
    return kept_at is not None and kept_at == case.course.met.get(metric)


def _was_breached(case: Case, standing: Standing, change: Change) -> bool:
    target = standing.last.target
    due = standing.due(cut_at(case.course.pauses_of(target.metric), change.at)).at
    return due is not None and change.at > due and not target.is_indication


def _retargeted(case: Case, standing: Standing, new: Target, change: Change) -> Standing:
    old, severity = standing.last, change.classification.severity
    if new is old.target and new.calendar != COVERAGE:
        return standing.after(change, Effect.SAME_ROW)
    if new.within.budget is None or old.target.within.budget is None:
        first = _candidate(case, new, change.at, severity)
        replaced = Standing(first, begun=standing.begun, told=standing.told)
        return replaced.after(change, Effect.REPLACED)
    since = standing.first.since
    stricter = is_stricter((new, severity), (old.target, old.severity), since, case.known)
    other = _candidate(case, new, change.at if stricter else since, severity)
    effect = Effect.STRICTER if stricter else Effect.LOOSER
    return standing.with_other(other, stricter=stricter).after(change, effect)
