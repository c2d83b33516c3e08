"""An authenticator made of nothing but a key, as a device has one: it makes and uses passkeys."""

import json
import os
import struct
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cbor import encode
from fido2.cose import ES256
from fido2.utils import websafe_encode

ORIGIN, RP = "https://localhost", "localhost"
PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One passkey; what goes wrong in a test is set before it answers."""

    origin: str = ORIGIN
    rp: str = RP
    flags: int = PRESENT | VERIFIED
    count: int = 1
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    identity: bytes = field(default_factory=lambda: os.urandom(32))
    user: str = ""

    def create(self, options: dict[str, Any]) -> str:
        """What a browser sends after a passkey was made."""
        self.user = options["user"]["id"]
        key = encode(ES256.from_cryptography_key(self.key.public_key()))
        attested = bytes(16) + struct.pack(">H", len(self.identity)) + self.identity + key
        made = {"fmt": "none", "attStmt": {}, "authData": self._data(HAS_KEY) + attested}
        return self._said(
            clientDataJSON=websafe_encode(self._client("webauthn.create", options)),
            attestationObject=websafe_encode(encode(made)),
        )

    def get(self, options: dict[str, Any]) -> str:
        """What a browser sends after a passkey was used."""
        client, data = self._client("webauthn.get", options), self._data()
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._said(
            clientDataJSON=websafe_encode(client),
            authenticatorData=websafe_encode(data),
            signature=websafe_encode(signature),
            userHandle=self.user,
        )

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        told = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _data(self, more: int = 0) -> bytes:
        flags = bytes([self.flags | more])
        return sha256(self.rp.encode()).digest() + flags + struct.pack(">I", self.count)

    def _said(self, **response: str) -> str:
        identity = websafe_encode(self.identity)
        return json.dumps(
            {
                "type": "public-key",
                "id": identity,
                "rawId": identity,
                "response": response,
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )
