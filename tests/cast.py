"""The people of the tests: one small company, its customers, and a stranger (ux.md 8)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from puntuale.apps.accounts.models import Team, User, Vendor
from puntuale.apps.accounts.roles import Role
from puntuale.apps.agreements.actions import activate, keep_draft
from puntuale.apps.agreements.models import Agreement, Coverage
from puntuale.apps.agreements.starters import starter
from puntuale.apps.catalogue.models import Licence, Product
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.core.licences.serials import serial_key

PASSWORD = "a long and quiet evening"
FOUNDED = datetime(2026, 1, 1, 9, tzinfo=UTC)


def rome(wall: str) -> datetime:
    """`2026-11-23 10:00` as a clock in Rome shows it, as an instant."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo("Europe/Rome")).astimezone(UTC)


# The day on which every test happens, whenever it runs: a Monday without a holiday near.
NOON = rome("2026-11-23 12:00")


def in_force(code: str, *instead: tuple[str, str], standard: bool = False) -> Agreement:
    """One of the seven agreements, in force since the beginning of the year; words replaced."""
    agreement = Agreement.objects.create(code=code, is_standard=standard)
    text = starter(code)
    for old, new in instead:
        assert old in text, old
        text = text.replace(old, new)
    draft = keep_draft(agreement, text, by=None, at=FOUNDED)
    activate(draft, valid_from=FOUNDED, by=None, at=FOUNDED)
    return agreement


def covered(organisation: Organisation, agreement: Agreement, **facts: object) -> Coverage:
    """`organisation` under `agreement` since the beginning of the year."""
    since = FOUNDED.date()
    return Coverage.objects.create(
        organisation=organisation, agreement=agreement, starts_on=since, **facts
    )


@dataclass(frozen=True)
class Cast:
    """Everybody, by name."""

    vendor: Vendor
    elena: User
    davide: User
    tone: User
    admin: User
    support: Team
    alpine: Organisation
    brembo: Organisation
    maja: Contact
    giulia: Contact
    planner: Product
    portal: Product


@cache
def _hashed() -> str:
    # Argon2 is slow on purpose; once is enough for a whole run.
    return make_password(PASSWORD)


def _user(email: str, **facts: Any) -> User:
    return User(email=email, password=_hashed(), **facts)


def _staff(name: str, role: Role, **facts: Any) -> User:
    return _user(f"{name.split()[0].lower()}@officina.example", name=name, role=role, **facts)


def _customer(organisation: Organisation, user: User) -> Contact:
    who = {"name": user.name, "email": user.email, "language": user.language}
    return Contact(organisation=organisation, user=user, **who)


def gather() -> Cast:
    """Officina Software with two customers; nobody has asked anything yet.

    Nearly every test begins with them: those of one kind are written by one statement.
    """
    vendor = Vendor.objects.create(name="Officina Software", language="it", made_at=FOUNDED)
    elena, davide, tone, admin, maja, giulia = User.objects.bulk_create(
        [
            _staff("Elena Riva", Role.MANAGER, language="en"),
            _staff("Davide Basso", Role.AGENT, language="it"),
            _staff("Tone Kos", Role.AGENT, language="en", sees_restricted=True),
            _staff("Ada Ferri", Role.ADMINISTRATOR, language="en"),
            _user("maja@alpine.example", name="Maja Kranjc", language="en"),
            _user("giulia@brembo.example", name="Giulia Conti", language="it"),
        ]
    )
    support = Team.objects.create(name="Support")
    support.members.add(elena, davide, tone)
    alpine, brembo = Organisation.objects.bulk_create(
        [
            Organisation(name="Alpine Optics", language="en", domains=["alpine.example"]),
            Organisation(name="Tessitura Brembo", language="it", domains=["brembo.example"]),
        ]
    )
    planner, portal = Product.objects.bulk_create(
        [
            Product(code="suite", name="Officina Suite"),
            Product(code="order-portal", name="Order Portal"),
        ]
    )
    Licence.objects.create(
        product=planner,
        holder=brembo,
        serial_number="OS-1234-5678",
        serial_key=serial_key("OS-1234-5678"),
    )
    of_alpine, of_brembo = Contact.objects.bulk_create(
        [_customer(alpine, maja), _customer(brembo, giulia)]
    )
    return Cast(
        vendor=vendor,
        elena=elena,
        davide=davide,
        tone=tone,
        admin=admin,
        support=support,
        alpine=alpine,
        brembo=brembo,
        maja=of_alpine,
        giulia=of_brembo,
        planner=planner,
        portal=portal,
    )
