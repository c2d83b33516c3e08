"""Our own addresses: from which mails leave, to which replies come, and the secrets in them."""

import base64
import hashlib
import re
import secrets
from email.headerregistry import Address
from email.utils import parseaddr

from django.conf import settings

from puntuale.apps.post.models import Mailbox

SECRET_BYTES = 16
# 128 bits in 26 letters that keep their meaning in capitals, as some servers write them.
SECRET = re.compile(r"(?<![a-z2-7])[a-z2-7]{26}(?![a-z2-7])")


def new_secret() -> str:
    """What nobody can guess, for one mail to one request."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode().rstrip("=").lower()


def fingerprint(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def secrets_in(text: str) -> list[str]:
    """Everything in `text` that has the form of a secret of ours."""
    return SECRET.findall(text[:4000].lower())


def sender(mailbox: Mailbox | None, vendor_name: str) -> tuple[str, str]:
    """Name and address from which a mail leaves."""
    if mailbox is not None:
        return mailbox.name or vendor_name, mailbox.address
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return vendor_name or name, address


def as_header(name: str, address: str) -> str:
    """`Officina Software <support@officina.example>`, quoted where it needs to be."""
    shown = "".join(letter for letter in name if letter.isprintable())[:120]
    return str(Address(display_name=shown, addr_spec=address))


def with_secret(address: str, secret: str) -> str:
    """The address to which a reply comes back with its secret; the plain one where that is off."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{secret}@{domain}" if settings.MAIL_PLUS_ADDRESSES else address


def message_id(secret: str, address: str) -> str:
    """The Message-ID that carries a secret into the References of every reply."""
    return f"<{secret}.puntuale@{address.rpartition('@')[2]}>"


def plain_address(address: str) -> str:
    """`address` in small letters and without the detail after its plus."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def our_addresses() -> frozenset[str]:
    """Our mailboxes, in small letters."""
    default = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
    known = Mailbox.objects.values_list("address", flat=True)
    return frozenset([default, *(address.lower() for address in known)])


def is_ours(address: str) -> bool:
    """Whether `address`, with or without a detail after the plus, is one of our mailboxes."""
    return plain_address(address) in our_addresses()
