"""The address under which a mail server is kept, and the pieces in which people know it."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

HOST = re.compile(r"[\w.-]+|\[[0-9a-fA-F:]+\]")


class Encryption(TextChoices):
    """How a connection is kept from being read on the way."""

    TLS = "tls", _("TLS from the start")
    STARTTLS = "starttls", "STARTTLS"
    NONE = "none", _("none: only within one machine")


class After(TextChoices):
    """What becomes of a mail on its server once it is kept here."""

    SEEN = "seen", _("marked as read")
    DELETE = "delete", _("deleted")


class BadHost(Exception):
    """What was typed is no name of a server."""


def pieces_of(url: str) -> dict[str, Any]:
    """Server, encryption, port, user, folder and what comes after, as far as `url` tells them.

    One that is not understood is the server as it stands.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host:
        return {"url": url}
    options = parse_qs(parts.query, keep_blank_values=True)
    starts = Encryption.STARTTLS if "starttls" in options else Encryption.NONE
    return {
        "url": f"[{host}]" if ":" in host else host,
        "encryption": Encryption.TLS if parts.scheme.endswith("s") else starts,
        "port": port,
        "user": unquote(parts.username or ""),
        "folder": unquote(parts.path.strip("/")),
        "after": options.get("after", [After.SEEN])[0],
    }


def written(protocol: str, pieces: Mapping[str, Any]) -> str:
    """The address of what `pieces_of` took apart; `protocol` is imap or smtp.

    A whole address in the place of the server stays as it is, and no server is no address.

    Raises:
        BadHost: it is not the name of a server.
    """
    host = str(pieces["url"]).strip()
    if not host or "://" in host:
        return host
    if not HOST.fullmatch(host):
        raise BadHost
    secure = "s" if pieces["encryption"] == Encryption.TLS else ""
    user = f"{quote(pieces['user'], safe='')}@" if pieces["user"] else ""
    port = f":{pieces['port']}" if pieces.get("port") else ""
    options = ["starttls"] if pieces["encryption"] == Encryption.STARTTLS else []
    if pieces.get("after") == After.DELETE:
        options.append(f"after={After.DELETE}")
    folder = f"/{quote(pieces.get('folder') or 'INBOX')}" if protocol == "imap" else ""
    asked = f"?{'&'.join(options)}" if options else ""
    return f"{protocol}{secure}://{user}{host}{port}{folder}{asked}"
