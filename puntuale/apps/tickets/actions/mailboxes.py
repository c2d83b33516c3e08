"""Telling administrators that a mailbox cannot be fetched, and that it can be again; each once."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.people import keepers_of_mailboxes
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.post.models import Mailbox
from puntuale.apps.post.standing import mailboxes_to_tell_of
from puntuale.apps.tickets.models import Notice


@transaction.atomic
def tell_of_next_mailbox(*, at: datetime) -> bool:
    """Tell of the first mailbox that stopped, or works again, and nobody knows; whether there was one."""
    mailbox = mailboxes_to_tell_of(at).first()
    if mailbox is None:
        return False
    known = Mailbox.objects.filter(pk=mailbox.pk, told_at=mailbox.told_at)
    is_back = mailbox.told_at is not None
    # Of several workers that look at once, one tells.
    if known.update(told_at=None if is_back else at):
        _tell(mailbox, is_back=is_back, at=at)
    return True


def _tell(mailbox: Mailbox, *, is_back: bool, at: datetime) -> None:
    kind = Notice.Kind.MAILBOX_WORKS if is_back else Notice.Kind.MAILBOX_STOPPED
    since = mailbox.told_at if is_back else mailbox.stopped_since or mailbox.fetched_at
    for person in keepers_of_mailboxes():
        about = f"{since:%Y-%m-%d %H:%M:%S}"
        Notice.objects.create(user=person, mailbox=mailbox, kind=kind, at=at, about=about)
        payload = {
            "mailbox_id": mailbox.pk,
            "user_id": person.pk,
            "is_back": is_back,
            "since": since.isoformat() if since else "",
        }
        enqueue("mail.mailbox", payload, at=at, lane=f"mailbox:{mailbox.pk}:{person.pk}")
