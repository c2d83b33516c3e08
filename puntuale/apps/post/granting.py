"""How the right to a mailbox is asked of its provider: as whom, where its owner signs in, what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass


class NoAccess(Exception):
    """The provider gives no access; the sentence says why, and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """Whom a provider knows us as."""

    provider: str
    client_id: str
    client_secret: str = ""
    tenant: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """A sign-in that was begun: at `url` the owner of the mailbox agrees.

    `state` comes back with the browser and says that it is this one; `verifier` never leaves us.
    """

    url: str
    state: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Granting:
    """The two steps, as the door for mail carries them out (`settings.GRANTING`)."""

    # (address, client, returns_to) -> where to sign in.
    begin: Callable[[str, Client, str], Consent]
    # Of which providers, with their names.
    providers: Callable[[], list[tuple[str, str]]]
    # (address, client, code, verifier, returns_to, sends, at): keeps what the code is worth.
    conclude: Callable[..., None]
