"""A mail that was read and is to be filed, with what a person decided about it, if anybody did."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from puntuale.apps.post.addressing import secrets_in
from puntuale.apps.post.models import InboundMail
from puntuale.interfaces.mail.reading.values import ReadMail


class Way(Enum):
    """What is done with a mail."""

    OPEN = auto()
    JOIN = auto()
    NOTE = auto()
    BOUNCE = auto()
    HOLD = auto()
    SET_ASIDE = auto()


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person at the desk decided about a mail that was held."""

    way: Way | None = None
    ticket_id: int | None = None

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Decided":
        way = {"new": Way.OPEN, "join": Way.JOIN}.get(str(payload.get("decided", "")))
        return cls(way, payload.get("ticket_id"))


@dataclass(frozen=True, slots=True)
class Arrived:
    """One mail to be filed."""

    mail: InboundMail
    read: ReadMail
    decided: Decided


def secrets_of(mail: InboundMail, read: ReadMail) -> list[str]:
    """Everything in its addresses and references that has the form of a secret of ours."""
    returned = read.bounce.message_ids if read.bounce else ()
    written = [
        *mail.envelope_to,
        *(person.address for person in (*read.to, *read.cc)),
        *read.references,
        *returned,
    ]
    return list(dict.fromkeys(secret for text in written for secret in secrets_in(text)))[:50]
