"""By when the authority has to be told: the law's clocks, read by the core like every other promise."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from puntuale.apps.vulnerabilities.models import Duty, Exploit, Report
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.document.read import read_document
from puntuale.core.agreements.history import Cancelled, Event, Met
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.of_document import terms_of
from puntuale.core.agreements.terms.terms import Terms

LAW = Path(__file__).with_name("cyber-resilience-act.yaml")


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty as it stands; `reading` is None while its clock has not begun."""

    duty: Duty
    reading: Reading | None
    report: Report | None

    @property
    def is_open(self) -> bool:
        return self.reading is None or not self.reading.state.is_over


def owed(exploit: Exploit, *, now: datetime) -> list[Owed]:
    """What the authority is owed of one vulnerability, in the order of the law."""
    reports = {report.duty: report for report in exploit.reports.all()}
    return [_owed(exploit, duty, reports.get(duty), now) for duty in Duty]


def _owed(exploit: Exploit, duty: Duty, report: Report | None, now: datetime) -> Owed:
    since = exploit.counts_from(duty)
    if since is None:
        return Owed(duty, None, report)
    request = Request(since, "portal", Classification(duty.value, None, None))
    history = sorted(_history(exploit, report), key=lambda event: event.at)
    (reading,) = read_clocks(_law(), request, history, max(now, since))
    return Owed(duty, reading, report)


def _history(exploit: Exploit, report: Report | None) -> Iterator[Event]:
    if report is not None:
        yield Met(report.sent_at, Metric.RESOLUTION)
    if exploit.ended_at is not None:
        yield Cancelled(exploit.ended_at, "not_exploited")


@cache
def _law() -> Terms:
    outcome = read_document(LAW.read_text())
    assert outcome.document is not None
    assert not outcome.problems, outcome.problems
    return terms_of(outcome.document, lambda _country, _subdivision: frozenset())
