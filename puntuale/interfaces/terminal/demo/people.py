"""The vendor of the demo, and who works at its desk."""

import secrets
from datetime import datetime

from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.accounts.roles import Role
from puntuale.apps.customers.actions import let_in
from puntuale.apps.customers.models import Contact
from puntuale.interfaces.terminal.demo.logins import Login

STAFF = (
    ("Elena Riva", "elena.riva@officina.example", Role.ADMINISTRATOR, "it"),
    ("Davide Basso", "davide.basso@officina.example", Role.AGENT, "it"),
    ("Tone Kos", "tone.kos@officina.example", Role.AGENT, "en"),
)


CUSTOMERS = ("maja@alpine-optics.example", "giulia@tessiturabrembo.example")


def make_people(*, at: datetime) -> list[Login]:
    """The vendor and its staff, each with a password that exists nowhere else."""
    Vendor.objects.create(name="Officina Software", language="it", made_at=at)
    return [_member(name, email, role, language, at) for name, email, role, language in STAFF]


def let_customers_in(*, at: datetime) -> list[Login]:
    """Two customers who can sign in with a password; the others get a mailed link."""
    logins = []
    for contact in Contact.objects.filter(email__in=CUSTOMERS).order_by("pk"):
        user, password = let_in(contact, at=at), new_password()
        user.set_password(password)
        user.save()
        logins.append(Login(f"{contact.name}, {contact.organisation}", contact.email, password))
    return logins


def new_password() -> str:
    """A password that can be typed from a screen."""
    return "-".join(secrets.token_hex(2) for _ in range(3))


def _member(name: str, email: str, role: Role, language: str, at: datetime) -> Login:
    password = new_password()
    User.objects.create_user(
        email,
        password,
        name=name,
        role=role,
        language=language,
        joined_at=at,
        sees_restricted=role == Role.ADMINISTRATOR,
    )
    return Login(who=f"{name}, {role.value}", email=email, password=password)
