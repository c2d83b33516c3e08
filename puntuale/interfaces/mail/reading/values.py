"""What reading a mail gives."""

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """Who is speaking: a person, or which kind of machine."""

    PERSON = "person"
    AUTOMATIC = "automatic"
    REPLIED = "replied"
    LIST = "list"
    BOUNCE = "bounce"
    DELAY = "delay"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Person:
    """A name, possibly empty, and an address in its comparable spelling."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it came."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a mail server says about a mail of ours that it could not deliver."""

    recipients: tuple[str, ...]
    message_ids: tuple[str, ...]
    diagnosis: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a server on the way wrote that it had found out about the sender (RFC 8601): anybody can."""

    by: str
    # By method, such as "dmarc", what came out, such as "fail".
    results: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReadMail:
    """One mail, read. Every text in it can be stored and shown; none of it can be trusted."""

    message_id: str
    subject: str
    # Exactly one plain From header with one address, else None: nobody can be said to have written.
    author: Person | None
    # The first address of any From header, for a request that nobody can be said to have written.
    claimed_author: Person | None
    return_path: str | None
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    references: tuple[str, ...]
    text: str
    cut_text: str
    html: str
    files: tuple[ReadFile, ...]
    nature: Nature
    bounce: Bounce | None
    # "it", "en", or empty where there were too few words to tell.
    language: str
    # What was left out, by code, such as "too_many_parts".
    remarks: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
