"""The files of docs/reference/licence-files/vectors.json, made of one published key pair.

`python -m tests.core.licences.vectors` writes them again; a test sees that nothing has changed.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from puntuale.core.licences.armour import armoured, unarmoured
from puntuale.core.licences.files import Kind, Payload, key_id, sign

FOLDER = Path(__file__).resolve().parents[3] / "docs/reference/licence-files"
PRIVATE = sha256(b"a key that anybody may know").digest()
PUBLIC = Ed25519PrivateKey.from_private_bytes(PRIVATE).public_key().public_bytes_raw()
ANOTHER = sha256(b"another key that anybody may know").digest()
KEYS = {key_id(PUBLIC): PUBLIC}
THIS, OTHER = (sha256(name).hexdigest() for name in (b"this machine", b"another machine"))
NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
LICENCE = Payload(
    vendor="Officina Software",
    product="suite",
    licence="41",
    serial_number="OS-1234-5678",
    holder="Tessitura Brembo – Città Alta",
    seats=5,
    issued=datetime(2026, 11, 23, 10, tzinfo=UTC),
    expiry=None,
    versions_released_until=date(2026, 12, 16),
    features=("planning",),
)
MACHINE = replace(LICENCE, fingerprint=THIS)


def vectors() -> dict[str, Any]:
    """Everything that the file holds."""
    licence, machine = sign(Kind.LICENCE, LICENCE, PRIVATE), sign(Kind.MACHINE, MACHINE, PRIVATE)
    foreign = sign(Kind.LICENCE, LICENCE, ANOTHER)
    more_seats = _inner(replace(LICENCE, seats=500))
    after_tomorrow = datetime(2026, 11, 24, 12, tzinfo=UTC)
    last_day = replace(LICENCE, expiry=date(2026, 11, 23))
    tomorrow = replace(LICENCE, issued=datetime(2026, 11, 24, 11, tzinfo=UTC))
    cases = [
        _case("a licence", "LICENCE", licence),
        _case("a machine", "MACHINE", machine),
        _case("in the middle of a mail", "MACHINE", f"Dear Maja,\r\n\r\n{machine}\r\n-- \nOfficina"),
        _case("lines of another length", "LICENCE", _in_one_line(licence)),
        _case("the last day", "LICENCE", sign(Kind.LICENCE, last_day, PRIVATE)),
        _case("a clock that is a day slow", "LICENCE", sign(Kind.LICENCE, tomorrow, PRIVATE)),
        _case("every release", "LICENCE", _signed(versions_released_until=None)),
        _case("nothing", "LICENCE", "", "not_such_a_file"),
        _case("not base 64", "LICENCE", armoured("LICENCE", b"{}").replace("e30", "e3="), "not_such_a_file"),
        _case("no object", "LICENCE", armoured("LICENCE", b"[1]"), "not_such_a_file"),
        _case("a machine's file as a licence", "LICENCE", machine, "not_such_a_file"),
        _case("renamed to a licence", "LICENCE", machine.replace("MACHINE", "LICENCE"), "bad_signature"),
        _case("another algorithm", "LICENCE", _with(licence, alg="none"), "wrong_algorithm"),
        _case("no algorithm", "LICENCE", _with(licence, alg=None), "wrong_algorithm"),
        _case("an unknown key", "LICENCE", foreign, "unknown_key"),
        _case("a foreign key, renamed", "LICENCE", _with(foreign, kid=key_id(PUBLIC)), "bad_signature"),
        _case("more seats", "LICENCE", _with(licence, enc=more_seats), "bad_signature"),
        _case("no signature", "LICENCE", _with(licence, sig=""), "bad_signature"),
        _case("the day after the last", "LICENCE", _signed(expiry=date(2026, 11, 22)), "expired"),
        _case("a clock that was turned back", "LICENCE", _signed(issued=after_tomorrow), "clock_turned_back"),
        _case("another machine", "MACHINE", machine, "other_machine", fingerprint=OTHER),
        _case("no machine", "MACHINE", machine, "other_machine", fingerprint=""),
    ]  # fmt: skip
    return {
        "now": NOW.isoformat(),
        "keys": {kid: public.hex() for kid, public in KEYS.items()},
        "files": cases,
    }


def as_text() -> str:
    return json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n"


def _case(
    about: str, kind: str, text: str, refused: str | None = None, fingerprint: str = THIS
) -> dict[str, Any]:
    return {
        "about": about, "kind": kind, "text": text, "fingerprint": fingerprint, "refused": refused,
    }  # fmt: skip


def _signed(**facts: Any) -> str:
    return sign(Kind.LICENCE, replace(LICENCE, **facts), PRIVATE)


def _with(text: str, **changes: str | None) -> str:
    """The file with other words around its payload."""
    outer = json.loads(unarmoured("LICENCE", text)) | changes
    return armoured(
        "LICENCE", json.dumps({k: v for k, v in outer.items() if v is not None}).encode()
    )


def _inner(payload: Payload) -> str:
    text = sign(Kind.LICENCE, payload, ANOTHER)
    return str(json.loads(unarmoured("LICENCE", text))["enc"])


def _in_one_line(text: str) -> str:
    first, *lines, last = text.strip().splitlines()
    return f"{first} {''.join(lines)} {last}"


if __name__ == "__main__":
    (FOLDER / "vectors.json").write_text(as_text())
