"""A telephone system tells of calls: signed, lately, and once however often."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.callbacks.actions import ask_for_call
from puntuale.apps.callbacks.models import CallAttempt, Callback
from puntuale.apps.ledger.lots import draw, grant
from puntuale.apps.ledger.models import COUPON
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.models import Timing
from puntuale.interfaces.telephony.signature import signature_of
from tests.cast import NOON, Cast, covered, in_force

SECRET = "shared with the telephone system"


@pytest.fixture(autouse=True)
def shared(settings: Any, time_machine: TimeMachineFixture) -> None:
    settings.TELEPHONY_SECRET = SECRET
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def callback(cast: Cast) -> Callback:
    covered(cast.alpine, in_force("direct-support"))
    # Work begins with a coupon there, and so does a call.
    free = Decimal(0)
    grant(cast.alpine, unit=COUPON, quantity=1, source="gift:1", unit_price=free, at=NOON)
    request = NewRequest(
        contact=cast.maja, subject="x", text="x", channel=Ticket.Channel.PORTAL, language="en"
    )
    ticket = open_ticket(request, at=NOON)
    return ask_for_call(ticket, phone="+38612345678", by=cast.maja, at=NOON)


def tells(
    event: str,
    *,
    at: datetime = NOON,
    secret: str = SECRET,
    signed_at: datetime | None = None,
    **facts: Any,
) -> HttpResponse:
    body = json.dumps({"event": f"call.{event}", "id": "pbx-1"} | facts).encode()
    signature = signature_of(body, secret, at=signed_at or at)
    return Client(enforce_csrf_checks=True).post(
        "/telephony/events/",
        body,
        content_type="application/json",
        headers={"X-Puntuale-Signature": signature},
    )


def starts(callback: Callback, cast: Cast, **facts: Any) -> HttpResponse:
    usual = {"request": callback.ticket.number, "agent": cast.davide.email}
    return tells("started", **(usual | facts))


def test_an_answered_call_is_told_from_beginning_to_end_and_proposes_its_time(
    callback: Callback, cast: Cast, time_machine: TimeMachineFixture
) -> None:
    for _ in range(2):
        assert starts(callback, cast).status_code == 200
    time_machine.move_to(NOON + timedelta(minutes=1), tick=False)
    tells("answered", at=NOON + timedelta(minutes=1))
    time_machine.move_to(NOON + timedelta(minutes=18), tick=False)
    for _ in range(2):
        tells("ended", at=NOON + timedelta(minutes=18))

    proposed = Timing.objects.get()
    assert proposed.ended_at - proposed.started_at == timedelta(minutes=17)
    assert CallAttempt.objects.get().outcome == "answered"
    assert Ticket.objects.get().clocks.get(metric="callback").state == "met"


def test_a_call_that_nobody_answered_counts_as_an_attempt(callback: Callback, cast: Cast) -> None:
    starts(callback, cast)

    tells("ended", outcome="busy")

    assert CallAttempt.objects.get().outcome == "busy"
    callback.refresh_from_db()
    assert callback.state == Callback.State.SCHEDULED
    assert starts(callback, cast, id="pbx-2").status_code == 409  # too soon
    assert not Timing.objects.exists()


def test_what_is_not_signed_lately_with_our_secret_is_not_believed(
    callback: Callback, cast: Cast, settings: Any
) -> None:
    old, new = NOON - timedelta(minutes=6), NOON + timedelta(minutes=6)
    answers = [
        starts(callback, cast, secret="another"),
        starts(callback, cast, signed_at=old),
        starts(callback, cast, signed_at=new),
        Client().post("/telephony/events/", b"{}", content_type="application/json"),
    ]
    settings.TELEPHONY_SECRET = ""
    answers.append(starts(callback, cast, secret=""))

    assert {answer.status_code for answer in answers} == {403}
    assert not CallAttempt.objects.exists()


@pytest.mark.parametrize("header", ["t=999999999999,v1=" + "0" * 64, "t=1", ""])
def test_what_is_no_signature_is_refused(cast: Cast, header: str) -> None:
    answer = Client().post(
        "/telephony/events/",
        b"{}",
        content_type="application/json",
        headers={"X-Puntuale-Signature": header},
    )

    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["", "x" * 101])
def test_a_name_that_cannot_be_kept_begins_no_call(
    callback: Callback, cast: Cast, name: str
) -> None:
    assert starts(callback, cast, id=name).status_code == 422
    assert not CallAttempt.objects.exists()


def test_calls_of_others_are_none_of_ours(callback: Callback, cast: Cast) -> None:
    customer = starts(callback, cast, agent=cast.maja.email)
    nobody = starts(callback, cast, agent="nobody@elsewhere.example")
    elsewhere = tells("ended", id="unheard-of")

    for answer in (customer, nobody, elsewhere):
        assert json.loads(answer.content) == {"state": "unknown"}
    assert tells("unheard_of").status_code == 422
    assert not CallAttempt.objects.exists()


def test_without_the_coupon_that_work_begins_with_no_call_begins(
    callback: Callback, cast: Cast
) -> None:
    drawn = draw(cast.alpine, unit=COUPON, quantity=1, reference="elsewhere", at=NOON)
    assert drawn

    answer = starts(callback, cast)

    assert (answer.status_code, answer.json()) == (409, {"error": "PrepaidMissing"})
    assert not CallAttempt.objects.exists()
