"""What a mail server says about a mail that it could not deliver."""

import re
from collections.abc import Iterator

from puntuale.interfaces.mail.reading.addresses import comparable
from puntuale.interfaces.mail.reading.charsets import decoded
from puntuale.interfaces.mail.reading.headers import split
from puntuale.interfaces.mail.reading.structure import Part
from puntuale.interfaces.mail.reading.values import Bounce

MOST_TEXT = 200_000
MOST_RECIPIENTS = 50
MESSAGE_ID = re.compile(r"<[^<>\s@]{1,200}@[^<>\s]{1,200}>")
RETURNED_ID = re.compile(r"^[>\s]*message-id:\s*(<[^<>\s]{1,400}>)", re.IGNORECASE | re.MULTILINE)
FIELD = re.compile(
    r"^(final-recipient|original-recipient|diagnostic-code|status):[ \t]*(?:[\w-]+[ \t]*;)?[ \t]*(.{1,400})",
    re.IGNORECASE | re.MULTILINE,
)
# How mail servers begin a notice that has no report part.
NOTICES = re.compile(
    r"the following addresses had permanent (?:fatal|delivery) errors|"
    r"this message was created automatically by mail delivery software|"
    r"a message that you (?:have )?sent could not be delivered|"
    r"i'?m afraid i wasn'?t able to deliver your message|"
    r"this is the (?:qmail-send|mail system|dragonfly mail agent|postfix program)|"
    r"hi\. this is the|message from .{1,80} mail delivery|"
    r"your (?:e-?mail|message) (?:could not|cannot|was not able to) be delivered|"
    r"delivery to the following recipients? (?:failed|has failed|permanently failed)|"
    r"(?:could not|wasn't able to) deliver (?:mail|the message|your message) to|"
    r"undeliver(?:able|ed) (?:mail|message)|your message did not reach|"
    r"il messaggio non [eè] stato (?:consegnato|recapitato)|impossibile recapitare|"
    r"transcript of session follows|returned mail",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"^[ \t]*<?([^\s<>@:;,\"]{1,64}@[A-Za-z0-9.-]{1,253})>?:?[ \t]*(?:$|\(|\d{3})", re.MULTILINE
)

BRACKETED = re.compile(r"<([^\s<>@]{1,64}@[A-Za-z0-9.-]{1,253})>")


def text_of_bounce(text: str) -> bool:
    """Whether `text` begins as mail servers begin such a notice."""
    return bool(NOTICES.search(text[:3000]))


def bounce_of(root: Part, text: str) -> Bounce:
    """Which mail came back, for whom, and why, as far as the notice says."""
    status = "\n".join(_texts(root, "message/delivery-status"))
    fields = [(name.lower(), value.strip()) for name, value in FIELD.findall(status)]
    recipients = [value for name, value in fields if name.endswith("-recipient")]
    recipients = recipients or NAMED.findall(text[:MOST_TEXT]) or BRACKETED.findall(text[:3000])
    diagnoses = [value for name, value in fields if name == "diagnostic-code"]
    diagnoses = diagnoses or [value for name, value in fields if name == "status"]
    known = dict.fromkeys(
        address for one in recipients if (address := comparable(one.strip("<> ")))
    )
    return Bounce(
        recipients=tuple(known)[:MOST_RECIPIENTS],
        message_ids=tuple(dict.fromkeys(_message_ids(root, text)))[:10],
        diagnosis=" ".join((diagnoses or [""])[0].split())[:300],
    )


def _message_ids(root: Part, text: str) -> Iterator[str]:
    for part in root.walk():
        if part.type.word in ("message/rfc822", "text/rfc822-headers", "message/global-headers"):
            headers, _ = split(part.content())
            yield from MESSAGE_ID.findall(decoded(headers.raw("message-id")))
    for part in root.walk():
        if part.type.word == "text/plain":
            yield from RETURNED_ID.findall(decoded(part.content()[:MOST_TEXT]))
    yield from RETURNED_ID.findall(text[:MOST_TEXT])


def _texts(root: Part, kind: str) -> Iterator[str]:
    for part in root.walk():
        if part.type.word == kind:
            yield decoded(part.content()[:MOST_TEXT])
