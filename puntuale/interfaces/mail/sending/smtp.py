"""One SMTP conversation: what the server answered, for each recipient."""

import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import parse_qs, unquote, urlsplit

SECONDS = 60
PORTS = {"smtp": 587, "smtps": 465}


class BadServerAddress(Exception):
    """The address of a mail server is not understood."""

    def __init__(self) -> None:
        super().__init__("Write the server as smtp://user@host:587?starttls or smtps://user@host")


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over, and how."""

    host: str
    port: int
    user: str
    password: str
    is_secure: bool
    starts_tls: bool
    # Given by the mailbox's provider; whoever has one signs in with that, and with no password.
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said about one recipient."""

    code: int
    words: str

    @property
    def is_accepted(self) -> bool:
        return 200 <= self.code < 300

    @property
    def is_final(self) -> bool:
        return self.code >= 500

    def __str__(self) -> str:
        return f"{self.code} {self.words}"[:500]


def server_at(url: str) -> Server:
    """The server that `smtp://…` or `smtps://…` names.

    Raises:
        BadServerAddress: it names none.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadServerAddress from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadServerAddress
    return Server(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_secure=parts.scheme == "smtps",
        starts_tls="starttls" in parse_qs(parts.query, keep_blank_values=True),
    )


def hand_over(
    server: Server, sender: str, recipients: list[str], content: bytes
) -> dict[str, Answer]:
    """The server's answer for each recipient; all have the same where the mail itself was judged.

    Raises:
        NotConnected: nothing was handed over.
        OSError, smtplib.SMTPException: the conversation broke; nobody knows what arrived.
    """
    with _connected(server) as client:
        code, words = client.mail(sender)
        if sender == "" and code >= 500:
            raise NullSenderRefused
        if code >= 400:
            return dict.fromkeys(recipients, _answer(code, words))
        answers = {address: _answer(*client.rcpt(address)) for address in recipients}
        accepted = [address for address, answer in answers.items() if answer.is_accepted]
        if accepted:
            judged = _answer(*_data(client, content))
            answers |= dict.fromkeys(accepted, judged)
        return answers


class NotConnected(Exception):
    """The server does not answer, or does not let us in: no mail can be handed over."""


class NotLetIn(NotConnected):
    """The server does not take the name with its password, or with its token."""


class NullSenderRefused(smtplib.SMTPException):
    """The server takes no mail without a sender."""


def _data(client: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
    try:
        return client.data(content)
    except smtplib.SMTPDataError as refusal:
        words = refusal.smtp_error
        return refusal.smtp_code, words if isinstance(words, bytes) else words.encode()


@contextlib.contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    try:
        client = _greeted(server)
    except smtplib.SMTPAuthenticationError as trouble:
        raise NotLetIn(f"{server.host}:{server.port}: {trouble}") from trouble
    except (OSError, smtplib.SMTPException) as trouble:
        raise NotConnected(f"{server.host}:{server.port}: {trouble}") from trouble
    try:
        yield client
        with contextlib.suppress(OSError, smtplib.SMTPException):
            client.quit()
    finally:
        client.close()


def greet(server: Server, seconds: float) -> None:
    """Connect, sign in, and go without having said anything.

    Raises:
        OSError, smtplib.SMTPException: the server cannot be reached, or does not let us in.
    """
    client = _greeted(server, seconds)
    with contextlib.suppress(OSError, smtplib.SMTPException):
        client.quit()
    client.close()


def _greeted(server: Server, seconds: float = SECONDS) -> smtplib.SMTP:
    client = (
        smtplib.SMTP_SSL(server.host, server.port, timeout=seconds, context=_trust())
        if server.is_secure
        else smtplib.SMTP(server.host, server.port, timeout=seconds)
    )
    try:
        client.ehlo_or_helo_if_needed()
        if server.starts_tls:
            client.starttls(context=_trust())
            client.ehlo()
        if server.token:
            client.auth("XOAUTH2", lambda challenge=None: _xoauth2(server, challenge))
        elif server.user:
            client.login(server.user, server.password)
    except BaseException:
        client.close()
        raise
    return client


def _xoauth2(server: Server, challenge: bytes | None) -> str:
    """The answer of the providers' own mechanism; to what is wrong with it, an empty one."""
    return "" if challenge else f"user={server.user}\1auth=Bearer {server.token}\1\1"


@cache
def _trust() -> ssl.SSLContext:
    """Whom this machine trusts: reading that takes longer than a whole conversation."""
    return ssl.create_default_context()


def _answer(code: int, words: bytes) -> Answer:
    return Answer(code, " ".join(words.decode("utf-8", "replace").split()))
