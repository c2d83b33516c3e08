"""The duty that fetches: one mailbox, from the last number that was kept."""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.utils import timezone

from puntuale.apps.post.actions.grants import forget_access
from puntuale.apps.post.actions.intake import Arrival
from puntuale.apps.post.actions.mailboxes import Fetched, end_fetching, keep_fetched, lease_next
from puntuale.apps.post.models import Mailbox
from puntuale.apps.post.sealing import parted
from puntuale.interfaces.mail.fetching.places import TROUBLE, in_words, place_of
from puntuale.interfaces.mail.fetching.server import Folder, NotLetIn, opened

MAILS_A_COMMIT = 20
BYTES_A_COMMIT = 32 * 1024 * 1024

log = structlog.get_logger(__name__)


def fetch_next_mailbox(at: datetime) -> bool:
    """Fetch the mailbox that has waited for longest, if one is due; whether there was one."""
    _know_configured_mailbox()
    mailbox = lease_next(at)
    if mailbox is None:
        return False
    trouble = ""
    try:
        with opened(place_of(mailbox, at=at)) as folder:
            _fetch(mailbox, folder)
    except TROUBLE as reason:
        trouble = in_words(reason)
        if isinstance(reason, NotLetIn):
            forget_access(mailbox)
        log.warning("mailbox_failed", mailbox=mailbox.address, because=trouble)
    end_fetching(mailbox, at=timezone.now(), trouble=trouble)
    return True


def _fetch(mailbox: Mailbox, folder: Folder) -> None:
    """Keep everything new, and only then mark it on the server."""
    if mailbox.uid_validity not in (None, folder.uid_validity):
        # The server has numbered its mails anew; those we know are known by their content.
        log.warning("mailbox_numbered_anew", mailbox=mailbox.address)
        mailbox.last_uid = 0
    mailbox.uid_validity = folder.uid_validity
    for batch in _batches(mailbox, folder):
        if not keep_fetched(mailbox, batch, at=timezone.now()):
            return
        folder.settle([mail.uid for mail in batch if not mail.arrival.refused])


def _batches(mailbox: Mailbox, folder: Folder) -> Iterator[list[Fetched]]:
    batch: list[Fetched] = []
    size = 0
    for number in folder.numbers_after(mailbox.last_uid):
        mail = _fetched(mailbox, folder, number)
        if mail is None:
            continue
        batch.append(mail)
        size += len(mail.arrival.raw)
        if len(batch) >= MAILS_A_COMMIT or size >= BYTES_A_COMMIT:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _fetched(mailbox: Mailbox, folder: Folder, number: int) -> Fetched | None:
    size = folder.size(number)
    is_too_large = size > settings.MAIL_MAX_BYTES
    waiting = folder.mail(number, only_headers=is_too_large)
    if waiting is None:
        return None
    now = timezone.now()
    refused = f"It has {size} bytes, and stays in the mailbox." if is_too_large else ""
    received_at = min(waiting.received_at or now, now)
    return Fetched(
        number,
        Arrival(waiting.raw, "", (mailbox.address,), "imap", received_at, mailbox, refused),
    )


def _know_configured_mailbox() -> None:
    """A mailbox named in the settings is known like one made on the page."""
    if not settings.IMAP_URL:
        return
    with contextlib.suppress(ValueError):
        # Its password stays in the settings.
        url, _password = parted(settings.IMAP_URL)
        user = urlsplit(url).username or ""
        address = user if "@" in user else parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        known, is_new = Mailbox.objects.get_or_create(
            address=address.lower(), defaults={"imap_url": url}
        )
        if not is_new and known.imap_url != url:
            Mailbox.objects.filter(pk=known.pk).update(imap_url=url)
