"""A customer with a small package, furnished inside the running installation."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.estimates.actions.drafting import Offer
from puntuale.apps.estimates.actions.sending import send
from puntuale.apps.estimates.links import make_link
from puntuale.apps.ledger.lots import grant
from puntuale.apps.ledger.models import SECOND
from puntuale.apps.ledger.sources import purchase_source
from puntuale.apps.sales.models import Purchase
from puntuale.apps.tickets.actions.deciding import classify
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.worker.sales import alerts
from tests.cast import FOUNDED, PASSWORD

ELENA = "elena@officina.example"
HOUR_AND_A_HALF = 5400


def customer_with_package(key: str) -> str:
    """Sara of a studio of her own, who may spend; her package holds 90 minutes. Her address."""
    email = f"sara@{key}.example"
    studio = Organisation.objects.create(name=f"Studio {key}", language="en")
    user = User.objects.create_user(email, PASSWORD, name="Sara Sartor", language="en")
    Contact.objects.create(
        organisation=studio,
        user=user,
        name="Sara Sartor",
        email=email,
        language="en",
        may_spend=True,
    )
    version = AgreementVersion.objects.get(agreement__code="standard-services")
    bought = Purchase.objects.create(
        organisation=studio,
        version=version,
        item=Purchase.Item.PACKAGE,
        code="pack-5d",
        quantity=1,
        unit=SECOND,
        grants=HOUR_AND_A_HALF,
        list_price=Decimal(105),
        discount=Decimal(0),
        unit_price=Decimal(105),
        amount=10500,
        currency="EUR",
        state=Purchase.State.GRANTED,
        ordered_at=FOUNDED,
        price_until=FOUNDED + timedelta(minutes=30),
        paid_at=FOUNDED,
        granted_at=FOUNDED,
    )
    grant(
        studio,
        unit=SECOND,
        quantity=HOUR_AND_A_HALF,
        source=purchase_source(bought.pk),
        unit_price=Decimal(70),
        at=FOUNDED,
    )
    return email


def look_at_packages() -> None:
    """What the worker does every ten minutes."""
    alerts({}, at=datetime.now(UTC))


def estimate_waiting(key: str) -> str:
    """Where Sara decides on an estimate that was sent a moment ago."""
    at = datetime.now(UTC)
    elena = User.objects.get(email=ELENA)
    asked = NewRequest(
        contact=Contact.objects.get(email=f"sara@{key}.example"),
        subject="Move the archive",
        text="Please move it.",
        channel=Ticket.Channel.PORTAL,
        language="en",
    )
    ticket = open_ticket(asked, at=at)
    classify(ticket, type="T2", severity="", cause="correction", by=elena, at=at)
    ticket.refresh_from_db()
    offer = Offer(
        text="We copy the archive and check it.",
        bands={"base": 30, "out_of_hours": 30},
        expected_on=at.date() + timedelta(days=3),
    )
    estimate = send(ticket, offer, by=elena, at=at)
    return f"/estimates/{make_link(estimate, ticket.contact, at=at)}/"
