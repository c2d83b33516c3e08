"""Does everything that is named exist?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.match import Match
from puntuale.core.agreements.document.kinds.words import Name
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.core.agreements.document.problems import Problem, did_you_mean, problem


@dataclass(frozen=True, slots=True)
class Use:
    """A word of the document that must be the code of something else in it."""

    what: str
    name: Name | None
    known: Iterable[str]


def unknown_names(document: Document) -> Iterator[Problem]:
    """Every calendar, window, rate, fee, type, severity and level that is nowhere defined."""
    for use in (*_hours(document), *_money(document), *_requests(document)):
        known = list(use.known)
        if use.name and use.name not in known:
            hint = did_you_mean(use.name, known)
            yield problem(f"unknown_{use.what}", use.name.place, name=use.name, hint=hint)


def _hours(document: Document) -> Iterator[Use]:
    windows = [str(window.code) for window in document.windows]
    hours = [*document.calendars, *windows]
    covered = [*hours, COVERAGE] if document.coverage is not None else hours
    for row in (*document.targets, *document.commitments):
        yield Use("calendar", row.calendar, covered)
    if document.callback is not None:
        yield Use("calendar", document.callback.calendar, covered)
    if document.working_day is not None:
        yield Use("calendar", document.working_day.calendar, hours)
    for channel in (document.channels or {}).values():
        yield Use("calendar", channel.calendar, hours)
    for surcharge in document.surcharges:
        yield Use("calendar", surcharge.inside, hours)
        yield Use("calendar", surcharge.outside, hours)
    for available in document.availability:
        yield Use("calendar", available.hours, hours)
    if document.maintenance is not None:
        yield Use("calendar", document.maintenance.window, hours)
    for match in _matches(document):
        yield from (Use("window", name, windows) for name in match.window or ())


def _money(document: Document) -> Iterator[Use]:
    for row in document.charging or ():
        yield Use("rate", row.rate, document.rates)
    for rules in (document.package_rules, document.coupons):
        if rules is not None and rules.shortfall is not None:
            yield Use("rate", rules.shortfall.rate, document.rates)
    if document.allowance is not None:
        yield Use("fee", document.allowance.fee, (fee.code for fee in document.fees))


def _requests(document: Document) -> Iterator[Use]:
    for match in _matches(document):
        yield from (Use("type", name, document.types) for name in match.type or ())
        yield from (Use("severity", name, document.severities) for name in match.severity or ())
        yield from (Use("level", name, document.levels) for name in match.level or ())
    if (until := document.triage.until_classified) is not None:
        yield Use("type", until.type, document.types)
        yield Use("severity", until.severity, document.severities)
        yield Use("level", until.level, document.levels)
    for name in document.estimates.required_for:
        yield Use("type", name, [*document.types, *document.severities])
    yield Use("type", document.estimates.on_decline_type, document.types)


def _matches(document: Document) -> Iterator[Match]:
    for target in (*document.targets, *document.commitments):
        yield target.match
    for row in document.charging or ():
        yield row.match
    for level in document.escalation or ():
        yield level.match
    if document.allowance is not None and document.allowance.applies_to is not None:
        yield document.allowance.applies_to
