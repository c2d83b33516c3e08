"""An SMTP server that keeps every mail it is given and sends none on."""

import email
import email.policy
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.environment.free_port import free_port

# No machine is so slow; a mail that has not come by then does not come.
PATIENCE_SECONDS = 90


@dataclass
class Sink:
    """What has arrived so far, oldest first."""

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        mail["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        with self.lock:
            self.mails.append(mail)
        return "250 kept"

    def wait_for(
        self, wanted: Callable[[EmailMessage], bool], *, seconds: float = PATIENCE_SECONDS
    ) -> EmailMessage:
        """The newest mail that is wanted; waits for it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with self.lock:
                found = next((mail for mail in reversed(self.mails) if wanted(mail)), None)
            if found:
                return found
            time.sleep(0.1)
        subjects = [str(mail["Subject"]) for mail in self.mails]
        raise AssertionError(f"no such mail within {seconds} s; there are {subjects}")

    def mail_to(self, address: str, *, seconds: float = PATIENCE_SECONDS) -> EmailMessage:
        """The newest mail to `address`; waits for the first."""
        return self.wait_for(lambda mail: address in str(mail["X-Envelope-To"]), seconds=seconds)


@contextmanager
def smtp_sink() -> Iterator[Sink]:
    """A sink on a free port, for as long as it is needed."""
    sink = Sink(free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
