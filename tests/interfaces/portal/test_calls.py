"""A customer asks for a call: on a request, by a form without an account, or by what was promised."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.callbacks.models import CallAttempt, Callback
from puntuale.apps.customers.models import Contact
from puntuale.apps.ledger.lots import grant
from puntuale.apps.ledger.models import COUPON
from puntuale.apps.tickets.models import Ticket
from tests.cast import NOON, Cast, covered, in_force, rome
from tests.interfaces.portal.conftest import SignedIn, ask, text_of
from tests.interfaces.portal.test_new_request import sent

PUBLIC = {
    "name": "Sara Sartor",
    "email": "sara@sartor.example",
    "phone": "+39 035 1234567",
    "subject": "Printer",
}


@pytest.fixture
def direct(cast: Cast) -> None:
    covered(cast.alpine, in_force("direct-support"))


@pytest.fixture
def office(cast: Cast) -> None:
    """Everybody may ask for a call, within four hours of the office's."""
    in_force("bespoke", standard=True)


def test_a_call_is_asked_for_and_taken_back(direct: None, cast: Cast, signed_in: SignedIn) -> None:
    ticket, maja = ask(cast.maja), signed_in(cast.maja)
    page = f"/requests/{ticket.number}/"

    maja.post(f"{page}call/", {"phone": "+386 1 234 5678", "day": "2026-11-24", "begins": "14:00"})
    shown = text_of(maja.get(page))
    maja.post(f"{page}call/withdrawal/")

    callback = Callback.objects.get()
    assert callback.phone == "+38612345678"
    assert callback.wanted_from == datetime(2026, 11, 24, 13, tzinfo=UTC)
    assert "1/3" in shown
    assert "not before Tue 14:00" in shown
    assert callback.state == Callback.State.WITHDRAWN


@pytest.mark.parametrize(
    "typed",
    [
        {"phone": ""},
        {"phone": "899 123456"},
        {"phone": "+39 899 123456"},
        {"phone": "+39 035 1234567", "begins": "14:00"},
        {"phone": "+39 035 1234567", "day": "2026-11-24", "begins": "14:00", "ends": "13:00"},
    ],
)
def test_what_cannot_be_called_is_asked_again(
    direct: None, cast: Cast, signed_in: SignedIn, typed: dict[str, str]
) -> None:
    """X-19."""
    ticket = ask(cast.maja)

    answer = signed_in(cast.maja).post(f"/requests/{ticket.number}/call/", typed)

    assert answer.status_code == 422
    assert not Callback.objects.exists()


def test_where_the_agreement_offers_no_call_none_is_offered(
    agreements: None, cast: Cast, signed_in: SignedIn
) -> None:
    ticket, maja = ask(cast.maja), signed_in(cast.maja)

    assert "/call/" not in text_of(maja.get(f"/requests/{ticket.number}/"))
    refused = maja.post(f"/requests/{ticket.number}/call/", {"phone": "+39 035 1234567"})
    assert refused.status_code == 422
    assert not Callback.objects.exists()


def test_a_request_under_direct_support_is_called_about_by_itself(
    direct: None, cast: Cast, signed_in: SignedIn
) -> None:
    Contact.objects.filter(pk=cast.maja.pk).update(phone="+38612345678")

    sent(signed_in(cast.maja), type="", severity="")

    assert Callback.objects.get().ticket == Ticket.objects.get()
    clock = Ticket.objects.get().clocks.get(metric="callback")
    assert clock.due_at.replace(second=0, microsecond=0) == rome("2026-11-24 12:00")


def test_anybody_asks_for_a_call_where_everybody_may_and_sees_by_when(
    office: None, client: Client
) -> None:
    page = text_of(client.get("/call-back/"))
    answer = client.post("/call-back/", PUBLIC)

    ticket = Ticket.objects.get()
    assert "by 15:00 today (London time)" in page
    assert answer["Location"] == "/call-back/sent/"
    assert (ticket.channel, ticket.contact.email) == ("callback", "sara@sartor.example")
    due_at = ticket.clocks.get(metric="callback").due_at
    assert due_at.replace(second=0, microsecond=0) == rome("2026-11-23 16:00")
    assert Callback.objects.get().phone == "+390351234567"


def test_robots_and_floods_are_not_called(office: None, client: Client) -> None:
    client.post("/call-back/", PUBLIC | {"website": "https://spam.example"})
    assert not Callback.objects.exists()

    statuses = [Client().post("/call-back/", PUBLIC).status_code for _ in range(4)]

    assert statuses == [302, 302, 302, 429]


def test_without_a_form_in_the_agreement_there_is_none(agreements: None, client: Client) -> None:
    assert client.get("/call-back/").status_code == 404
    assert client.post("/call-back/", PUBLIC).status_code == 404


def test_somebody_in_copy_or_of_another_company_has_nobody_called(
    direct: None, cast: Cast, signed_in: SignedIn, time_machine: TimeMachineFixture
) -> None:
    ticket = ask(cast.maja)

    foreign = signed_in(cast.giulia).post(
        f"/requests/{ticket.number}/call/", {"phone": "+39 035 1234567"}
    )

    assert foreign.status_code == 404
    assert not Callback.objects.exists()


def test_the_customer_says_how_to_talk_where_the_agreement_offers_ways(
    direct: None, cast: Cast, signed_in: SignedIn
) -> None:
    ticket, maja = ask(cast.maja), signed_in(cast.maja)
    page = f"/requests/{ticket.number}/"
    assert "screen sharing" in text_of(maja.get(page))

    maja.post(f"{page}call/", {"phone": "+386 1 234 5678", "medium": "video"})

    assert Callback.objects.get().medium == Callback.Medium.VIDEO
    assert "Then you get a link for: video." in text_of(maja.get(page))
    agent = signed_in(cast.tone)
    assert "wants: video" in text_of(agent.get(f"/desk/tickets/{ticket.number}/"))
    assert "video" in text_of(agent.get("/desk/calls/"))


def test_a_way_that_the_agreement_does_not_offer_is_asked_again(
    direct: None, cast: Cast, signed_in: SignedIn
) -> None:
    ticket = ask(cast.maja)
    typed = {"phone": "+386 1 234 5678", "medium": "telepathy"}

    answer = signed_in(cast.maja).post(f"/requests/{ticket.number}/call/", typed)

    assert answer.status_code == 422
    assert not Callback.objects.exists()


def test_no_call_begins_before_the_coupons_that_the_agreement_wants(
    direct: None, cast: Cast, signed_in: SignedIn
) -> None:
    ticket, agent = ask(cast.maja), signed_in(cast.tone)
    typed = {"phone": "+386 1 234 5678"}
    signed_in(cast.maja).post(f"/requests/{ticket.number}/call/", typed)
    start = f"/desk/tickets/{ticket.number}/call/start/"

    refused = text_of(agent.post(start, follow=True))
    assert "Work begins with 1 coupon at least" in refused
    assert not CallAttempt.objects.exists()

    grant(cast.alpine, unit=COUPON, quantity=1, source="gift:1", unit_price=Decimal(0), at=NOON)
    agent.post(start)
    assert CallAttempt.objects.count() == 1
