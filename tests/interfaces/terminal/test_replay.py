"""`puntuale agreement replay`: stored requests under other terms, told at a terminal."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from time_machine import TimeMachineFixture

from puntuale.apps.agreements.starters import starter
from puntuale.interfaces.terminal.agreement import agreement
from tests.apps.charges.stories import accepted, classified, rated, under, worked
from tests.apps.tickets.replay.stories import NOW, answered, draft_of, everything_stored, suite
from tests.apps.tickets.stories import asked
from tests.cast import Cast

NOVEMBER = ("--from", "2026-11-01", "--to", "2026-11-30")
DEARER = ('sporadic: {unit: hour, amount: "80.00"}', 'sporadic: {unit: hour, amount: "120.00"}')
STRICTER = ("response, within: 4 wh", "response, within: 2 wh")


def run(*words: str) -> Result:
    return CliRunner().invoke(agreement, ["replay", *words, *NOVEMBER])


def objects(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def desk(cast: Cast, time_machine: TimeMachineFixture) -> Cast:
    time_machine.move_to(NOW, tick=False)
    agreement = suite(cast)
    answered(cast, "2026-11-23 10:00", "2026-11-23 15:00")
    answered(cast, "2026-11-23 10:00", "2026-11-23 11:00", severity="P3", contact=cast.maja)
    draft_of(agreement, STRICTER)
    return cast


def test_the_draft_is_told_beside_what_is_in_force(desk: Cast) -> None:
    result = run("suite-sla", "draft")

    assert result.exit_code == 0
    assert "2 requests replayed, 0 left out" in result.stdout
    assert (
        "1001 response   met (2026-11-23T15:30:00+01:00) -> met_late (2026-11-23T12:00:00+01:00)"
        in result.stdout
    )
    assert f"  {'worked':<22}{'4.5 h':>12}{'4.5 h':>12}" in result.stdout


def test_the_same_as_json_names_each_request_and_then_the_sums(desk: Cast) -> None:
    difference, sums = objects(run("suite-sla", "draft", "--json"))

    assert difference == {
        "request": 1001,
        "metric": "response",
        "before": {"state": "met", "due_at": "2026-11-23T15:30:00+01:00"},
        "after": {"state": "met_late", "due_at": "2026-11-23T12:00:00+01:00"},
        "met_at": "2026-11-23T15:00:00+01:00",
    }
    assert (sums["requests"], sums["changed"]) == (2, 1)
    assert sums["before"][0]["kept"] == 2
    assert sums["after"][0]["late"] == 1
    assert sums["after"][0]["worked_minutes"] == 270


def test_what_the_work_cost_stands_beside_what_it_would_have_cost(
    cast: Cast, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(NOW, tick=False)
    agreement = under("standard-services")
    ticket = classified(cast, agreement, type="T2")
    accepted(cast, ticket, "400.00")
    worked(cast, ticket, "2026-11-23 10:00 - 11:00")
    rated(ticket)
    draft_of(agreement, DEARER)

    *_, sums = objects(run("standard-services", "draft", "--json"))
    told = run("standard-services", "draft").stdout

    assert [(side["billed_minutes"], side["amount"]) for side in sums["costs"]] == [
        (60, "80.00"),
        (60, "120.00"),
    ]
    assert f"cost of work\n  {'requests':<22}{1:>12}{1:>12}" in told
    assert f"  {'amount':<22}{'80.00':>12}{'120.00':>12}" in told


def test_a_file_or_another_agreement_can_stand_against_it(desk: Cast, tmp_path: Path) -> None:
    file = tmp_path / "stricter.yaml"
    file.write_text(starter("suite-sla").replace(*STRICTER).replace("P3", "P9"))

    (_, sums) = objects(run("suite-sla", str(file), "--json"))

    assert sums["missing"] == [{"kind": "severity", "word": "P3", "requests": 1}]
    assert objects(run("suite-sla", "suite-sla", "--json"))[-1]["changed"] == 0


def test_one_customer_alone_can_be_asked_about(desk: Cast) -> None:
    (sums,) = objects(run("suite-sla", "draft", "--json", "--organisation", "alpine optics"))

    assert sums["requests"] == 1


def test_long_lists_are_cut_at_a_terminal_and_whole_as_json(desk: Cast) -> None:
    for _ in range(25):
        answered(desk, "2026-11-24 10:00", "2026-11-24 15:00")

    assert "and 6 more: --json names them all" in run("suite-sla", "draft").stdout
    assert len(objects(run("suite-sla", "draft", "--json"))) == 27


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nothing", "draft"), "There is no agreement nothing."),
        (("suite-sla", "nothing"), "There is no agreement nothing."),
        (("suite-sla", "draft", "--organisation", "Nobody"), "There is no customer Nobody"),
    ],
)
def test_what_is_not_there_is_named(desk: Cast, words: tuple[str, ...], told: str) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert told in result.stderr


def test_errors_of_a_file_are_told_by_line(desk: Cast, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(starter("suite-sla").replace("1 wh", "1 hour"))

    result = run("suite-sla", str(file))

    assert result.exit_code == 2
    assert f"{file}:44:" in result.stderr


def test_nothing_at_all_is_written(desk: Cast) -> None:
    asked(desk, product=desk.planner)
    before = everything_stored(but=())

    run("suite-sla", "draft")

    assert everything_stored(but=()) == before
