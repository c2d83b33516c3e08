"""A licence that nobody has registered yet, and time that passes, inside the running installation."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.callbacks.models import CallAttempt
from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Contact
from tests.apps.catalogue.machines import a_licence
from tests.cast import covered, in_force
from tests.journeys.deeds import ELENA

PREMIUM = "upgrade-premium"
AROUND_THE_WORLD = (
    "Europe/Rome",
    "Asia/Dhaka",
    "Asia/Tokyo",
    "Pacific/Honolulu",
    "America/New_York",
)


def hires(email: str) -> None:
    """Somebody of the desk who does nothing else: nobody does two things at once."""
    password = User.objects.get(email=ELENA).password
    User.objects.create(
        email=email, name="Nora Zanetti", role=Role.AGENT, language="en", password=password
    )


def licence_sold(serial: str) -> None:
    """A licence for two machines, with its serial number on an invoice."""
    a_licence(Product.objects.get(code="suite"), None, serial, seats=2)


def lives_where_it_is_day(email: str) -> None:
    """Nobody is called in their night; at any hour somewhere is the middle of the day."""
    now = datetime.now(UTC)
    zone = next(each for each in AROUND_THE_WORLD if 9 <= now.astimezone(ZoneInfo(each)).hour < 18)
    User.objects.filter(email=email).update(time_zone=zone)


def minutes_pass(number: int, minutes: int) -> None:
    """The calls on a request began that much earlier."""
    for attempt in CallAttempt.objects.filter(callback__ticket__number=number):
        attempt.started_at -= timedelta(minutes=minutes)
        attempt.answered_at = attempt.started_at if attempt.answered_at else None
        attempt.save(update_fields=["started_at", "answered_at"])


def subscribes(email: str) -> None:
    """The company of `email` has the upgrade subscription from a partner."""
    found = Agreement.objects.filter(code=PREMIUM).first()
    premium = found or in_force(PREMIUM, ("[time-suite]", "[suite]"))
    organisation = Contact.objects.get(email=email).organisation
    assert organisation is not None
    covered(organisation, premium)
