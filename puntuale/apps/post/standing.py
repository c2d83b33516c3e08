"""How a mailbox stands: fetched, never fetched, stopped, or silent without saying why."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from puntuale.apps.post.actions.mailboxes import EVERY
from puntuale.apps.post.models import InboundMail, Mailbox, OutgoingMail

# A server that has its hiccup is not told of; one that is gone is, within five minutes.
TELL_AFTER = timedelta(minutes=2)
SILENT_AFTER = timedelta(minutes=4)


class Standing(StrEnum):
    """Whether mail comes from a mailbox."""

    FETCHED = "fetched"
    NEVER = "never"
    STOPPED = "stopped"
    SILENT = "silent"
    # Its mail is handed to us by a mail server, or it only sends.
    HANDED_OVER = "handed_over"


def standing_of(mailbox: Mailbox, *, at: datetime) -> Standing:
    """How `mailbox` stands at `at`."""
    if not mailbox.imap_url:
        return Standing.HANDED_OVER
    if mailbox.stopped_since is not None:
        return Standing.STOPPED
    # Somebody fetches it now, or its server tells of new mail by itself.
    is_held = any(until and until > at for until in (mailbox.leased_until, mailbox.watched_until))
    if is_held:
        return Standing.FETCHED
    if mailbox.fetched_at is None:
        return Standing.NEVER
    is_silent = mailbox.fetched_at <= at - SILENT_AFTER
    return Standing.SILENT if is_silent else Standing.FETCHED


def next_try(mailbox: Mailbox, *, at: datetime) -> datetime | None:
    """When it is fetched next; None where somebody does so now, or nobody ever does."""
    if not mailbox.imap_url:
        return None
    if mailbox.leased_until is not None and mailbox.leased_until > at:
        return mailbox.leased_until if mailbox.stopped_since is not None else None
    return max(at, mailbox.fetched_at + EVERY) if mailbox.fetched_at else at


def mailboxes_to_tell_of(at: datetime) -> QuerySet[Mailbox]:
    """Those that stopped and nobody was told, and those that work again and nobody was told."""
    is_free = Q(leased_until=None) | Q(leased_until__lte=at)
    is_unwatched = Q(watched_until=None) | Q(watched_until__lte=at)
    silent = Q(fetched_at__lte=at - SILENT_AFTER, stopped_since=None) & is_free & is_unwatched
    gone = Q(told_at=None) & (Q(stopped_since__lte=at - TELL_AFTER) | silent)
    back = Q(told_at__isnull=False, stopped_since=None, fetched_at__gt=at - SILENT_AFTER)
    return Mailbox.objects.exclude(imap_url="").filter(gone | back).order_by("pk")


def mailboxes_with_their_mail() -> QuerySet[Mailbox]:
    """Every mailbox with `last_mail_at`, and whether mails of it wait (`has_waiting`)."""
    newest = InboundMail.objects.filter(mailbox=OuterRef("pk")).order_by("-id")
    waiting = OutgoingMail.objects.filter(mailbox=OuterRef("pk"), state=OutgoingMail.State.WAITING)
    return Mailbox.objects.annotate(
        last_mail_at=Subquery(newest.values("received_at")[:1]), has_waiting=Exists(waiting)
    ).order_by("address")
