"""The conversation, LMTP or SMTP as it is begun: who may speak, how long, and what is answered."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from puntuale.apps.post.actions.intake import Arrival
from puntuale.interfaces.mail.envelope import is_plain_address
from puntuale.interfaces.mail.listening.committer import Committer

IDLE_SECONDS = 300
CONNECTIONS = 100
RECIPIENTS = 100
COMMANDS_A_SESSION = 10_000
CHUNK_BYTES = 64 * 1024
LINE_END, LAST_LINE = b"\r\n", b"\r\n.\r\n"

KEPT = "250 2.0.0 Kept"
NOT_KEPT = "451 4.3.0 Not kept, try again later"
TOO_LARGE = "552 5.3.4 Larger than this server takes"
TOO_BUSY = "421 4.7.0 Too many connections, try again later"
BAD_SENDER = "501 5.1.7 This cannot be a sender's address"
BAD_RECIPIENT = "501 5.1.3 This cannot be a recipient's address"
NOT_OURS = "550 5.1.1 This is no address of this desk"
TOO_MANY_RECIPIENTS = "452 4.5.3 Too many recipients, send the rest again"

log = structlog.get_logger(__name__)


class Door:
    """What the conversation asks of Puntuale; shared by all connections."""

    def __init__(
        self,
        committer: Committer,
        clock: Callable[[], datetime],
        is_ours: Callable[[str], Awaitable[bool]],
    ) -> None:
        self.committer = committer
        self.clock = clock
        self.is_ours = is_ours
        self.connections = 0

    async def handle_MAIL(  # noqa: N802
        self,
        _server: LMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """The sender; `<>` is the one of a bounce."""
        if not is_plain_address(address):
            return BAD_SENDER
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self,
        server: "Conversation",
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """A recipient; who speaks LMTP has decided which are ours, who speaks SMTP is told."""
        if not is_plain_address(address):
            return BAD_RECIPIENT
        if server.speaks_smtp and not await self.is_ours(address):
            return NOT_OURS
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return TOO_MANY_RECIPIENTS
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def answer_to(self, envelope: Envelope, raw: bytes, door: str) -> str:
        """Keep the mail; what to say about it."""
        sender = (envelope.mail_from or "").strip("<>")
        arrival = Arrival(raw, sender, tuple(envelope.rcpt_tos), door, self.clock())
        try:
            await self.committer.keep(arrival)
        except Exception:
            # The committer has logged why; the sender's server still has the mail.
            return NOT_KEPT
        return KEPT


class Conversation(LMTP):  # type: ignore[misc]
    """One connection. Reads the mail as bytes, whatever its lines look like."""

    line_length_limit = CHUNK_BYTES
    command_size_limit = 2048
    envelope: Envelope
    # By how whoever called has greeted.
    speaks_smtp = False

    def __init__(self, door: Door, max_bytes: int) -> None:
        super().__init__(
            door,
            data_size_limit=max_bytes,
            timeout=IDLE_SECONDS,
            command_call_limit=COMMANDS_A_SESSION,
            enable_SMTPUTF8=True,
            hostname="puntuale",
            ident="ESMTP and LMTP",
        )
        self._door = door

    def connection_made(self, transport: Any) -> None:
        self._door.connections += 1
        if self._door.connections > CONNECTIONS:
            transport.write(TOO_BUSY.encode() + LINE_END)
            transport.close()
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._door.connections -= 1
        super().connection_lost(error)

    async def handle_exception(self, error: Exception) -> str:
        """Whatever went wrong with us is for the sender's server to try again."""
        log.error("lmtp_failed", because=repr(error))
        return NOT_KEPT

    async def smtp_LHLO(self, arg: str) -> None:  # noqa: N802
        """LMTP begins (RFC 2033)."""
        self.speaks_smtp = False
        await SMTP.smtp_EHLO(self, arg)

    async def smtp_EHLO(self, arg: str) -> None:  # noqa: N802
        """SMTP begins (RFC 5321)."""
        self.speaks_smtp = True
        await SMTP.smtp_EHLO(self, arg)

    async def smtp_HELO(self, arg: str) -> None:  # noqa: N802
        """SMTP begins as it was spoken once."""
        self.speaks_smtp = True
        await SMTP.smtp_HELO(self, arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """One answer for each recipient, as LMTP wants it; SMTP has one for all of them."""
        if await self.check_helo_needed("LHLO"):
            return
        if arg or not self.envelope.rcpt_tos:
            await self.push("501 5.5.4 Syntax: DATA" if arg else "503 5.5.1 Need RCPT first")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        raw = await self._raw()
        envelope, self.envelope = self.envelope, self._create_envelope()
        self._set_post_data_state()
        door = "smtp" if self.speaks_smtp else "lmtp"
        said = TOO_LARGE if raw is None else await self._door.answer_to(envelope, raw, door)
        for _recipient in envelope.rcpt_tos[:1] if self.speaks_smtp else envelope.rcpt_tos:
            await self.push(said)

    async def _raw(self) -> bytes | None:
        """The bytes up to the lone dot, None when they are too many.

        Only CR LF ends a line here: a mail can then not smuggle a second one behind a false end.
        """
        raw = bytearray(LINE_END)
        too_large = False
        while not raw.endswith(LAST_LINE):
            raw += await self._piece()
            if len(raw) > self.data_size_limit + len(LINE_END + LAST_LINE):
                too_large = True
            if too_large:
                del raw[: -len(LAST_LINE)]
        if too_large:
            return None
        # A line that begins with a dot was given a second one for the way.
        return bytes(raw[: -len(b".\r\n")]).replace(b"\r\n.", LINE_END)[len(LINE_END) :]

    async def _piece(self) -> bytes:
        try:
            return bytes(await self._reader.readuntil(b".\r\n"))
        except asyncio.LimitOverrunError as long:
            return bytes(await self._reader.read(long.consumed))
