"""Requests replayed together come to exactly what each comes to when it is read by itself."""

import os
import random
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from puntuale.core.agreements.history import (
    Cancelled,
    Cause,
    Classified,
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
from puntuale.core.agreements.replay.replayed import read_alone, replayed
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.working_time.instants import microseconds
from tests.core.agreements.replay.many import Told, histories_of, outcomes_in
from tests.core.agreements.specimens import TEXTS, terms_under

FIRST = datetime(2026, 10, 19, tzinfo=UTC)
EXAMPLES = int(os.environ.get("PUNTUALE_EXAMPLES", "3"))
CLOSURES = (
    Closure("bridge", date(2026, 11, 2), date(2026, 11, 3), FIRST + timedelta(days=4)),
    Closure(
        "stocktaking",
        date(2026, 11, 9),
        date(2026, 11, 11),
        FIRST + timedelta(days=9),
        ((date(2026, 11, 10), ((600, 720),)),),
    ),
    Closure(
        "thought better of",
        date(2026, 11, 19),
        date(2026, 11, 20),
        FIRST + timedelta(days=5),
        withdrawn_at=FIRST + timedelta(days=20),
    ),
)
VARIATIONS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    **{code: (code, ()) for code in TEXTS},
    "ends of days": ("standard-services", (("counting: elapsed", "counting: end_of_day"),)),
    "next covered window": (
        "bespoke",
        (("hold_until: next_office_opening", "hold_until: next_covered_window"),),
    ),
    "ends of covered days": ("bespoke", (("counting: elapsed", "counting: end_of_day"),)),
    "every pause": (
        "bespoke",
        (("[waiting_customer]", "[waiting_customer, waiting_access, waiting_third_party]"),),
    ),
    "nothing until classified": (
        "suite-sla",
        (("triage: {until_classified: {type: bug, severity: P1}}", ""),),
    ),
}


@cache
def terms_of(name: str) -> Terms:
    code, instead = VARIATIONS[name]
    return terms_under(code, CLOSURES, *instead)


REASONS = ("waiting_customer", "waiting_customer", "waiting_access", "waiting_third_party")


class Draw(random.Random):
    """Requests as they may come, drawn from a seed."""

    def gap(self) -> timedelta:
        """Whole half hours meet openings, closings and due instants; the others lie between."""
        halves = self.choice([self.randint(0, 4), self.randint(0, 96)])
        parts = self.randint(0, 10**11)
        return self.choice([timedelta(minutes=30 * halves), timedelta(microseconds=parts)])

    def classification(self, terms: Terms) -> Classification:
        kinds = (terms.types, terms.severities, terms.levels)
        return Classification(*(self.choice([None, *known, *known]) for known in kinds))

    def told(self, terms: Terms, *, usual: bool) -> Told:
        start = at = FIRST + timedelta(minutes=30 * self.randint(0, 24 * 2 * 30))
        history: list[Event] = []
        for _ in range(self.randint(0, 7)):
            at += self.gap()
            history.append(self.happening(terms, at, usual=usual))
        deployment = self.choice([None, "cloud", "premises"])
        return Request(start, "email", self.classification(terms), deployment), history

    def happening(self, terms: Terms, at: datetime, *, usual: bool) -> Event:
        metric, severity = self.choice(list(Metric)), self.choice(terms.severities or ("any",))
        events: list[Event] = [
            Paused(at, self.choice(REASONS)),
            Paused(at, self.choice(REASONS)),
            Resumed(at),
            Met(at, metric),
            Met(at, metric),
            Classified(at, self.classification(terms)),
            SeverityChanged(at, severity, Cause.CORRECTION),
            Cancelled(at, "out_of_scope"),
        ]
        if not usual:
            events += [
                Reopened(at),
                PassedOn(at, self.choice([*terms.levels, "any"])),
                Promised(at, metric, self.choice([None, at + self.gap()])),
                SeverityChanged(at, severity, Cause.EVOLUTION),
                Met(at - timedelta(hours=5), metric),
            ]
        return self.choice(events)


@pytest.mark.parametrize("name", VARIATIONS)
@given(seed=st.integers(0, 2**32), usual=st.booleans())
@settings(max_examples=EXAMPLES, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_many_read_as_each_alone(name: str, seed: int, usual: bool) -> None:
    draw, terms = Draw(seed), terms_of(name)
    told = [draw.told(terms, usual=usual) for _ in range(40)]
    histories = histories_of(told)
    at = microseconds(FIRST + timedelta(minutes=30 * draw.randint(0, 60 * 48)))

    together = replayed(terms, histories, at)

    for row in range(len(told)):
        assert outcomes_in(together, row) == read_alone(terms, histories, row, at)


def test_the_columns_hold_the_requests_they_were_made_of() -> None:
    request = Request(FIRST, "email", Classification("bug", "P1"))
    history = [Paused(FIRST + timedelta(hours=1), "waiting_customer"), Resumed(FIRST)]

    histories = histories_of([(request, []), (request, history)])

    assert histories.request(1) == request
    assert histories.history(0) == []
    assert [event.at for event in histories.history(1)] == [history[0].at, history[0].at]


def test_nobody_is_replayed_to_nothing() -> None:
    terms = terms_of("suite-sla")

    assert all(len(each.state) == 0 for each in replayed(terms, histories_of([]), 0).values())
