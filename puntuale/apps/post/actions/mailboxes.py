"""Whose turn it is to fetch a mailbox, and how that went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from puntuale.apps.post.actions.intake import Arrival, keep_mails
from puntuale.apps.post.models import Mailbox

EVERY = timedelta(seconds=30)
# Where the server tells of new mail by itself, it is asked all the same, lest it forget to.
EVERY_WATCHED = timedelta(minutes=5)
WATCH = timedelta(seconds=90)
# Longer than a batch takes; whoever vanishes with a mailbox holds it up no longer than this.
LEASE = timedelta(minutes=5)
PAUSE_AFTER_TROUBLE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail on the server, and its number there."""

    uid: int
    arrival: Arrival


def lease_next(at: datetime) -> Mailbox | None:
    """A mailbox that is due, for this worker alone until its lease runs out; None when none is."""
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    unwatched = Q(watched_until=None) | Q(watched_until__lte=at)
    due = (
        Q(fetched_at=None)
        | Q(fetched_at__lte=at - EVERY_WATCHED)
        | Q(unwatched, fetched_at__lte=at - EVERY)
    )
    candidates = Mailbox.objects.filter(free, due).exclude(imap_url="").order_by("fetched_at")
    for mailbox in candidates:
        mine = Mailbox.objects.filter(free, due, pk=mailbox.pk)
        if mine.update(leased_until=at + LEASE):
            mailbox.leased_until = at + LEASE
            return mailbox
    return None


@transaction.atomic
def keep_fetched(mailbox: Mailbox, mails: Sequence[Fetched], *, at: datetime) -> bool:
    """Keep `mails` and how far the mailbox was read, in one commit; extends the lease.

    False when the lease was lost meanwhile: nothing was kept, another worker fetches them.
    """
    mine = Mailbox.objects.filter(pk=mailbox.pk, leased_until=mailbox.leased_until)
    last = max([mailbox.last_uid, *(mail.uid for mail in mails)])
    facts = {"last_uid": last, "uid_validity": mailbox.uid_validity, "leased_until": at + LEASE}
    if not mine.update(**facts):
        return False
    keep_mails(mail.arrival for mail in mails)
    mailbox.last_uid, mailbox.leased_until = last, at + LEASE
    return True


def end_fetching(mailbox: Mailbox, *, at: datetime, trouble: str = "") -> None:
    """Give the mailbox back; trouble is kept, with the instant since when it lasts."""
    mine = Mailbox.objects.filter(pk=mailbox.pk, leased_until=mailbox.leased_until)
    if trouble:
        stopped_since = mailbox.stopped_since or at
        later = at + PAUSE_AFTER_TROUBLE
        mine.update(last_error=trouble[:2000], stopped_since=stopped_since, leased_until=later)
    else:
        mine.update(last_error="", stopped_since=None, fetched_at=at, leased_until=None)


def begin_watch(mailbox: Mailbox, *, at: datetime) -> bool:
    """Let this process have the server of `mailbox` tell it of new mail; False when another does."""
    return _watch(mailbox, Q(watched_until=None) | Q(watched_until__lte=at), at)


def keep_watch(mailbox: Mailbox, *, at: datetime) -> bool:
    """Go on with that; False when another process has taken over."""
    return _watch(mailbox, Q(watched_until=mailbox.watched_until), at)


def _watch(mailbox: Mailbox, free: Q, at: datetime) -> bool:
    if not Mailbox.objects.filter(free, pk=mailbox.pk).update(watched_until=at + WATCH):
        return False
    mailbox.watched_until = at + WATCH
    return True


def end_watch(mailbox: Mailbox) -> None:
    """Nobody is told of new mail any more: it is asked for as often as others."""
    mine = Mailbox.objects.filter(pk=mailbox.pk, watched_until=mailbox.watched_until)
    mine.update(watched_until=None)


def hurry(mailbox: Mailbox) -> None:
    """Something has come: fetch it as soon as a worker is free."""
    Mailbox.objects.filter(pk=mailbox.pk).update(fetched_at=None)
