"""The conversation with an IMAP server: new mails by their numbers, and what is done with them after."""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from imaplib import IMAP4, Internaldate2tuple
from time import mktime
from urllib.parse import parse_qs, unquote, urlsplit

from imap_tools import (
    BaseMailBox,
    MailBox,
    MailboxLoginError,
    MailBoxStartTls,
    MailBoxUnencrypted,
)

SECONDS = 60
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
SEEN, DELETE = "seen", "delete"
PORTS = {"imaps": 993, "imap": 143}


class BadMailboxAddress(Exception):
    """The address of an IMAP server is not understood."""

    def __init__(self) -> None:
        super().__init__("Write the server as imaps://user@host:993/INBOX?after=seen")


class NotLetIn(Exception):
    """The server does not take the name with its password, or with its token."""

    def __init__(self, trouble: Exception) -> None:
        super().__init__(f"The server does not let us in: {trouble}")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder on a server. `after`: what becomes of a mail once it is kept.

    Whoever has a `token` of the mailbox's provider signs in with that, and with no password.
    """

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str
    after: str
    starts_tls: bool
    token: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One mail as the server has it."""

    uid: int
    raw: bytes
    # When the server received it; a mail that waits for us is as old as that.
    received_at: datetime | None


def place_at(url: str, password: str) -> Place:
    """The folder that `imaps://user@host/folder?after=seen` names.

    Raises:
        BadMailboxAddress: it names none.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadMailboxAddress from None
    options = parse_qs(parts.query, keep_blank_values=True)
    after = options.get("after", [SEEN])[0]
    if parts.scheme not in PORTS or not parts.hostname or after not in (SEEN, DELETE):
        raise BadMailboxAddress
    return Place(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=password,
        folder=unquote(parts.path.strip("/")) or "INBOX",
        after=after,
        starts_tls="starttls" in options,
    )


class Folder:
    """An open folder, its mails known by number whatever flags others set."""

    def __init__(self, server: BaseMailBox, place: Place) -> None:
        self._server = server
        self._after = place.after
        status = server.folder.status(place.folder, ["UIDVALIDITY"])
        self.uid_validity = int(status["UIDVALIDITY"])

    def numbers_after(self, last: int) -> list[int]:
        """The numbers of all mails above `last`, in order."""
        found = self._server.uids(f"UID {last + 1}:*")
        # The last mail always matches `n:*`, however small its number.
        return sorted(number for number in map(int, found) if number > last)

    def size(self, number: int) -> int:
        """How many bytes a mail has; none where somebody removed it meanwhile."""
        _status, answer = self._server.client.uid("FETCH", str(number), "(RFC822.SIZE)")
        found = [SIZE.search(item) for item in answer if isinstance(item, bytes)]
        return next((int(size[1]) for size in found if size), 0)

    def mail(self, number: int, *, only_headers: bool = False) -> Waiting | None:
        """One mail; None when somebody removed it meanwhile."""
        what = "BODY.PEEK[HEADER]" if only_headers else "BODY.PEEK[]"
        _status, answer = self._server.client.uid("FETCH", str(number), f"(INTERNALDATE {what})")
        for item in answer:
            if isinstance(item, tuple) and len(item) == 2:
                return Waiting(number, bytes(item[1]), _received_at(item[0]))
        return None

    def settle(self, numbers: list[int]) -> None:
        """Mark or remove what is kept; leaves alone what is new since."""
        uids = [str(number) for number in numbers]
        if not uids:
            return
        if self._after == DELETE:
            self._server.delete(uids)
        else:
            # The library would also remove whatever anybody else has marked as deleted.
            status, told = self._server.client.uid("STORE", ",".join(uids), "+FLAGS", "(\\Seen)")
            if status != "OK":
                raise IMAP4.error(told)


@contextmanager
def opened(place: Place) -> Iterator[Folder]:
    """The folder at `place`, signed in.

    Raises:
        OSError, imaplib.IMAP4.error, imap_tools.ImapToolsError: it cannot be reached or read.
    """
    with signed_in(place) as server:
        yield Folder(server, place)


def signed_in(place: Place, *, seconds: float = SECONDS) -> BaseMailBox:
    """The server of `place`, its folder chosen; a context that says good-bye.

    Raises:
        NotLetIn: the server does not take the name with its password, or the token.
        OSError, imaplib.IMAP4.error, imap_tools.ImapToolsError: it cannot be reached or read.
    """
    server = _server(place, seconds)
    try:
        _let_in(server, place)
        server.folder.set(place.folder)
        return server
    except BaseException:
        # The library leaves the connection open to whoever is not let in.
        server.client.shutdown()
        raise


def count_mails(place: Place, seconds: float) -> int:
    """How many mails lie in the folder; it is looked at, and nothing in it is touched.

    Raises:
        NotLetIn: the server does not take the name with its password, or the token.
        OSError, imaplib.IMAP4.error, imap_tools.ImapToolsError: it cannot be reached or read.
    """
    server = _server(place, seconds)
    try:
        _let_in(server, place)
        return int(server.folder.status(place.folder, ["MESSAGES"])["MESSAGES"])
    finally:
        server.client.shutdown()


def _let_in(server: BaseMailBox, place: Place) -> None:
    try:
        if place.token:
            server.xoauth2(place.user, place.token, initial_folder=None)
        else:
            server.login(place.user, place.password, initial_folder=None)
    except (IMAP4.abort, OSError):
        raise
    except (IMAP4.error, MailboxLoginError) as trouble:
        raise NotLetIn(trouble) from trouble


def _server(place: Place, seconds: float) -> BaseMailBox:
    # Without a context of our own the library would trust any certificate.
    checking = ssl.create_default_context()
    if place.scheme == "imaps":
        return MailBox(place.host, place.port, timeout=seconds, ssl_context=checking)
    if place.starts_tls:
        return MailBoxStartTls(place.host, place.port, timeout=seconds, ssl_context=checking)
    return MailBoxUnencrypted(place.host, place.port, timeout=seconds)


def _received_at(header: bytes) -> datetime | None:
    local = Internaldate2tuple(header)
    try:
        return datetime.fromtimestamp(mktime(local), UTC) if local else None
    except (OverflowError, ValueError):
        return None
