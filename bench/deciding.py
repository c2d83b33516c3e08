"""What deciding one request costs under each published document; compared first with the examples.

    python -m bench.deciding

Deciding is what happens when a request comes and when its page is shown: which agreement applies
among three, what it promises, how each clock stands, why, and which levels follow. Documents are in
memory; times are of the processor. The exit code is not zero where an answer differs, or where a
request of some document costs a millisecond or more.
"""

import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.processor_time import each
from puntuale.core.agreements.acceptance import decide_acceptance
from puntuale.core.agreements.clocks.escalating import levels_of
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.why import why
from puntuale.core.agreements.entitlement import Asked, Candidate, decide_entitlement
from puntuale.core.agreements.history import Event, Met, Paused, Resumed
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.terms import Terms
from tests.core.agreements.specimens import TEXTS, terms
from tests.core.agreements.test_worked_examples import DUE, reading, written

QUESTIONS, ROUNDS, LIMIT = 500, 5, 1000.0
FIRST, DAYS = datetime(2026, 1, 5, tzinfo=UTC), 700
HOLDS = frozenset({"registered_user", "licence"})
DRAW = random.Random(2026)

Ask = Callable[[Request, list[Event]], object]


def main() -> int:
    wrong = differences()
    print(f"Compared: {len(DUE)} worked examples, {len(wrong) or 'none'} different", *wrong)
    if wrong:
        return 1
    print(
        f"\n{'Microseconds of one request':30}{'entitled':>10}{'clocks':>10}{'why':>10}{'all':>10}"
    )
    slow = [code for code in TEXTS if measured(code) >= LIMIT]
    print(f"\n  {'NOT MET: ' + ', '.join(slow) if slow else 'met'}: under one millisecond each")
    return 1 if slow else 0


def differences() -> list[str]:
    """The worked examples that come out otherwise."""
    found = ((example, *reading(example)) for example in DUE)
    return [
        example["id"]
        for example, one, zone in found
        if one is None or written(one.due_at, zone) != example["due"]
    ]


def measured(code: str) -> float:
    """Print what each part costs; answer what all of it does."""
    found = terms(code)
    asked = questions(found)
    parts: list[Ask] = [entitled(found), clocks(found), derived(found), decided(found)]
    costs = [each(ask, asked, rounds=ROUNDS) for ask in parts]
    print(f"  {code:28}" + "".join(f"{cost:>10,.0f}" for cost in costs))
    return costs[-1]


def entitled(found: Terms) -> Ask:
    """Three candidates, of which one was another product's, and one has ended."""
    since, ended = FIRST.date(), FIRST.date() + timedelta(days=1)
    candidates = [
        Candidate("1", found, starts_on=since),
        Candidate("2", found, starts_on=since, ends_on=ended),
        Candidate("standard", found),
    ]

    def ask(request: Request, _: list[Event]) -> Any:
        asked = Asked(request.submitted_at, "suite", HOLDS)
        return decide_entitlement(candidates, asked), decide_acceptance(found, request)

    return ask


def clocks(found: Terms) -> Ask:
    """Every promise with its state and due instant, and when its levels are reached."""

    def ask(request: Request, history: list[Event]) -> Any:
        read = read_clocks(found, request, history, now_of(request))
        return [(one.state, one.due_at, levels_of(one)) for one in read]

    return ask


def derived(found: Terms) -> Ask:
    """The derivation of every promise."""

    def ask(request: Request, history: list[Event]) -> Any:
        return [why(one) for one in read_clocks(found, request, history, now_of(request))]

    return ask


def decided(found: Terms) -> Ask:
    """All of it, the clocks read once."""
    entitle = entitled(found)

    def ask(request: Request, history: list[Event]) -> Any:
        read = read_clocks(found, request, history, now_of(request))
        shown = [(one.budget, one.left, levels_of(one), why(one)) for one in read]
        return entitle(request, history), shown

    return ask


def now_of(request: Request) -> datetime:
    return request.submitted_at + timedelta(days=2)


def questions(found: Terms) -> list[tuple[Request, list[Event]]]:
    """Requests at any hour of two years, each paused once and met once."""
    return [question(found) for _ in range(QUESTIONS)]


def question(found: Terms) -> tuple[Request, list[Event]]:
    at = FIRST + timedelta(minutes=DRAW.randrange(DAYS * 24 * 60))
    words = Classification(
        DRAW.choice(found.types) if found.types else None,
        DRAW.choice(found.severities) if found.severities else None,
    )
    hours = sorted(DRAW.uniform(0, 40) for _ in range(3))
    paused, resumed, met = (at + timedelta(hours=hour) for hour in hours)
    history = [
        Paused(paused, "waiting_customer"),
        Resumed(resumed),
        Met(met, Metric.RESPONSE),
    ]
    return Request(at, "portal", words), history


if __name__ == "__main__":
    sys.exit(main())
