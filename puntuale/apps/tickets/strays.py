"""Files that belong to nothing: chosen and never sent, or stored by a change that was undone."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from puntuale.apps.tickets.files import attachment_storage
from puntuale.apps.tickets.models import Attachment

# A reply may lie as a draft for a while, with its files chosen.
UNSENT_STAY = timedelta(days=30)
# A file is stored a moment before its record is committed.
UNKNOWN_STAY = timedelta(days=2)
FOLDER, NAME = re.compile(r"[0-9a-f]{2}"), re.compile(r"[0-9a-f]{32}")
ROWS_AT_ONCE = 500


def remove_unsent(at: datetime) -> int:
    """Remove the files that were chosen long ago and sent with nothing; how many."""
    unsent = Attachment.objects.filter(message=None, created_at__lt=at - UNSENT_STAY)
    return sum(_remove(file) for file in unsent.iterator(ROWS_AT_ONCE))


def _remove(file: Attachment) -> bool:
    with transaction.atomic():
        # Sent at this moment, it is no longer unsent.
        removed, _ = Attachment.objects.filter(pk=file.pk, message=None).delete()
        if removed:
            transaction.on_commit(lambda: attachment_storage().delete(file.stored_as))
    return bool(removed)


def remove_unknown(at: datetime) -> int:
    """Remove the stored files that no record names; how many."""
    storage = attachment_storage()
    removed = 0
    for names in _stored():
        known = Attachment.objects.filter(stored_as__in=names).values_list("stored_as", flat=True)
        for name in names - set(known):
            if storage.get_modified_time(name) < at - UNKNOWN_STAY:
                storage.delete(name)
                removed += 1
    return removed


def _stored() -> Iterator[set[str]]:
    """The names that `keep_file` gave, a folder at a time; anything else is somebody else's."""
    storage = attachment_storage()
    try:
        folders, _ = storage.listdir("")
    except FileNotFoundError:
        return
    for folder in filter(FOLDER.fullmatch, folders):
        _, names = storage.listdir(folder)
        yield {f"{folder}/{name}" for name in names if NAME.fullmatch(name)}
