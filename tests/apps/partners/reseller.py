"""A partner with somebody at its desk, and customers that it looks after."""

from datetime import date

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Organisation
from puntuale.apps.partners.actions import keep_link, work_for
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.tickets.models import Ticket
from tests.apps.tickets.stories import asked
from tests.cast import NOON, Cast, covered, in_force

NEW_YEAR = date(2026, 1, 1)
TODAY = NOON.date()


def a_partner(name: str, *customers: Organisation, products: tuple[Product, ...] = ()) -> User:
    """Somebody of a partner of that name, which has looked after `customers` since New Year."""
    partner = Organisation.objects.create(name=name, is_partner=True)
    for customer in customers:
        linked(partner, customer, *products)
    return of_partner(partner, name.split()[0].lower())


def of_partner(partner: Organisation, name: str) -> User:
    """Another person of `partner`."""
    email = f"{name}@partner.example"
    user = User.objects.create_user(email, name=name.title(), role=Role.PARTNER)
    work_for(partner, user, at=NOON)
    return user


def linked(partner: Organisation, customer: Organisation, *products: Product) -> PartnerLink:
    """The link between the two, without an end."""
    link = PartnerLink(partner=partner, organisation=customer, starts_on=NEW_YEAR)
    keep_link(link, products, today=TODAY, at=NOON)
    return link


def sold_upgrades(cast: Cast, **facts: object) -> None:
    """Brembo has the upgrade subscription for its suite, whose first level is its partner's."""
    cast.planner.code = "time-suite"
    cast.planner.save()
    covered(cast.brembo, in_force("upgrade-premium"), **facts)


def asked_at_first_level(cast: Cast, **facts: object) -> Ticket:
    """What Giulia asked about the suite."""
    return asked(cast, product=cast.planner, **facts)
