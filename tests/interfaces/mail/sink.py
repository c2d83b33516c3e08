"""A mail server of the test's own, which answers as it is told and remembers what it took."""

import base64
import email
import email.policy
import socket
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class Sink:
    """What arrived, and the rules for what does not."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    at_sender: Callable[[str], str | None] = lambda sender: None
    at_recipient: Callable[[str], str | None] = lambda recipient: None
    at_data: list[str] = field(default_factory=list)
    # With which one signs in (XOAUTH2); where there is none nobody has to.
    tokens: set[str] = field(default_factory=set)
    signed_in: list[tuple[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def auth_XOAUTH2(self, server: SMTP, words: list[str]) -> AuthResult:
        told = base64.b64decode(words[1]).decode()
        user, _, token = told.strip("\1").partition("\1auth=Bearer ")
        self.signed_in.append((user.removeprefix("user="), token))
        if token in self.tokens:
            return AuthResult(success=True)
        # As the large providers do: first what is wrong, then, once that was heard, the refusal.
        await server.challenge_auth(b'{"status": "401"}')
        return AuthResult(success=False, handled=False)

    async def handle_MAIL(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: Any
    ):
        if (refusal := self.at_sender(address)) is not None:
            return refusal
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: Any
    ):
        if (refusal := self.at_recipient(address)) is not None:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        answer = self.at_data.pop(0) if self.at_data else "250 OK"
        if answer in ("250 OK", "drop"):
            self.raw.append(envelope.content)
            parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.mails.append(parsed)
            self.senders.append(envelope.mail_from)
            self.recipients.append(list(envelope.rcpt_tos))
        if answer == "drop":
            server.transport.close()
        return answer


@contextmanager
def running(tokens: Collection[str] = ()) -> Iterator[Sink]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        sink = Sink(free.getsockname()[1], tokens=set(tokens))
    controller = Controller(
        sink,
        hostname="127.0.0.1",
        port=sink.port,
        auth_require_tls=False,
        auth_exclude_mechanism=["LOGIN", "PLAIN"],
    )
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
