"""A customer's data is opened, which is always written down; reasons are stated."""

from datetime import datetime, timedelta

from puntuale.apps.access.errors import NeedsReason, NoReason
from puntuale.apps.access.models import Opening, StatedReason
from puntuale.apps.access.rights import Right, is_customers, right_to_open
from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.files import read_file
from puntuale.apps.tickets.models import Attachment, Message, Ticket

# A working day: whoever comes back tomorrow says again why.
REASON_HOLDS = timedelta(hours=10)


def state_reason(ticket: Ticket, text: str, *, by: User, at: datetime) -> StatedReason:
    """Say why `by` looks into what the customer of `ticket` gave; the customer reads it.

    Raises:
        NoReason: nothing was said.
    """
    text = " ".join(text.split())[:300]
    if not text:
        raise NoReason
    return StatedReason.objects.create(
        ticket=ticket, by=by, text=text, at=at, ends_at=at + REASON_HOLDS
    )


def open_file(file: Attachment, *, by: User, at: datetime, address: str | None = None) -> bytes:
    """The bytes of a file that `by` may see; that the desk opened a customer's is written down.

    Raises:
        NeedsReason: it is a customer's, and `by` has not said why.
        DamagedFile: it is no longer what was given.
    """
    if file.ticket is None or file.uploaded_by_id == by.pk or not is_customers(file.message, by):
        return read_file(file)
    right = needed_right(file.ticket, by=by, at=at)
    content = read_file(file)
    record_opening(file.ticket, Opening.What.FILE, right, by=by, at=at, address=address, file=file)
    return content


def open_pictures(
    message: Message, *, by: User, at: datetime, address: str | None = None
) -> list[Attachment]:
    """The files that a mail shows inside its text, to be read by `by`; written down as one.

    Raises:
        NeedsReason: they are a customer's, and `by` has not said why.
    """
    pictures = list(message.files.exclude(content_id=""))
    if pictures and is_customers(message, by):
        right = needed_right(message.ticket, by=by, at=at)
        what = Opening.What.PICTURES
        record_opening(message.ticket, what, right, by=by, at=at, address=address, message=message)
    return pictures


def needed_right(ticket: Ticket, *, by: User, at: datetime) -> Right:
    """By what right `by` opens what the customer of `ticket` gave.

    Raises:
        NeedsReason: by none yet.
    """
    right = right_to_open(by, ticket, at=at)
    if right is None:
        raise NeedsReason
    return right


def record_opening(
    ticket: Ticket,
    what: Opening.What,
    right: Right,
    *,
    by: User,
    at: datetime,
    address: str | None = None,
    file: Attachment | None = None,
    message: Message | None = None,
) -> Opening:
    """Write down that something was opened, and by what right."""
    return Opening.objects.create(
        ticket=ticket,
        what=what,
        why=right.why,
        reason=right.reason,
        by=by,
        at=at,
        address=address,
        file=file,
        message=message,
    )
