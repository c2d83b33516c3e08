"""All data of one person in one file: asked for, made by a job, fetched for a few days, removed."""

import json
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import IO, Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.privacy.errors import CopyUnderWay, ErasedAlready
from puntuale.apps.privacy.models import DataCopy
from puntuale.apps.privacy.people import files_of
from puntuale.apps.privacy.told import told_of
from puntuale.apps.tickets.files import DamagedFile, attachment_storage, read_file

HOLDS = timedelta(days=7)
# Apart from attachments, whose folders have two letters.
FOLDER = "copies"


@transaction.atomic
def ask_for_copy(
    contact: Contact, *, by: User, at: datetime, address: str | None = None
) -> DataCopy:
    """Have a copy of all data of `contact` made, for the person or for the office.

    Raises:
        CopyUnderWay:  one is being made.
        ErasedAlready: nobody is left.
    """
    if contact.erased_at is not None:
        raise ErasedAlready
    try:
        with transaction.atomic():
            copy = DataCopy.objects.create(contact=contact, asked_by=by, asked_at=at)
    except IntegrityError:
        raise CopyUnderWay from None
    record_change("data_copy.asked", contact, by=by, at=at, address=address)
    enqueue("privacy.copy", {"copy_id": copy.pk}, at=at)
    return copy


def handle(payload: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """The job `privacy.copy`: make the file, unless it was made or nobody is left."""
    copy = DataCopy.objects.select_related("contact__user", "contact__organisation").get(
        pk=payload["copy_id"]
    )
    if copy.ready_at is not None or copy.removed_at is not None:
        return
    with tempfile.TemporaryFile() as file:
        _write(file, copy.contact)
        size = file.tell()
        file.seek(0)
        place = f"{FOLDER}/{copy.key.hex}"
        # What a worker left that was killed on the way.
        attachment_storage().delete(place)
        name = attachment_storage().save(place, File(file))
    waiting = DataCopy.objects.filter(pk=copy.pk, ready_at=None, removed_at=None)
    if not waiting.update(stored_as=name, size=size, ready_at=at, ends_at=at + HOLDS):
        attachment_storage().delete(name)


def copies_in_force(contact: Contact, *, at: datetime) -> QuerySet[DataCopy]:
    """Those being made, and those that can be fetched."""
    made = DataCopy.objects.filter(contact=contact, removed_at=None)
    return made.exclude(ends_at__lte=at)


def fetch_copy(
    copy: DataCopy, *, by: User, at: datetime, address: str | None = None
) -> IO[bytes] | None:
    """The file, and that it was fetched is written down; None where its time is over."""
    if copy.ready_at is None or copy.ends_at is None or copy.ends_at <= at or copy.removed_at:
        return None
    record_change("data_copy.fetched", copy.contact, by=by, at=at, address=address)
    return attachment_storage().open(copy.stored_as)


def remove_ended(*, at: datetime) -> int:
    """Remove the files whose time is over; how many."""
    return remove(DataCopy.objects.filter(ends_at__lte=at, removed_at=None), at=at)


def remove(copies: QuerySet[DataCopy], *, at: datetime) -> int:
    """Remove the files of `copies`; that there were any stays."""
    ended = list(copies)
    for copy in ended:
        if copy.stored_as:
            attachment_storage().delete(copy.stored_as)
        DataCopy.objects.filter(pk=copy.pk).update(stored_as="", removed_at=at)
    return len(ended)


def _write(file: IO[bytes], contact: Contact) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        told = json.dumps(told_of(contact), ensure_ascii=False, indent=2, default=str)
        archive.writestr("data.json", told)
        for attachment in files_of(contact).order_by("pk").iterator(100):
            try:
                content = read_file(attachment)
            except DamagedFile:
                continue
            # The name is the sender's: it is told in data.json, and is no path here.
            archive.writestr(f"files/{attachment.key.hex}", content)
