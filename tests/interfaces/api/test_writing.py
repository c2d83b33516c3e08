"""Writing and asking through the API: what the pages would do, once, and told how to put it right."""

from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

from puntuale.apps.tickets.models import Message, Ticket
from puntuale.interfaces.worker import housekeeping
from tests.apps.tickets.stories import asked
from tests.cast import NOON, Cast, covered, in_force
from tests.interfaces.api.program import program_of


@pytest.fixture(autouse=True)
def noon(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def suite(cast: Cast) -> Cast:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    return cast


NEW = {
    "subject": "Doppi",
    "text": "Tutti doppi.",
    "product": "suite",
    "type": "bug",
    "severity": "P1",
}


def test_a_request_is_opened_once_however_often_it_is_sent(suite: Cast) -> None:
    program = program_of(suite.giulia.user)

    first, second = program.post("/requests", NEW), program.post("/requests", NEW)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    ticket = Ticket.objects.get()
    assert first.json()["number"] == ticket.number
    assert (ticket.channel, ticket.language, ticket.contact) == ("portal", "it", suite.giulia)
    assert first.json()["clocks"][0]["due_at"] == "2026-11-23T13:00:00+01:00"


def test_the_key_of_one_person_means_nothing_for_another(suite: Cast) -> None:
    program_of(suite.giulia.user).post("/requests", {"text": "Hers"})
    other = program_of(suite.maja.user).post("/requests", {"text": "Hers"})

    assert other.status_code == 201
    assert other.json()["contact"] == "Maja Kranjc"
    assert Ticket.objects.count() == 2


def test_one_key_for_two_calls_is_refused(suite: Cast) -> None:
    program = program_of(suite.giulia.user)
    program.post("/requests", NEW)

    other = program.post("/requests", NEW | {"text": "Something else"})

    assert (other.status_code, other.json()["code"]) == (409, "key_used")
    assert Ticket.objects.count() == 1


def test_a_key_is_free_again_when_it_is_forgotten(
    suite: Cast, time_machine: TimeMachineFixture
) -> None:
    program = program_of(suite.giulia.user)
    program.post("/requests", NEW)
    later = NOON + timedelta(days=31)
    housekeeping.handle({}, at=later)
    time_machine.move_to(later, tick=False)

    other = program.post("/requests", NEW | {"text": "Something else"})

    assert other.status_code == 201
    assert Ticket.objects.count() == 2


def test_a_key_is_free_again_where_the_call_was_refused(suite: Cast) -> None:
    program = program_of(suite.giulia.user)
    refused = program.post("/requests", NEW | {"product": "unknown"})

    sent = program.post("/requests", NEW)

    assert (refused.status_code, sent.status_code) == (422, 201)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"severity": "P9"}, "unknown_class"),
        ({"product": "nothing"}, "unknown_product"),
        ({"contact": "maja@alpine.example"}, "for_the_desk"),
        ({"channel": "phone"}, "for_the_desk"),
        ({"text": ""}, "not_valid"),
        ({"is_restricted": True}, "not_valid"),
        ({"organisation": 1}, "not_valid"),
        ({"text": "a\0b"}, "not_valid"),
        ({"text": "\ud800"}, "not_valid"),
    ],
)
def test_what_is_wrong_is_refused_by_its_name(
    suite: Cast, wrong: dict[str, object], code: str
) -> None:
    refused = program_of(suite.giulia.user).post("/requests", NEW | wrong)

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert refused["Content-Type"] == "application/problem+json"
    assert not Ticket.objects.exists()


def test_what_is_not_covered_is_said_before_it_is_opened(cast: Cast) -> None:
    covered(cast.brembo, in_force("gold"))
    program = program_of(cast.giulia.user, "en")
    question = {"product": "suite", "type": "usage"}

    forecast = program.post("/forecast", question).json()
    refused = program.post("/requests", question | {"text": "How?"})

    assert forecast["refusal"]["code"] == refused.json()["code"]
    assert forecast["refusal"]["sentence"] == refused.json()["detail"]
    assert "Gold" in refused.json()["detail"]
    assert not Ticket.objects.exists()


