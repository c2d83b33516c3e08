"""One way in and one way out for every file: random place, kept name, checked content."""

import hashlib
import uuid
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.errors import FileTooLarge, TicketRefusal
from puntuale.apps.tickets.models import Attachment, Message

CHUNK = 256 * 1024


class DamagedFile(TicketRefusal):
    """What is stored no longer has the checksum it was given."""


class WipedFile(DamagedFile):
    """Its bytes were removed, as a rule or its sender wanted."""


def attachment_storage() -> Storage:
    """The local folder or the object store, as configured."""
    return storages["attachments"]


def keep_file(
    content: bytes | IO[bytes],
    name: str,
    content_type: str,
    *,
    at: datetime,
    by: User | None = None,
    content_id: str = "",
    inline: bool = False,
) -> Attachment:
    """Store `content` under a random name; it belongs to nothing until an action takes it.

    Raises:
        FileTooLarge: over `ATTACHMENT_MAX_BYTES`; nothing is stored.
    """
    file = ContentFile(content) if isinstance(content, bytes) else File(content)
    digest, size = hashlib.sha256(), 0
    for chunk in file.chunks(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if size > settings.ATTACHMENT_MAX_BYTES:
            raise FileTooLarge
    file.seek(0)
    key = uuid.uuid4()
    stored_as = attachment_storage().save(f"{key.hex[:2]}/{key.hex}", file)
    return Attachment.objects.create(
        key=key,
        name=displayable(name),
        content_type=content_type[:120] or "application/octet-stream",
        size=size,
        sha256=digest.hexdigest(),
        stored_as=stored_as,
        content_id=content_id[:250],
        is_inline=inline,
        uploaded_by=by,
        created_at=at,
    )


def give_files(files: Collection[Attachment], message: Message) -> None:
    """Let stored `files` belong to `message`, within the action that keeps it."""
    if files:
        keys = [file.pk for file in files]
        Attachment.objects.filter(pk__in=keys).update(message=message, ticket=message.ticket)


def read_file(attachment: Attachment) -> bytes:
    """The bytes as they were given.

    Raises:
        DamagedFile: the stored bytes are missing or have changed; they are not handed out.
        WipedFile:   they were removed on purpose.
    """
    if attachment.wiped_at is not None:
        raise WipedFile
    content = b"".join(_chunks(attachment))
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise DamagedFile
    return content


def wipe_files(files: Collection[Attachment], *, at: datetime, forget_names: bool = False) -> int:
    """Remove the bytes of `files` once the transaction is kept; the rows say that there were some."""
    gone = {"wiped_at": at, "sha256": "", "content_id": ""}
    if forget_names:
        gone |= {"name": "[…]", "content_type": "application/octet-stream"}
    count = Attachment.objects.filter(pk__in=[file.pk for file in files], wiped_at=None).update(
        **gone
    )
    places = [file.stored_as for file in files]
    transaction.on_commit(lambda: _delete(places))
    return count


def displayable(name: str) -> str:
    """`name` without path, control characters and excess; never empty, never used on disk."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    if len(shown) <= 120:
        return shown or "file"
    stem, dot, ending = shown.rpartition(".")
    return f"{stem[:100]}…{dot}{ending[-16:]}" if dot else f"{shown[:119]}…"


def _delete(places: Collection[str]) -> None:
    storage = attachment_storage()
    for place in places:
        storage.delete(place)


def _chunks(attachment: Attachment) -> Iterator[bytes]:
    try:
        with attachment_storage().open(attachment.stored_as) as file:
            yield from file.chunks(CHUNK)
    except OSError as trouble:
        raise DamagedFile from trouble
