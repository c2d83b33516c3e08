"""Requests through the API: as the pages show them to the same person, and why in values and words."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.tickets.actions.deciding import take_charge
from puntuale.apps.tickets.actions.writing import answer, note
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import readings_of
from puntuale.core.agreements.clocks.steps import as_data
from puntuale.core.agreements.clocks.why import why
from tests.apps.tickets.stories import asked
from tests.cast import NOON, Cast, covered, in_force, rome
from tests.interfaces.api.program import program_of
from tests.interfaces.desk.pages import text_of

ROME = ZoneInfo("Europe/Rome")


@pytest.fixture(autouse=True)
def noon(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def suite(cast: Cast) -> Ticket:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    return asked(cast, product=cast.planner, type="bug", severity="P1")


def test_every_clock_gives_the_derivation_that_the_core_returned(suite: Ticket, cast: Cast) -> None:
    found = program_of(cast.giulia.user).get(f"/requests/{suite.number}").json()

    for clock, reading in zip(found["clocks"], readings_of(suite, now=NOON), strict=True):
        assert clock["why"]["because"] == [as_data(step, ROME) for step in why(reading)]
        assert datetime.fromisoformat(clock["due_at"]) == reading.due_at
        assert clock["state"] == reading.state
    assert [clock["due_at"] for clock in found["clocks"]] == [
        "2026-11-23T11:00:00+01:00",
        "2026-11-24T10:00:00+01:00",
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "We solve it by Tuesday 10:00."), ("it", "La risolviamo entro martedì alle 10:00.")],
)
def test_the_same_sentence_as_on_the_page_in_the_asked_language(
    suite: Ticket, cast: Cast, language: str, sentence: str
) -> None:
    assert cast.giulia.user is not None
    take_charge(suite, by=cast.davide, at=rome("2026-11-23 10:30"))
    browser = Client(headers={"Accept-Language": language})
    browser.cookies["language"] = language
    browser.force_login(cast.giulia.user)

    told = program_of(cast.giulia.user, language).get(f"/requests/{suite.number}/why").json()

    assert told["clocks"][1]["why"]["sentence"] == sentence
    assert sentence in text_of(browser.get("/"))
    assert [step["total"] for step in told["clocks"][1]["why"]["steps"]][-2:-1] == ["8 h"]


def test_without_an_asked_language_it_is_the_persons(suite: Ticket, cast: Cast) -> None:
    answer_ = program_of(cast.giulia.user).get(f"/requests/{suite.number}/why")

    assert answer_["Content-Language"] == "it"
    assert "Siamo in ritardo" in answer_.json()["clocks"][0]["why"]["sentence"]


def test_a_customer_never_reads_what_is_the_desks(suite: Ticket, cast: Cast) -> None:
    note(suite, by=cast.elena, text="canary", at=rome("2026-11-23 10:05"))
    answer(suite, by=cast.elena, text="Hello", at=rome("2026-11-23 10:10"))
    customer, agent = program_of(cast.giulia.user), program_of(cast.davide)
    address = f"/requests/{suite.number}"

    kinds = [each["kind"] for each in customer.get(f"{address}/messages").json()["items"]]
    seen = customer.get(address).json()

    assert kinds == ["customer", "agent"]
    assert (seen["team"], seen["tags"], seen["is_restricted"]) == (None, None, None)
    assert seen["entitlement"]["reasons"] == []
    assert "canary" in agent.get(f"{address}/messages").content.decode()
    assert agent.get(address).json()["entitlement"]["reasons"]


def test_what_one_may_not_see_does_not_exist(suite: Ticket, cast: Cast) -> None:
    stranger = program_of(cast.maja.user)

    for path in ("", "/why", "/messages"):
        assert stranger.get(f"/requests/{suite.number}{path}").status_code == 404
    assert stranger.post(f"/requests/{suite.number}/messages", {"text": "x"}).status_code == 404
    assert stranger.get("/requests").json()["items"] == []
    assert stranger.get("/requests", q="doppi").json()["items"] == []


def test_a_restricted_request_is_for_its_group(suite: Ticket, cast: Cast) -> None:
    Ticket.objects.update(is_restricted=True)

    assert program_of(cast.davide).get(f"/requests/{suite.number}").status_code == 404
    assert program_of(cast.tone).get(f"/requests/{suite.number}").status_code == 200


def test_lists_go_on_from_the_last_row(cast: Cast) -> None:
    numbers = [asked(cast).number for _ in range(5)]
    program = program_of(cast.davide)

    first = program.get("/requests", limit=3).json()
    second = program.get("/requests", limit=3, after=first["next"]).json()

    assert [row["number"] for row in first["items"] + second["items"]] == numbers
    assert second["next"] is None


def test_lists_are_narrowed_down_as_the_queue_is(suite: Ticket, cast: Cast) -> None:
    other = asked(cast, contact=cast.maja)
    agent = program_of(cast.davide)

    def numbers(**filters: str) -> list[int]:
        return [row["number"] for row in agent.get("/requests", **filters).json()["items"]]

    assert numbers(agreement="suite-sla") == [suite.number]
    assert numbers(customer=str(cast.alpine.pk)) == [other.number]
    assert numbers(q="doppi", product="suite") == [suite.number]
    assert numbers(state="closed") == []
    assert numbers(state="ended") == []


@pytest.mark.parametrize(
    ("who", "filters"),
    [
        ("davide", {"stat": "new"}),
        ("davide", {"state": "nowhere"}),
        ("davide", {"customer": "x"}),
        ("davide", {"after": "x~y"}),
        ("maja", {"assignee": "me"}),
        ("maja", {"tag": "urgent"}),
    ],
)
def test_a_filter_that_is_none_is_refused(cast: Cast, who: str, filters: dict[str, str]) -> None:
    person = getattr(cast, who)
    program = program_of(getattr(person, "user", person))

    refused = program.get("/requests", **filters)

    assert refused.status_code == 422
    assert refused.json()["code"] in {"unknown_filter", "unknown_page"}


def test_a_list_reads_the_database_as_often_for_many_as_for_few(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    for _ in range(12):
        asked(cast)
    program = program_of(cast.davide)

    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert len(program.get("/requests").json()["items"]) == 12


def test_every_answer_is_kept_by_nobody(suite: Ticket, cast: Cast) -> None:
    program = program_of(cast.davide)

    for answer_ in (
        program.get("/requests"),
        program.get("/requests/99"),
        program.get("/nowhere"),
        program.get("/requests", after="x"),
        program.post("/forecast", {"product": "unknown"}),
        Client().get("/api/v1/requests"),
        Client().get("/api/v1/openapi.json"),
        Client().delete("/api/v1/requests"),
    ):
        assert "no-store" in answer_["Cache-Control"]
        assert "default-src 'none'" in answer_["Content-Security-Policy"]
