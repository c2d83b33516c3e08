"""Every worked example of a deadline, as the page for customers would state it."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from puntuale.core.agreements.acceptance import decide_acceptance
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.clocks.steps import Span
from puntuale.core.agreements.clocks.why import why
from puntuale.core.agreements.history import Cause, Event, Met, Paused, Resumed, SeverityChanged
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.closure import Closure
from tests.core.agreements.specimens import local, terms_under

EXAMPLES: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(
    (Path(__file__).parents[2] / "specimens" / "deadlines.yaml").read_text()
)
BY_DAYS = ("counting: elapsed", "counting: end_of_day")


def case(example: dict[str, Any], *changed: tuple[str, str]) -> tuple[Any, Request]:
    closures = tuple(
        Closure("announced", each["from"], each["to"], datetime.fromisoformat(each["announced_at"]))
        for each in example.get("closures", [])
    )
    instead = [tuple(example["instead"])] if "instead" in example else []
    terms = terms_under(example["agreement"], closures, *instead, *changed)
    request = Request(
        local(example["at"], terms.zone),
        example.get("channel", "email"),
        Classification(example.get("type"), example.get("severity")),
    )
    return terms, request


def history(example: dict[str, Any], zone: ZoneInfo) -> list[Event]:
    return [event(written, zone) for written in example.get("history", [])]


def event(written: str, zone: ZoneInfo) -> Event:
    what, day, hour, *words = written.split()
    at = local(f"{day} {hour}", zone)
    if what == "paused":
        return Paused(at, words[0])
    if what == "met":
        return Met(at, Metric(words[0]))
    if what == "severity_changed":
        return SeverityChanged(at, words[0], Cause(words[1]))
    return Resumed(at)


def reading(example: dict[str, Any], *changed: tuple[str, str]) -> tuple[Reading | None, ZoneInfo]:
    terms, request = case(example, *changed)
    events = history(example, terms.zone)
    now = events[-1].at if events else request.submitted_at
    binding = example.get("binding", True)
    found = read_clocks(terms, request, events, now)
    wanted = [
        each for each in found if each.metric == example["metric"] and each.binding is binding
    ]
    return (wanted[0] if wanted else None), terms.zone


def written(instant: datetime | None, zone: ZoneInfo) -> str:
    return "never" if instant is None else f"{instant.astimezone(zone):%Y-%m-%d %H:%M}"


def pieces(found: Reading, zone: ZoneInfo) -> list[str]:
    spans = [step for step in why(found) if isinstance(step, Span)]
    form = "%m-%d %H:%M"
    return [
        f"{span.code} {span.start.astimezone(zone):{form}} {span.end.astimezone(zone):{form}}"
        for span in spans
    ]


def ids(examples: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in examples]


DUE = [each for each in EXAMPLES if "due" in each]
BY_END_OF_DAY = [each for each in EXAMPLES if "end_of_day" in each]
DERIVED = [each for each in EXAMPLES if "pieces" in each]
REFUSED = [each for each in EXAMPLES if "refused" in each]
WITHOUT_CLOCK = [each for each in EXAMPLES if each.get("metric") == "none"]


@pytest.mark.parametrize("example", DUE, ids=ids(DUE))
def test_a_promise_starts_and_falls_due_as_the_example_says(example):
    found, zone = reading(example)

    assert found is not None
    assert written(found.due_at, zone) == example["due"]
    assert written(found.starts_at, zone) == example.get("starts", example["at"])


@pytest.mark.parametrize("example", DUE, ids=ids(DUE))
def test_a_promise_stands_as_the_example_says(example):
    found, _ = reading(example)

    assert found is not None
    assert found.state == example.get("state", "running")
    assert found.breached_at == (found.due_at if found.state == "breached" else None)


@pytest.mark.parametrize("example", BY_END_OF_DAY, ids=ids(BY_END_OF_DAY))
def test_counting_ends_of_days_gives_the_other_column(example):
    found, zone = reading(example, BY_DAYS)

    assert found is not None
    assert written(found.due_at, zone) == example["end_of_day"]
    assert written(found.starts_at, zone) == example.get("starts", example["at"])


@pytest.mark.parametrize("example", DERIVED, ids=ids(DERIVED))
def test_the_derivation_is_the_reasoning_of_the_example(example):
    found, zone = reading(example)

    assert found is not None
    assert pieces(found, zone) == example["pieces"]


@pytest.mark.parametrize("example", REFUSED, ids=ids(REFUSED))
def test_a_refused_channel_makes_no_ticket(example):
    acceptance = decide_acceptance(*case(example))

    assert not acceptance.accepted
    assert acceptance.reason == example["refused"]


@pytest.mark.parametrize("example", WITHOUT_CLOCK, ids=ids(WITHOUT_CLOCK))
def test_what_no_row_speaks_of_has_no_clock(example):
    terms, request = case(example)

    assert decide_acceptance(terms, request).accepted
    assert read_clocks(terms, request, [], request.submitted_at) == ()


def table_of_the_page() -> dict[str, list[str]]:
    page = (Path(__file__).parents[3] / "docs" / "reckoning" / "clocks.md").read_text()
    rows = [line.strip("| \n").split(" | ") for line in page.splitlines() if line[:4] == "| D-"]
    return {cells[0]: [cell.strip() for cell in cells] for cells in rows}


def test_the_page_on_clocks_shows_the_same_examples():
    shown = table_of_the_page()

    assert list(shown) == ids(EXAMPLES)
    for example in DUE:
        cells = shown[example["id"]]
        assert example["due"] in cells
        assert cells[-1] == example.get("end_of_day", cells[-1])