def test_the_desk_writes_down_who_called(suite: Cast) -> None:
    covered(suite.alpine, in_force("direct-support"))
    program = program_of(suite.davide)

    opened = program.post(
        "/requests", {"text": "It hangs.", "contact": "maja@alpine.example", "channel": "portal"}
    )

    assert opened.status_code == 201
    assert opened.json()["organisation"] == "Alpine Optics"
    assert program.post("/requests", {"text": "For whom?"}, key="2").status_code == 422


def test_a_customer_replies_and_the_clock_goes_on(suite: Cast) -> None:
    ticket = asked(suite, product=suite.planner, type="bug", severity="P1")
    desk, customer = program_of(suite.davide), program_of(suite.giulia.user)
    address = f"/requests/{ticket.number}/messages"

    asked_back = desk.post(address, {"text": "Which?", "then": "wait"})
    waiting = customer.get(f"/requests/{ticket.number}").json()
    replied = customer.post(address, {"text": "All of them."})
    going_on = customer.get(f"/requests/{ticket.number}").json()

    assert (asked_back.status_code, replied.status_code) == (201, 201)
    assert [waiting["state"], going_on["state"]] == ["waiting_customer", "in_progress"]
    assert [waiting["clocks"][1]["state"], going_on["clocks"][1]["state"]] == ["paused", "running"]


def test_a_message_is_written_once(suite: Cast) -> None:
    ticket = asked(suite)
    program = program_of(suite.davide)

    for _ in range(2):
        program.post(f"/requests/{ticket.number}/messages", {"text": "Hidden", "kind": "note"})

    assert Message.objects.filter(kind="note").count() == 1


@pytest.mark.parametrize("more", [{"kind": "note"}, {"then": "resolve"}])
def test_a_customer_neither_notes_nor_resolves(suite: Cast, more: dict[str, str]) -> None:
    ticket = asked(suite)

    refused = program_of(suite.giulia.user).post(
        f"/requests/{ticket.number}/messages", {"text": "x"} | more
    )

    assert refused.status_code == 403
    assert ticket.messages.count() == 1


def test_an_agreement_is_asked_in_the_try_format(suite: Cast) -> None:
    question = {
        "id": "q1",
        "ask": "due",
        "channel": "email",
        "type": "bug",
        "severity": "P1",
        "submitted_at": "2026-11-23T10:00:00+01:00",
    }
    program = program_of(suite.davide)

    answer = program.post("/agreements/suite-sla/try", question).json()
    naive = program.post(
        "/agreements/suite-sla/try", question | {"submitted_at": "2026-11-23T10:00:00"}
    )

    assert answer["id"] == "q1"
    assert answer["targets"][1]["due_at"] == "2026-11-24T10:00:00+01:00"
    assert (naive.status_code, naive.json()["code"]) == (422, "naive_time")


def test_money_is_a_quoted_decimal(cast: Cast) -> None:
    in_force("standard-services", standard=True)
    question = {
        "ask": "charge",
        "type": "T2",
        "work": [{"from": "2026-11-23T17:30:00+01:00", "to": "2026-11-23T18:30:00+01:00"}],
        "estimate": {"minutes": 120, "amount": "160.00"},
    }
    program = program_of(cast.davide)

    answer = program.post("/agreements/standard-services/try", question)
    number = question | {"estimate": {"minutes": 120, "amount": 160.0}}
    refused = program.post("/agreements/standard-services/try", number)

    assert answer.json()["amount"] == "100.00"
    assert (refused.status_code, refused.json()["code"]) == (422, "bad_money")


def test_agreements_are_the_desks_to_read_and_a_customers_own(suite: Cast) -> None:
    in_force("gold")
    desk, customer = program_of(suite.davide), program_of(suite.giulia.user)

    def codes(program: object) -> list[str]:
        return [each["code"] for each in program.get("/agreements").json()["items"]]  # type: ignore[attr-defined]

    assert codes(desk) == ["gold", "suite-sla"]
    assert codes(customer) == ["suite-sla"]
    assert customer.post("/agreements/suite-sla/try", {}).status_code == 403
    assert desk.post("/agreements/unknown/try", {}).status_code == 404
