"""A customer whose partner is not reached comes to direct support, on its terms."""

import pytest

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.actions.handing import go_past_partner
from puntuale.apps.tickets.actions.passing_on import pass_on
from puntuale.apps.tickets.errors import NotWithPartner, NoWayPast
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import readings_of
from tests.apps.partners.reseller import a_partner, asked_at_first_level, sold_upgrades
from tests.cast import NOON, Cast, covered, in_force, rome


@pytest.fixture
def adria(cast: Cast) -> User:
    sold_upgrades(cast)
    return a_partner("Adria", cast.brembo)


def test_it_comes_to_us_and_runs_under_direct_support(cast: Cast, adria: User) -> None:
    covered(cast.brembo, in_force("direct-support"))
    ticket = asked_at_first_level(cast)
    assert ticket.owner_side == Ticket.Side.PARTNER

    go_past_partner(ticket, by=cast.giulia, at=NOON)

    ticket.refresh_from_db()
    assert ticket.version is not None
    assert ticket.version.agreement.code == "direct-support"
    assert ticket.owner_side == Ticket.Side.VENDOR
    due = {each.metric: each.due_at for each in readings_of(ticket, now=NOON) if each.binding}
    assert due["callback"] == rome("2026-11-24 10:00")
    lost = {each["agreement"]: each["why"] for each in ticket.entitlement["candidates"]}
    assert lost["upgrade-premium"] == "partner_not_reached"


def test_without_another_agreement_nothing_changes(cast: Cast, adria: User) -> None:
    ticket = asked_at_first_level(cast)

    with pytest.raises(NoWayPast):
        go_past_partner(ticket, by=cast.giulia, at=NOON)

    ticket.refresh_from_db()
    assert (ticket.owner_side, ticket.past_partner_at) == (Ticket.Side.PARTNER, None)


def test_what_is_with_us_needs_no_way_past(cast: Cast, adria: User) -> None:
    covered(cast.brembo, in_force("direct-support"))
    ticket = asked_at_first_level(cast)
    pass_on(ticket, level="L2", reason="A fault.", by=adria, at=NOON)

    with pytest.raises(NotWithPartner):
        go_past_partner(ticket, by=cast.giulia, at=NOON)
