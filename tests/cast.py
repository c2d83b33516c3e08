"""The people of the tests: one small company, its customers, and a stranger (ux.md 8)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
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


def _user(email: str, **facts: object) -> User:
    return User.objects.create(email=email, password=_hashed(), **facts)


def _staff(name: str, role: Role, **facts: object) -> User:
    return _user(f"{name.split()[0].lower()}@officina.example", name=name, role=role, **facts)


def _customer(organisation: Organisation, name: str, email: str, language: str) -> Contact:
    user = _user(email, name=name, language=language)
    return Contact.objects.create(
        organisation=organisation, user=user, name=name, email=email, language=language
    )


def gather() -> Cast:
    """Officina Software with two customers; nobody has asked anything yet."""
    vendor = Vendor.objects.create(name="Officina Software", language="it", made_at=FOUNDED)
    elena = _staff("Elena Riva", Role.MANAGER, language="en")
    davide = _staff("Davide Basso", Role.AGENT, language="it")
    tone = _staff("Tone Kos", Role.AGENT, language="en", sees_restricted=True)
    admin = _staff("Ada Ferri", Role.ADMINISTRATOR, language="en")
    support = Team.objects.create(name="Support")
    support.members.add(elena, davide, tone)
    alpine = Organisation.objects.create(
        name="Alpine Optics", language="en", domains=["alpine.example"]
    )
    brembo = Organisation.objects.create(
        name="Tessitura Brembo", language="it", domains=["brembo.example"]
    )
    planner = Product.objects.create(code="suite", name="Officina Suite")
    portal = Product.objects.create(code="order-portal", name="Order Portal")
    Licence.objects.create(
        product=planner,
        holder=brembo,
        serial_number="OS-1234-5678",
        serial_key=serial_key("OS-1234-5678"),
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
        maja=_customer(alpine, "Maja Kranjc", "maja@alpine.example", "en"),
        giulia=_customer(brembo, "Giulia Conti", "giulia@brembo.example", "it"),
        planner=planner,
        portal=portal,
    )
