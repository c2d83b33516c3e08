"""A verifier of Puntuale's licence and machine files, to be copied into a program.

    check(text, kind="MACHINE", keys={"0123…": bytes}, now=datetime.now(UTC), fingerprint="ab12…")

returns what the vendor vouches for, or raises Refused with one of the codes of README.md.
Needs the package `cryptography`; everything else is Python's own.
"""

import base64
import json
import re
from datetime import date, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Refused(Exception):
    """The file proves nothing here; its one argument is the code of the reason."""


def check(text, *, kind, keys, now, fingerprint=""):
    """The payload of a `LICENCE` or `MACHINE` file, as a dictionary."""
    edge = f"PUNTUALE {kind} FILE-----"
    found = re.search(f"-----BEGIN {edge}([A-Za-z0-9+/=\\s]*)-----END {edge}", text[:20_000])
    if not found:
        raise Refused("not_such_a_file")
    outer = _object(_bytes("".join(found[1].split())))
    encoded, signature, kid = (str(outer.get(name, "")) for name in ("enc", "sig", "kid"))
    if outer.get("alg") != "ed25519":  # never taken from the file
        raise Refused("wrong_algorithm")
    if kid not in keys:
        raise Refused("unknown_key")
    try:
        signed = f"puntuale/{kind.lower()}/1/{encoded}".encode()
        Ed25519PublicKey.from_public_bytes(keys[kid]).verify(_bytes(signature), signed)
    except InvalidSignature:
        raise Refused("bad_signature") from None
    payload = _object(_bytes(encoded))
    if payload["format"] != f"puntuale/{kind.lower()}/1":
        raise Refused("not_such_a_file")
    if now < datetime.fromisoformat(payload["issued"]) - timedelta(days=1):
        raise Refused("clock_turned_back")
    if payload["expiry"] and date.fromisoformat(payload["expiry"]) < now.date():
        raise Refused("expired")
    if kind == "MACHINE" and payload["fingerprint"] != fingerprint:
        raise Refused("other_machine")
    return payload


def _bytes(text):
    try:
        content = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise Refused("not_such_a_file") from None
    if base64.b64encode(content).decode() != text:
        raise Refused("not_such_a_file")
    return content


def _object(content):
    try:
        found = json.loads(content)
    except ValueError:
        raise Refused("not_such_a_file") from None
    if not isinstance(found, dict):
        raise Refused("not_such_a_file")
    return found
