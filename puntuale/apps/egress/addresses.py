"""Which machine is behind a name, and may it be asked? Resolved once; what was checked is connected to."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 2000
# Networks whose addresses carry an address of the old kind, which may be one of ours.
CARRIERS = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


class NotAllowed(Exception):
    """The address is none that may be asked."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked, of which server: `http` or `https`, on its own port, without a name to sign in."""

    scheme: str
    host: str
    path: str

    @property
    def port(self) -> int:
        return PORTS[self.scheme]


# The machines behind a name and a port, all of them allowed.
Resolver = Callable[[str, int], list[tuple[str, int]]]


def target_of(address: str) -> Target:
    """What `address` names.

    Raises:
        NotAllowed: another scheme or port, a password, no server, or a thousand letters too many.
    """
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or "\\" in address:
        raise NotAllowed(address[:80])
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
        is_on_its_port = parts.port in (None, PORTS.get(parts.scheme))
    except ValueError:
        raise NotAllowed(address[:80]) from None
    if parts.scheme not in PORTS or not host or not is_on_its_port or "@" in parts.netloc:
        raise NotAllowed(address[:80])
    return Target(parts.scheme, host, _path(parts))


def endpoints_of(target: Target) -> list[tuple[str, int]]:
    """The machines that may be connected to for `target`.

    Raises:
        NotAllowed: one of its addresses lies in a network of our own.
        OSError: nobody knows the name.
    """
    resolver: Resolver = import_string(settings.EGRESS_RESOLVER)
    return resolver(target.host, target.port)


def public_endpoints(host: str, port: int) -> list[tuple[str, int]]:
    """Every address of `host`; one that is not public condemns the name with all the others.

    Raises:
        NotAllowed: it leads into a network of our own, or may.
        OSError: nobody knows the name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses or not all(map(is_public, addresses)):
        raise NotAllowed(host)
    return [(address, port) for address in addresses]


def is_public(written: str) -> bool:
    """Whether `written` is an address of the internet and not of a network, a machine or a cloud."""
    try:
        address = ip_address(written)
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        return _is_public_6(address)
    return _is_public_4(address)


def _is_public_6(address: IPv6Address) -> bool:
    if address.scope_id is not None or any(address in carrier for carrier in CARRIERS):
        return False
    if address.ipv4_mapped is not None:
        return False
    # Only what has been given out so far: whatever else exists is somebody's own.
    return address in ip_network("2000::/3") and address.is_global and not address.is_multicast


def _is_public_4(address: IPv4Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        # Of the protocols themselves; older versions of Python let some of it through.
        and address not in ip_network("192.0.0.0/24")
    )


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return f"{path}?{query}" if query else path
