"""What prospects ask runs under an agreement of its own, and is handed to a partner and back."""

import pytest

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.queries import PROSPECTS
from puntuale.apps.partners.queries import partner_of
from puntuale.apps.tickets.actions.handing import hand_to
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.errors import (
    NotAnEnquiry,
    NothingChanged,
    ReasonMissing,
    WithTheVendor,
)
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import leads_visible_to, tickets_visible_to
from tests.apps.partners.reseller import a_partner
from tests.apps.tickets.stories import asked
from tests.cast import NOON, Cast, in_force


@pytest.fixture
def adria(cast: Cast) -> User:
    in_force("standard-services", standard=True)
    in_force(PROSPECTS)
    return a_partner("Adria")


def enquired(cast: Cast, **facts: object) -> Ticket:
    return asked(cast, channel=Ticket.Channel.FORM, is_prospect=True, type="price", **facts)


def test_an_enquiry_runs_under_the_agreement_for_prospects(cast: Cast, adria: User) -> None:
    ticket = enquired(cast)

    assert ticket.version is not None
    assert ticket.version.agreement.code == PROSPECTS
    assert ticket.classified_at is not None
    assert (ticket.next_metric, ticket.owner_side) == ("answer", Ticket.Side.VENDOR)
    assert not tickets_visible_to(adria).exists()


def test_what_customers_ask_never_runs_under_it(cast: Cast, adria: User) -> None:
    ticket = asked(cast)

    assert ticket.version is not None
    assert ticket.version.agreement.code == "standard-services"


def test_a_lead_reaches_the_desk_of_its_partner_and_no_other(cast: Cast, adria: User) -> None:
    dinamo = a_partner("Dinamo")
    ticket = enquired(cast, handed_to=partner_of(adria))

    assert ticket.owner_side == Ticket.Side.PARTNER
    assert list(leads_visible_to(adria)) == [ticket]
    assert not leads_visible_to(dinamo).exists()
    answer(ticket, by=adria, text="Ecco la nostra offerta.", then="resolve", at=NOON)
    seen = leads_visible_to(cast.davide).get()
    assert seen.state == Ticket.State.RESOLVED


def test_the_vendor_hands_an_enquiry_to_a_partner_and_takes_it_back(
    cast: Cast, adria: User
) -> None:
    ticket, partner = enquired(cast), partner_of(adria)

    hand_to(ticket, partner, by=cast.elena, at=NOON)
    assert list(tickets_visible_to(adria)) == [ticket]
    with pytest.raises(NothingChanged):
        hand_to(ticket, partner, by=cast.elena, at=NOON)
    hand_to(ticket, None, by=cast.elena, at=NOON)

    assert not tickets_visible_to(adria).exists()
    kinds = list(ticket.events.values_list("kind", flat=True))
    assert kinds.count("handed") == 2


def test_a_partner_gives_it_back_with_a_reason(cast: Cast, adria: User) -> None:
    ticket = enquired(cast, handed_to=partner_of(adria))

    with pytest.raises(ReasonMissing):
        hand_to(ticket, None, by=adria, at=NOON)
    hand_to(ticket, None, reason="Not our country.", by=adria, at=NOON)

    ticket.refresh_from_db()
    assert ticket.owner_side == Ticket.Side.VENDOR
    with pytest.raises(WithTheVendor):
        hand_to(ticket, partner_of(adria), reason="Again.", by=adria, at=NOON)


def test_only_enquiries_are_handed_over(cast: Cast, adria: User) -> None:
    with pytest.raises(NotAnEnquiry):
        hand_to(asked(cast), partner_of(adria), by=cast.elena, at=NOON)
