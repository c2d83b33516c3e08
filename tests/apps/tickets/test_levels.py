"""First by the partner, then by the vendor: who has to act, and how a request is passed on."""

import pytest

from puntuale.apps.tickets.actions.passing_on import pass_on
from puntuale.apps.tickets.errors import ReasonMissing, UnknownClass
from puntuale.apps.tickets.models import Ticket
from tests.apps.partners.reseller import a_partner, sold_upgrades
from tests.apps.tickets.stories import asked
from tests.cast import Cast, rome

NOON = rome("2026-11-23 12:00")


@pytest.fixture
def sold_by_a_partner(cast: Cast) -> Ticket:
    sold_upgrades(cast)
    a_partner("Rivenditore", cast.brembo)
    return asked(cast, product=cast.planner)


def test_a_request_begins_at_the_first_level_with_the_partner(sold_by_a_partner: Ticket) -> None:
    assert sold_by_a_partner.level == "L1"
    assert sold_by_a_partner.owner_side == Ticket.Side.PARTNER


def test_without_a_partner_the_vendor_has_to_act(cast: Cast) -> None:
    sold_upgrades(cast)

    ticket = asked(cast, product=cast.planner)

    assert (ticket.level, ticket.owner_side) == ("L1", Ticket.Side.VENDOR)


def test_passing_on_is_a_step_with_a_reason(cast: Cast, sold_by_a_partner: Ticket) -> None:
    ticket = sold_by_a_partner
    with pytest.raises(ReasonMissing):
        pass_on(ticket, level="L2", reason=" ", by=cast.elena, at=NOON)

    pass_on(ticket, level="L2", reason="A fault of the program.", by=cast.elena, at=NOON)

    ticket.refresh_from_db()
    assert (ticket.level, ticket.owner_side) == ("L2", Ticket.Side.VENDOR)
    last = ticket.events.get(kind="passed_on")
    assert (last.data["before"], last.data["after"]) == ("L1", "L2")
    assert last.data["reason"] == "A fault of the program."


@pytest.mark.parametrize("level", ["L1", "L3", ""])
def test_only_another_level_of_the_agreement_can_have_it(
    cast: Cast, sold_by_a_partner: Ticket, level: str
) -> None:
    with pytest.raises(UnknownClass):
        pass_on(sold_by_a_partner, level=level, reason="Why not.", by=cast.elena, at=NOON)
