"""An estimate is composed with its price beside it, sent, and looked after on the request's page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.actions.deciding import accept, decline
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.models import TimeEntry
from tests.apps.estimates.offers import by, sent, to_be_estimated
from tests.cast import Cast, rome
from tests.support_pages.doors import words_of

NOW = rome("2026-11-23 15:50")
OFFER = {
    "text": "We copy the archive.",
    "intervention": "Small development",
    "band-base": "3 h",
    "band-out_of_hours": "1:00",
    "expected_on": "2026-11-27",
    "valid_through": "2026-12-23",
}


@pytest.fixture
def elena(cast: Cast, time_machine: TimeMachineFixture) -> Client:
    time_machine.move_to(NOW, tick=False)
    client = Client()
    client.force_login(cast.elena)
    return client


def page_of(ticket: Ticket, rest: str = "") -> str:
    return f"/desk/tickets/{ticket.number}/{rest}"


def composed(client: Client, ticket: Ticket, do: str, **changes: str) -> str:
    answer = client.post(page_of(ticket, "estimate/"), {**OFFER, "do": do, **changes}, follow=True)
    return words_of(answer)


def test_the_page_names_the_kind_of_request_once_it_has_one(cast: Cast, elena: Client) -> None:
    ticket = to_be_estimated(cast, package=42300)
    page = words_of(elena.get(page_of(ticket, "estimate/")))
    assert "Alpine Optics · Problem in a system we installed or maintain." in page

    Ticket.objects.filter(pk=ticket.pk).update(type="")

    assert "Alpine Optics." in words_of(elena.get(page_of(ticket, "estimate/")))


def test_the_price_stands_beside_the_effort_and_is_shown_as_the_customer_reads_it(
    cast: Cast, elena: Client
) -> None:
    ticket = to_be_estimated(cast, package=42300)  # 11 h 45

    page = composed(elena, ticket, "price")

    assert "1 h out of hours +50%, from the package 1 h 30" in page
    assert "The package holds 11 h 45; this takes at most 4 h 30, 7 h 15 stay." in page
    assert "Without a package: €360.00." in page
    assert "You pay at most 4 h 30 of your package, €0.00" in page
    assert "Send to Maja Kranjc" in page
    assert "stops the clock until the customer decides" in page
    assert not Estimate.objects.exists()


def test_the_agent_reads_the_price_in_one_language_and_the_card_is_in_the_customers(
    cast: Cast, elena: Client
) -> None:
    User.objects.filter(pk=cast.elena.pk).update(language="it")
    elena.cookies["language"] = "it"

    page = composed(elena, to_be_estimated(cast, package=42300), "price")

    price, card = page.split("Come lo vede il cliente")
    assert "1 h fuori orario +50%, dal pacchetto 1 h 30" in price
    assert "You pay at most" not in price
    assert "Estimate 1 · request" in card
    assert "Effort 4 h 00" in card


def test_asked_by_htmx_only_the_price_is_answered(cast: Cast, elena: Client) -> None:
    ticket = to_be_estimated(cast)

    answer = elena.post(
        page_of(ticket, "estimate/"), OFFER | {"do": "send"}, headers={"HX-Request": "true"}
    )

    assert "<html" not in answer.content.decode()
    assert "€360.00" in words_of(answer)
    assert not Estimate.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            {"band-base": "50 min", "band-out_of_hours": ""},
            "Offered in the agreement’s steps: 1 h.",
        ),
        ({"band-base": "82 h"}, "This is near the most that is estimated."),
        ({"band-base": "97 h"}, "This is more than the agreement estimates."),
        ({"band-base": "long"}, "Write effort as 1 h 30, 1:30 or 90 min."),
        ({"band-base": "", "band-out_of_hours": ""}, "Say how long it will take"),
    ],
)
def test_what_was_typed_is_answered_at_once(cast: Cast, elena: Client, typed, says: str) -> None:
    ticket = to_be_estimated(cast)

    assert says in composed(elena, ticket, "price", **typed)


def test_a_draft_is_kept_gone_on_with_sent_and_then_frozen(cast: Cast, elena: Client) -> None:
    ticket = to_be_estimated(cast)

    assert "The draft is kept." in composed(elena, ticket, "save")
    form = elena.get(page_of(ticket, "estimate/")).content.decode()
    assert 'value="3 h 00"' in form
    shown = re.search(r'name="shown" value="([^"]+)"', form)
    assert shown
    seen = shown[1].replace("&#x27;", "'")
    page = composed(elena, ticket, "send", shown=seen)

    assert Estimate.objects.get().state == "sent"
    assert "Elena Riva sent estimate 1." in page
    assert "Waiting for the decision on the estimate." in page
    assert "Valid through Wednesday 23 December, 24:00 in Rome." in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": ""}, "Say what will be done."),
        ({"expected_on": ""}, "The agreement wants a day"),
        ({"expected_on": "2026-11-20"}, "The agreement wants a day"),
        ({"valid_through": "2026-11-22"}, "Choose a day that is not over."),
        ({"shown": "another price"}, "The price has changed meanwhile."),
    ],
)
def test_what_is_incomplete_is_not_sent_and_says_where(
    cast: Cast, elena: Client, changes, says: str
) -> None:
    ticket = to_be_estimated(cast)

    assert says in composed(elena, ticket, "send", **changes)
    assert not Estimate.objects.exists()


def test_before_its_type_is_set_there_is_no_price(cast: Cast, elena: Client) -> None:
    ticket = to_be_estimated(cast)
    Ticket.objects.filter(pk=ticket.pk).update(classified_at=None)

    assert "Set the type of the request first" in composed(elena, ticket, "send")
    assert not Estimate.objects.exists()


def test_accepted_for_the_customer_it_names_the_order_and_who_agreed(
    cast: Cast, elena: Client
) -> None:
    ticket = to_be_estimated(cast)
    sent(ticket, cast)
    address = page_of(ticket, "estimates/1/acceptance/")

    elena.post(address, {"contact": cast.giulia.pk, "order_reference": "PO 7"})
    assert Estimate.objects.get().state == "sent"
    elena.post(address, {"contact": cast.maja.pk, "order_reference": ""})
    assert Estimate.objects.get().state == "sent"
    page = words_of(
        elena.post(address, {"contact": cast.maja.pk, "order_reference": "PO 7"}, follow=True)
    )

    assert "Elena Riva accepted estimate 1 for Maja Kranjc. “PO 7”" in page
    assert "0 min are worked of 4 h accepted; 4 h are left." in page


@pytest.mark.parametrize(
    ("hours", "look"), [(2, ""), (3, "notice--near"), (4, "notice--late"), (5, "notice--late")]
)
def test_what_is_left_of_the_accepted_effort_warns_before_it_is_used_up(
    cast: Cast, elena: Client, hours: int, look: str
) -> None:
    ticket = to_be_estimated(cast)
    accept(sent(ticket, cast), by(cast.maja), at=NOW)
    TimeEntry.objects.create(
        ticket=ticket, worker=cast.davide, entered_at=NOW, entered_by=cast.davide,
        started_at=NOW - timedelta(hours=hours), ended_at=NOW,
    )  # fmt: skip

    page = elena.get(page_of(ticket)).content.decode()

    assert ('<div class="notice notice--' in page) == bool(look)
    assert look in page
    assert ("send a revision before going on" in page) == (hours >= 4)


def test_whoever_withdraws_too_late_learns_who_was_faster(cast: Cast, elena: Client) -> None:
    ticket = to_be_estimated(cast)
    accept(sent(ticket, cast, at=NOW), by(cast.maja, name="M. Kranjc"), at=NOW)

    page = words_of(elena.post(page_of(ticket, "estimates/1/withdrawal/"), follow=True))

    assert "M. Kranjc has accepted estimate 1. Nothing was changed." in page
    assert Estimate.objects.get().state == "accepted"


def test_withdrawn_it_is_sent_again_with_one_button(cast: Cast, elena: Client) -> None:
    ticket = to_be_estimated(cast)
    sent(ticket, cast, at=NOW)

    elena.post(page_of(ticket, "estimates/1/withdrawal/"), {"reason": "Wrong server."})
    page = words_of(elena.get(page_of(ticket)))
    assert "“Wrong server.”" in page
    elena.post(page_of(ticket, "estimates/1/renewal/"))

    assert [each.state for each in Estimate.objects.order_by("revision")] == ["withdrawn", "sent"]


def test_nobody_who_may_accept_is_said_before_it_is_sent(cast: Cast, elena: Client) -> None:
    ticket = to_be_estimated(cast)
    Contact.objects.update(may_spend=False)

    page = words_of(elena.get(page_of(ticket, "estimate/")))

    assert "Nobody of the customer may accept estimates" in page


def test_the_queue_says_that_a_decision_is_awaited(cast: Cast, elena: Client) -> None:
    ticket = to_be_estimated(cast)
    sent(ticket, cast, at=NOW)

    page = words_of(elena.get("/desk/"))

    assert "Waiting for the decision on the estimate since" in page
    assert str(ticket.number) in page


def test_the_card_is_the_customers(cast: Cast, elena: Client) -> None:
    ticket = to_be_estimated(cast)
    decline(sent(ticket, cast, at=NOW), by(cast.maja), at=NOW)

    answer = elena.get(page_of(ticket, "estimates/1/card.pdf"))

    assert answer.content.startswith(b"%PDF-")
    assert f"intervention-card-{ticket.number}-1.pdf" in answer["Content-Disposition"]
