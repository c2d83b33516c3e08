"""Short ways to say what happened, and to look at one promise."""

from datetime import datetime
from zoneinfo import ZoneInfo

from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.clocks.steps import Fact, Span
from puntuale.core.agreements.clocks.why import why
from puntuale.core.agreements.history import (
    Cancelled,
    Cause,
    Event,
    Met,
    PassedOn,
    Paused,
    Promised,
    Reopened,
    Resumed,
    SeverityChanged,
)
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.terms import Terms

ROME = ZoneInfo("Europe/Rome")


def at(written: str, zone: ZoneInfo = ROME) -> datetime:
    """`23 10:00` is in November 2026, `12-23 10:00` in December; a year may stand before."""
    day, hour = written.split()
    parts = day.split("-")
    date = "-".join([*("2026", "11")[: 3 - len(parts)], *parts])
    return datetime.fromisoformat(f"{date}T{hour}").replace(tzinfo=zone)


class Story:
    """A request under an agreement, told event by event."""

    def __init__(
        self,
        terms: Terms,
        submitted: str,
        *,
        channel: str = "email",
        deployment: str | None = None,
        **words: str,
    ) -> None:
        self.terms = terms
        classification = Classification(**words)
        self.request = Request(self.at(submitted), channel, classification, deployment)
        self.history: list[Event] = []

    def at(self, written: str) -> datetime:
        return at(written, self.terms.zone)

    def paused(self, when: str, because: str = "waiting_customer") -> "Story":
        return self.then(Paused(self.at(when), because))

    def resumed(self, when: str) -> "Story":
        return self.then(Resumed(self.at(when)))

    def evolved(self, when: str, to: str) -> "Story":
        return self.then(SeverityChanged(self.at(when), to, Cause.EVOLUTION))

    def corrected(self, when: str, to: str) -> "Story":
        return self.then(SeverityChanged(self.at(when), to, Cause.CORRECTION))

    def passed_on(self, when: str, to: str) -> "Story":
        return self.then(PassedOn(self.at(when), to))

    def met(self, when: str, metric: str) -> "Story":
        return self.then(Met(self.at(when), Metric(metric)))

    def reopened(self, when: str) -> "Story":
        return self.then(Reopened(self.at(when)))

    def promised(self, when: str, metric: str, until: str | None) -> "Story":
        given = None if until is None else self.at(until)
        return self.then(Promised(self.at(when), Metric(metric), given))

    def cancelled(self, when: str) -> "Story":
        return self.then(Cancelled(self.at(when), "technically_unfeasible"))

    def then(self, event: Event) -> "Story":
        self.history.append(event)
        return self

    def readings(self, now: str) -> tuple[Reading, ...]:
        return self.readings_at(self.at(now))

    def readings_at(self, now: datetime) -> tuple[Reading, ...]:
        return read_clocks(self.terms, self.request, self.history, now)

    def reading(self, metric: str, now: str, *, binding: bool = True) -> Reading:
        found = [
            each for each in self.readings(now) if each.metric == metric and each.binding is binding
        ]
        assert len(found) == 1
        return found[0]

    def due(self, metric: str, now: str) -> str:
        return self.said(self.reading(metric, now).due_at)

    def state(self, metric: str, now: str) -> str:
        return self.reading(metric, now).state.value

    def said(self, instant: datetime | None) -> str:
        """`23 10:00`, in November; with the month in others."""
        if instant is None:
            return "never"
        local = instant.astimezone(self.terms.zone)
        form = "%d %H:%M" if (local.year, local.month) == (2026, 11) else "%m-%d %H:%M"
        return f"{local:{form}}"


def facts(reading: Reading) -> dict[str, Fact]:
    return {step.code: step for step in why(reading) if isinstance(step, Fact)}


def spans(reading: Reading) -> list[Span]:
    return [step for step in why(reading) if isinstance(step, Span)]
