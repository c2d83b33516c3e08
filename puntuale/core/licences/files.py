"""Signed files: what a vendor vouches for, readable and provable without a network.

The signature is over the bytes of a prefix and of the encoded payload as it stands in the file, so
that nothing has to be written in one canonical way. The prefix names the kind: a machine's file is
never a licence file. Ed25519 is the only algorithm, whatever a file says.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from puntuale.core.errors import NaiveTime
from puntuale.core.licences.armour import armoured, from_base64, unarmoured
from puntuale.core.licences.errors import (
    BadSignature,
    ClockTurnedBack,
    Expired,
    NotSuchAFile,
    OtherMachine,
    UnknownKey,
    WrongAlgorithm,
)

ALGORITHM = "ed25519"
# A clock that is wrong by an hour or in a wrong time zone was not turned back.
CLOCKS_DIFFER = timedelta(days=1)


class Kind(StrEnum):
    """What a file vouches for: a licence, or one machine's seat of it."""

    LICENCE = "LICENCE"
    MACHINE = "MACHINE"

    @property
    def prefix(self) -> bytes:
        return f"puntuale/{self.lower()}/1/".encode()


@dataclass(frozen=True, slots=True)
class Payload:
    """What is vouched for. `expiry` is the last day, None for a perpetual licence.

    `fingerprint` stands in a machine's file alone; `versions_released_until` None is every release.
    """

    vendor: str
    product: str
    licence: str
    serial_number: str
    holder: str
    seats: int
    issued: datetime
    expiry: date | None
    versions_released_until: date | None
    features: tuple[str, ...] = ()
    fingerprint: str = ""

    def __post_init__(self) -> None:
        if self.issued.utcoffset() is None:
            raise NaiveTime


def key_id(public: bytes) -> str:
    """By which name a public key is known: the beginning of its SHA-256."""
    return sha256(public).hexdigest()[:16]


def sign(kind: Kind, payload: Payload, private: bytes) -> str:
    """The file, signed with the 32 bytes of a private key; the same one each time."""
    key = Ed25519PrivateKey.from_private_bytes(private)
    kid = key_id(key.public_key().public_bytes_raw())
    content = _plain(payload) | {"format": kind.prefix.decode()[:-1], "kid": kid}
    encoded = base64.b64encode(json.dumps(content, ensure_ascii=False).encode())
    signature = base64.b64encode(key.sign(kind.prefix + encoded)).decode()
    outer = {"enc": encoded.decode(), "sig": signature, "alg": ALGORITHM, "kid": kid}
    return armoured(kind, json.dumps(outer).encode())


def verify(
    kind: Kind,
    text: str,
    *,
    keys: Mapping[str, bytes],
    now: datetime,
    fingerprint: str = "",
) -> Payload:
    """What a file vouches for at `now`, on a machine with that `fingerprint`.

    Args:
        keys: the vendor's public keys, 32 bytes each, by their names.

    Raises:
        NotSuchAFile, WrongAlgorithm, UnknownKey, BadSignature: it is not the vendor's.
        ClockTurnedBack, Expired: it does not hold at this hour.
        OtherMachine: a machine's file for another machine.
    """
    encoded = _proved(kind, text, keys)
    payload = _payload(kind, from_base64(kind, encoded.decode()))
    if now < payload.issued - CLOCKS_DIFFER:
        raise ClockTurnedBack
    if payload.expiry is not None and payload.expiry < now.date():
        raise Expired
    if kind is Kind.MACHINE and payload.fingerprint != fingerprint:
        raise OtherMachine
    return payload


def _proved(kind: Kind, text: str, keys: Mapping[str, bytes]) -> bytes:
    outer = _object(kind, unarmoured(kind, text))
    names = ("enc", "sig", "alg", "kid")
    encoded, signature, algorithm, kid = (str(outer.get(name, "")) for name in names)
    if algorithm != ALGORITHM:
        raise WrongAlgorithm
    if kid not in keys:
        raise UnknownKey
    public = Ed25519PublicKey.from_public_bytes(keys[kid])
    try:
        public.verify(from_base64(kind, signature), kind.prefix + encoded.encode())
    except InvalidSignature:
        raise BadSignature from None
    return encoded.encode()


def _object(kind: Kind, content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError as error:
        raise NotSuchAFile(kind.lower()) from error
    if not isinstance(found, dict):
        raise NotSuchAFile(kind.lower())
    return found


def _plain(payload: Payload) -> dict[str, Any]:
    facts = asdict(payload)
    for name in ("issued", "expiry", "versions_released_until"):
        facts[name] = facts[name] and facts[name].isoformat()
    if not payload.fingerprint:
        del facts["fingerprint"]
    return facts


def _payload(kind: Kind, content: bytes) -> Payload:
    """What was signed: its writer is ourselves, so that a missing field is another format."""
    facts = _object(kind, content)
    if facts.pop("format", "") != kind.prefix.decode()[:-1]:
        raise NotSuchAFile(kind.lower())
    facts.pop("kid", None)
    known = {name: facts[name] for name in Payload.__dataclass_fields__ if name in facts}
    try:
        known |= {
            "issued": datetime.fromisoformat(known["issued"]),
            "expiry": _date(known["expiry"]),
            "versions_released_until": _date(known["versions_released_until"]),
            "features": tuple(known["features"]),
        }
        return Payload(**known)
    except (KeyError, TypeError, ValueError) as error:
        raise NotSuchAFile(kind.lower()) from error


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
