"""A partner sees its own customers, from one day to another and not a moment longer."""

from datetime import date, timedelta

import pytest

from puntuale.apps.partners.actions import keep_link, refresh_links
from puntuale.apps.partners.errors import LookedAfterAlready
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.partners.queries import colleagues_of, customers_of, partner_for, partner_of
from puntuale.apps.tickets.actions.passing_on import handle
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.models import Participant, Ticket
from puntuale.apps.tickets.queries import tickets_visible_to
from tests.apps.partners.reseller import (
    TODAY,
    a_partner,
    asked_at_first_level,
    linked,
    of_partner,
    sold_upgrades,
)
from tests.apps.tickets.stories import asked
from tests.cast import NOON, Cast

ONE_DAY = timedelta(days=1)


def ended_now(link: PartnerLink) -> None:
    link.ended_at = NOON
    keep_link(link, [], today=TODAY, at=NOON)


def test_a_partner_sees_every_request_of_its_customers_and_no_other(cast: Cast) -> None:
    adria = a_partner("Adria", cast.brembo)
    theirs = asked(cast)
    asked(cast, contact=cast.maja)

    assert list(tickets_visible_to(adria)) == [theirs]
    assert list(customers_of(adria)) == [cast.brembo]


def test_a_restricted_request_is_nothing_for_partners(cast: Cast) -> None:
    adria = a_partner("Adria", cast.brembo)
    Ticket.objects.filter(pk=asked(cast).pk).update(is_restricted=True)

    assert not tickets_visible_to(adria).exists()


def test_who_looks_after_some_products_sees_what_is_about_them(cast: Cast) -> None:
    adria = a_partner("Adria", cast.brembo, products=(cast.planner,))
    theirs = asked(cast, product=cast.planner)
    asked(cast, product=cast.portal)
    asked(cast)

    assert list(tickets_visible_to(adria)) == [theirs]
    assert partner_for(cast.brembo, cast.planner) == partner_of(adria)
    assert partner_for(cast.brembo, cast.portal) is partner_for(cast.brembo, None) is None


def test_somebody_who_left_the_partner_sees_nothing_more(cast: Cast) -> None:
    adria = a_partner("Adria", cast.brembo)
    asked(cast)

    adria.contact.left_at = NOON
    adria.contact.save()

    assert not tickets_visible_to(adria).exists()


def test_the_role_alone_opens_nothing(cast: Cast) -> None:
    """Somebody with the role of a partner, who is of a customer."""
    adria = a_partner("Adria", cast.brembo)
    asked(cast)

    adria.contact.organisation = cast.brembo
    adria.contact.save()

    assert not tickets_visible_to(adria).exists()


@pytest.mark.parametrize(
    ("day", "holds"),
    [(-1, False), (0, True), (10, True), (11, False)],
    ids=["before", "first", "last", "after"],
)
def test_a_link_holds_on_its_days(cast: Cast, day: int, holds: bool) -> None:
    adria = a_partner("Adria")
    first = date(2026, 12, 1)
    link = PartnerLink(
        partner=partner_of(adria),
        organisation=cast.brembo,
        starts_on=first,
        ends_on=first + 10 * ONE_DAY,
    )
    keep_link(link, [], today=TODAY, at=NOON)
    asked(cast)

    refresh_links(today=first + day * ONE_DAY, at=NOON)

    assert tickets_visible_to(adria).exists() == holds


def test_a_link_that_was_ended_does_not_come_back_with_its_days(cast: Cast) -> None:
    adria = a_partner("Adria", cast.brembo)
    ended_now(PartnerLink.objects.get())

    assert refresh_links(today=TODAY, at=NOON) == 0
    assert not customers_of(adria).exists()


def test_two_partners_do_not_look_after_the_same_at_once(cast: Cast) -> None:
    adria, dinamo = a_partner("Adria", cast.brembo), a_partner("Dinamo")
    second = partner_of(dinamo)
    assert second is not None

    with pytest.raises(LookedAfterAlready):
        linked(second, cast.brembo)
    with pytest.raises(LookedAfterAlready):
        linked(second, cast.brembo, cast.planner)
    ended_now(PartnerLink.objects.get())
    linked(second, cast.brembo)

    assert not customers_of(adria).exists()
    assert list(customers_of(dinamo)) == [cast.brembo]


def test_two_partners_share_a_customer_by_products(cast: Cast) -> None:
    a_partner("Adria", cast.brembo, products=(cast.planner,))
    dinamo = a_partner("Dinamo", cast.brembo, products=(cast.portal,))

    assert partner_for(cast.brembo, cast.portal) == partner_of(dinamo)


def test_who_loses_a_customer_has_nothing_to_do_any_more(cast: Cast) -> None:
    """R-17, and what stands behind it: the first level is ours until somebody else has it."""
    sold_upgrades(cast)
    adria = a_partner("Adria", cast.brembo)
    ticket = asked_at_first_level(cast)
    assign(ticket, to=adria, by=adria, at=NOON)
    Participant.objects.create(ticket=ticket, contact=adria.contact, joined_at=NOON)
    assert ticket.owner_side == Ticket.Side.PARTNER

    ended_now(PartnerLink.objects.get())
    assert not tickets_visible_to(adria).exists()
    handle({"organisation_id": cast.brembo.pk}, at=NOON)

    ticket.refresh_from_db()
    assert (ticket.owner_side, ticket.assignee) == (Ticket.Side.VENDOR, None)
    assert not Participant.objects.filter(left_at=None).exists()


def test_requests_are_given_to_people_of_ones_own_side(cast: Cast) -> None:
    adria = a_partner("Adria", cast.brembo)
    partner = partner_of(adria)
    assert partner is not None
    beside = of_partner(partner, "bora")
    a_partner("Dinamo", cast.alpine)

    assert set(colleagues_of(adria)) == {adria, beside}
    assert set(colleagues_of(cast.davide)) == {cast.admin, cast.davide, cast.elena, cast.tone}
