"""Many messages at once, and processes that die, over one real database of an installation."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection, transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.ledger.models import Lot
from puntuale.apps.ledger.queries import discrepancies
from puntuale.apps.sales.actions.events import Told, take
from puntuale.apps.sales.actions.ordering import order
from puntuale.apps.sales.models import Payment, ProviderEvent, Purchase
from tests.cast import NOON, covered, in_force

COUPON = "direct-support:coupon"
DEAD = 9


def open_order() -> int:
    """One order of four coupons that waits; its key."""
    alpine = Organisation.objects.create(name="Alpine Optics")
    covered(alpine, in_force("direct-support"))
    by = User.objects.create(email="bruna@officina.example", name="Bruna", role=Role.BILLING)
    Contact.objects.create(organisation=alpine, name="Maja", email="maja@alpine.example")
    return order(alpine, COUPON, 4, by=by, at=NOON).pk


def told_of(purchase: int, *, event: str, payment: str = "pay_1") -> Told:
    money = Purchase.objects.get(pk=purchase).money
    return Told(event, "checkout.session.completed", purchase, payment, money)


def same_money(clients: int) -> dict[str, object]:
    """The provider tells of one payment by two kinds of events, each delivered many times at once."""
    purchase, barrier = open_order(), Barrier(clients)

    def one(client: int) -> None:
        told = told_of(purchase, event=f"evt_{client % 2}")
        barrier.wait()
        take("stripe", told, at=NOON)
        connection.close()

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(one, range(clients)))
    return stands(purchase) | {"events": ProviderEvent.objects.count()}


def killed(when: str) -> dict[str, object]:
    """The process that takes an event ends in the middle; the provider delivers the same once more."""
    purchase = open_order()
    connection.close()
    child = os.fork()
    if not child:
        _die(when, purchase)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == DEAD
    take("stripe", told_of(purchase, event="evt_1"), at=NOON)
    return stands(purchase)


def _die(when: str, purchase: int) -> None:
    """While it takes an event, or after it but before any answer."""
    told = told_of(purchase, event="evt_1")
    if when == "before the commit":
        with transaction.atomic():
            take("stripe", told, at=NOON)
            os._exit(DEAD)
    take("stripe", told, at=NOON)
    os._exit(DEAD)


def stands(purchase: int) -> dict[str, object]:
    """How the order stands, and whether the books add up."""
    return {
        "state": Purchase.objects.get(pk=purchase).state,
        "lots": Lot.objects.count(),
        "payments": Payment.objects.count(),
        "wrong": [str(each) for each in discrepancies()],
    }
