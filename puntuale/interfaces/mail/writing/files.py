"""Which files of an answer go along, and which are too large for mail."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from puntuale.apps.tickets.models import Attachment, Message

# Encoded for mail they grow by a third; many servers take 25 MB and no more.
MOST_BYTES = 18 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Carried:
    """Files that go along, and those that stay on the page of the request."""

    along: list[Attachment] = field(default_factory=list)
    left: list[Attachment] = field(default_factory=list)


def carried(message: Message | None) -> Carried:
    """The files of `message`, parted: as many as mail servers take, in their order."""
    files: Iterable[Attachment] = message.files.all() if message else ()
    parted, size = Carried(), 0
    for file in files:
        if size + file.size > MOST_BYTES:
            parted.left.append(file)
        else:
            parted.along.append(file)
            size += file.size
    return parted
