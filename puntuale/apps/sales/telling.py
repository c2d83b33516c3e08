"""Who is told of what is bought, runs low or expires: the people who may spend, and those who sell."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from puntuale.apps.accounts.people import sellers
from puntuale.apps.customers.models import Organisation
from puntuale.apps.customers.queries import spenders
from puntuale.apps.jobs.actions import Left, enqueue_all
from puntuale.apps.sales.models import Payment, Purchase
from puntuale.apps.tickets.actions.noticing import leave_notices
from puntuale.apps.tickets.models import Notice

MAIL = "mail.prepaid"


class Told(StrEnum):
    """What a mail about prepaid time says."""

    ORDERED = "ordered"
    GRANTED = "granted"
    LOW = "low"
    EXPIRING = "expiring"
    EXPIRED = "expired"


def tell_granted(purchase: Purchase, *, at: datetime) -> None:
    """What was paid for is there."""
    tell_customer(purchase.organisation, Told.GRANTED, {"purchase_id": purchase.pk}, at=at)


def tell_ordered(purchase: Purchase, *, at: datetime) -> None:
    """How the order can be paid."""
    tell_customer(purchase.organisation, Told.ORDERED, {"purchase_id": purchase.pk}, at=at)


def tell_customer(
    organisation: Organisation, what: Told, about: Mapping[str, int | str], *, at: datetime
) -> None:
    """Leave one mail for each of those who may spend; nobody is told the same twice."""
    name = ":".join(str(value) for value in about.values())
    enqueue_all(
        MAIL,
        (
            Left(
                {"what": what.value, "contact_id": contact.pk, **about},
                key=f"prepaid:{what.value}:{name}:{contact.pk}",
                lane=f"prepaid:{contact.pk}",
            )
            for contact in spenders(organisation)
        ),
        at=at,
    )


def tell_operator(purchase: Purchase, payment: Payment, *, at: datetime) -> None:
    """Money came that grants nothing: somebody decides what becomes of it (readings.md R-05)."""
    tell_sellers(
        purchase.organisation,
        Notice.Kind.PAYMENT_TO_DECIDE,
        [f"payment:{payment.pk}"],
        at=at,
    )


def tell_sellers(
    organisation: Organisation, kind: Notice.Kind, about: Iterable[str], *, at: datetime
) -> None:
    """A notice at the desk for everybody who keeps the sales, once for each thing."""
    notices = [
        Notice(user=who, organisation=organisation, kind=kind, about=each, at=at)
        for each in about
        for who in sellers()
    ]
    leave_notices(notices, at=at)
