"""Why a promise is due when it is: the derivation of a reading, built only when asked for."""

from collections.abc import Iterator

from puntuale.core.agreements.clocks.candidates import ByDate, ByDays
from puntuale.core.agreements.clocks.provisional import is_classified
from puntuale.core.agreements.clocks.reading import Basis, Reading, State
from puntuale.core.agreements.clocks.spans import closures_between, spans_of
from puntuale.core.agreements.clocks.steps import Fact, Step, fact
from puntuale.core.working_time.instants import instant_at


def why(reading: Reading) -> tuple[Step, ...]:
    """What decides, then every piece of time from the beginning to the end, then how it ended.

    The pieces that counted, and those still to count, sum to the budget.
    """
    steps: list[Step] = [*_request(reading), *_promise(reading), *_changes(reading)]
    if reading.state is not State.CANCELLED:
        steps += _days(reading.basis)
        steps += _closures_left_out(reading.basis)
        steps += spans_of(reading.basis)
    return (*steps, *_end(reading))


def _request(reading: Reading) -> Iterator[Fact]:
    case = reading.basis.case
    request, taken = case.request, case.taken
    yield fact("submitted", at=request.submitted_at, channel=request.channel)
    was_classified = any(change.is_correction for change in case.course.changes)
    if not was_classified and not is_classified(case.terms, request.classification):
        yield fact("not_classified", type=taken.type, severity=taken.severity, level=taken.level)


def _promise(reading: Reading) -> Iterator[Fact]:
    by = reading.basis.due.by
    target = by.target
    yield fact(
        "target",
        metric=target.metric.value,
        binding=target.binding,
        within=target.within.text,
        calendar=target.calendar,
        severity=by.severity,
        share=target.share,
        table=target.table,
        row=target.row,
    )


def _changes(reading: Reading) -> Iterator[Fact]:
    for told in reading.basis.standing.told:
        change, effect = told
        is_to = change.classification
        yield fact(
            "reclassified",
            at=instant_at(change.at),
            type=is_to.type,
            severity=is_to.severity,
            level=is_to.level,
            cause="correction" if change.is_correction else "evolution",
            effect=effect.value,
        )


def _days(basis: Basis) -> Iterator[Fact]:
    by = basis.due.by
    if isinstance(by, ByDays):
        zone = basis.case.terms.zone
        ends = (by.hours.end_of_day(by.since, number) for number in range(1, by.days + 1))
        # A day that ends at 24:00 ends on the next date: one microsecond before, it is its own.
        dates = [instant_at(end - 1).astimezone(zone).date() for end in ends if end is not None]
        notified = instant_at(by.since).astimezone(zone).date()
        yield fact("ends_of_days", days=by.days, notified_on=notified, dates=tuple(dates))


def _closures_left_out(basis: Basis) -> Iterator[Fact]:
    submitted_at = basis.case.request.submitted_at
    for closure in closures_between(basis):
        if not closure.counts_for(submitted_at):
            yield fact(
                "closure_not_known",
                closure=closure.code,
                first=closure.first,
                last=closure.last,
                announced_at=closure.announced_at,
            )


def _end(reading: Reading) -> Iterator[Fact]:
    due, by = reading.basis.due
    if reading.state is State.CANCELLED:
        yield fact("cancelled", at=instant_at(reading.basis.judged_at))
        return
    if due is not None:
        yield fact("due", at=instant_at(due))
    elif isinstance(by, ByDate):
        yield fact("waits_for", what=by.target.within.text)
    else:
        yield fact("no_deadline")
    if reading.met_at is not None:
        yield fact(reading.state.value, at=reading.met_at)
    elif reading.breached_at is not None:
        yield fact("breached", at=reading.breached_at)
