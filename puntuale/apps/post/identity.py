"""When are two deliveries the same mail? By Message-ID and by what the sender wrote."""

import hashlib
import re
from dataclasses import dataclass

# Written on the way, differently for each copy and each hop; the sender never wrote them.
TRACE = frozenset(
    b"received return-path delivered-to envelope-to x-envelope-to x-original-to x-received"
    b" received-spf authentication-results x-spam-status x-spam-score x-spam-level x-spam-flag"
    b" x-spam-checker-version x-forwarded-to x-forwarded-for x-virus-scanned x-gm-message-state"
    b" x-google-smtp-source x-rspamd-server x-rspamd-queue-id status x-status x-uid"
    b" x-keywords lines".split()
)
TRACE_FAMILIES = (b"arc-", b"x-ms-exchange-", b"x-microsoft-antispam")
END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:")
HEADER_BYTES = 1 << 20
MESSAGE_ID_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Identity:
    """What one mail is known by: its Message-ID, if it has one, and the hash of its content."""

    message_id: str
    sha256: str


def identity_of(raw: bytes) -> Identity:
    """The identity of `raw`, the same through every door and after every hop.

    Without a Message-ID the trace counts as well: a retry carries the same one, while a person
    who sends the same words again on another day does not.
    """
    end = END_OF_HEADERS.search(raw, 0, HEADER_BYTES)
    cut = end.start() if end else min(len(raw), HEADER_BYTES)
    headers = _unfolded(raw[:cut])
    message_id = _message_id(headers)
    digest = hashlib.sha256()
    for header in headers:
        if not (message_id and _is_trace(header)):
            digest.update(header + b"\n")
    digest.update(b"\n" + raw[cut:].replace(b"\r\n", b"\n").strip(b"\n"))
    return Identity(message_id, digest.hexdigest())


def _unfolded(block: bytes) -> list[bytes]:
    headers: list[bytes] = []
    folded: list[bytes] = []
    for line in block.replace(b"\r\n", b"\n").split(b"\n"):
        if line[:1] in (b" ", b"\t") and folded:
            folded.append(line.strip())
            continue
        if folded:
            headers.append(b" ".join(folded))
        folded = [line.rstrip()]
    return [*headers, b" ".join(folded)]


def _is_trace(header: bytes) -> bool:
    name = header.partition(b":")[0].strip().lower()
    return name in TRACE or name.startswith(TRACE_FAMILIES)


def _message_id(headers: list[bytes]) -> str:
    for header in headers:
        found = HEADER.match(header)
        if found and found[1].lower() == b"message-id":
            value = header[found.end() :].strip()
            # Only what can stand in every database: no NUL, no bytes outside ASCII.
            text = value.decode("ascii", "replace").replace("\x00", "\ufffd")
            return text[:MESSAGE_ID_LENGTH]
    return ""
