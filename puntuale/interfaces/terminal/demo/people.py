"""The vendor of the demo, and who works at its desk."""

import secrets
from datetime import datetime

from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.accounts.roles import Role
from puntuale.interfaces.terminal.demo.logins import Login

STAFF = (
    ("Elena Riva", "elena.riva@officina.example", Role.ADMINISTRATOR, "it"),
    ("Davide Basso", "davide.basso@officina.example", Role.AGENT, "it"),
    ("Tone Kos", "tone.kos@officina.example", Role.AGENT, "en"),
)


def make_people(*, at: datetime) -> list[Login]:
    """The vendor and its staff, each with a password that exists nowhere else."""
    Vendor.objects.create(name="Officina Software", language="it", made_at=at)
    return [_member(name, email, role, language, at) for name, email, role, language in STAFF]


def _member(name: str, email: str, role: Role, language: str, at: datetime) -> Login:
    password = "-".join(secrets.token_hex(2) for _ in range(3))
    User.objects.create_user(email, password, name=name, role=role, language=language, joined_at=at)
    return Login(who=f"{name}, {role.value}", email=email, password=password)
