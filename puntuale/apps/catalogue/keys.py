"""The keys that licence files are signed with: one in use, the old ones published for good."""

import base64
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.catalogue.models import SigningKey
from puntuale.apps.post.sealing import seal, unseal
from puntuale.core.licences.files import key_id


def public_keys() -> dict[str, bytes]:
    """Every key that files were ever signed with, by its name."""
    rows = SigningKey.objects.values_list("kid", "public_key")
    return {kid: base64.b64decode(public) for kid, public in rows}


def private_key(*, at: datetime) -> bytes:
    """The key in use, made where there is none yet.

    Raises:
        SealedElsewhere: this installation's secret key does not open it.
    """
    row = SigningKey.objects.filter(is_in_use=True).first()
    if row is None:
        row = change_key(by=None, at=at)
    return base64.b64decode(unseal(row.sealed_private_key))


@transaction.atomic
def change_key(*, by: User | None, at: datetime) -> SigningKey:
    """Sign with a new key from now on; what the old one signed goes on being proved."""
    SigningKey.objects.filter(is_in_use=True).update(is_in_use=False)
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    return SigningKey.objects.create(
        kid=key_id(public),
        public_key=base64.b64encode(public).decode(),
        sealed_private_key=seal(base64.b64encode(key.private_bytes_raw()).decode()),
        made_at=at,
        made_by=by,
    )
