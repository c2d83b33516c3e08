"""A kept mail as bytes: the same bytes at each attempt, but for its boundaries."""

import email.policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from django.core.files.storage import storages

from puntuale.apps.post.models import OutgoingMail

POLICY = email.policy.SMTP
LONGEST_LINE = 998
NO_TYPE = ("application", "octet-stream")


class UnsafeMail(Exception):
    """The bytes would hold a line that servers cut or a break that starts a header of its own."""


def as_bytes(mail: OutgoingMail) -> bytes:
    """`mail` as it goes over the wire.

    Raises:
        UnsafeMail: it must not go out as it is.
        OSError: a file that belongs to it cannot be read now.
    """
    try:
        message = _message(mail)
    except (ValueError, MessageError) as trouble:
        raise UnsafeMail(f"It cannot be written as a mail: {trouble}") from trouble
    for stored_as, name, content_type in mail.files:
        _attach(message, stored_as, name, content_type)
    # Last: the library moves what describes the content into the part that it wraps.
    message["Content-Language"] = mail.language
    return checked(message.as_bytes())


def _message(mail: OutgoingMail) -> EmailMessage:
    message = EmailMessage(policy=POLICY)
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(mail.created_at)
    message["From"] = _address(mail.sender)
    message["To"] = [_address(address) for address in mail.to]
    if mail.cc:
        message["Cc"] = [_address(address) for address in mail.cc]
    if mail.reply_to:
        message["Reply-To"] = _address(mail.reply_to)
    message["Subject"] = mail.subject
    for name, value in mail.headers.items():
        message[name] = value
    message.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return message


def _attach(message: EmailMessage, stored_as: str, name: str, content_type: str) -> None:
    main, _, sub = content_type.partition("/")
    # A mail as a file is taken apart by the library; as plain bytes it arrives as it was.
    main, sub = NO_TYPE if not sub or main in ("message", "multipart") else (main, sub)
    with storages["attachments"].open(stored_as) as file:
        content = file.read()
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)


def _address(written: str) -> Address:
    name, address = parseaddr(written)
    return Address(display_name=name, addr_spec=address)


def checked(content: bytes) -> bytes:
    """`content`, if no line of it is too long or broken in its middle.

    Raises:
        UnsafeMail: it must not leave.
    """
    lines = content.split(b"\r\n")
    if any(len(line) > LONGEST_LINE or b"\r" in line or b"\n" in line for line in lines):
        raise UnsafeMail("A line of it is too long, or broken in its middle.")
    return content
