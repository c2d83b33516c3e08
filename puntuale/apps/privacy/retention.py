"""What goes by itself after a time that an administrator has chosen; nothing goes before one has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from puntuale.apps.access.models import Opening
from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import LogEntry, User
from puntuale.apps.database import rewritable
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.privacy.models import Hold, RetentionRule
from puntuale.apps.privacy.scrubbing import GONE
from puntuale.apps.tickets.files import wipe_files
from puntuale.apps.tickets.models import Attachment, Message, Ticket

What = RetentionRule.What
SLICE = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """Which rows a rule is about at a cutoff, in the order in which they go, and how some of them go."""

    going: Callable[[datetime], QuerySet[Any]]
    let_go: Callable[[list[Any], datetime], object]


def going_by(what: str, *, days: int, at: datetime) -> QuerySet[Any]:
    """What a rule of so many days would let go at `at`: the preview and the duty ask the same."""
    return KINDS[what].going(at - timedelta(days=days))


@transaction.atomic
def set_rule(
    what: str, days: int | None, *, by: User, at: datetime, address: str | None = None
) -> None:
    """Keep `what` for so many days from now on; None: for ever."""
    rule = RetentionRule.objects.select_for_update().filter(what=what).first()
    before = rule.days if rule else None
    if before == days:
        return
    if days is None:
        RetentionRule.objects.filter(what=what).delete()
    else:
        RetentionRule.objects.update_or_create(what=what, defaults={"days": days})
    record_change(
        "retention.changed",
        what,
        by=by,
        at=at,
        before={"days": before},
        after={"days": days},
        address=address,
    )


def carry_out_rules(*, at: datetime) -> int:
    """Let some of what is due go, of the first rule that has any; how many: none when all is done."""
    for rule in RetentionRule.objects.order_by("what"):
        with transaction.atomic():
            # Of each kind the oldest first, a slice in a transaction: killed, it goes on later.
            rows = list(going_by(rule.what, days=rule.days, at=at).order_by("pk")[:SLICE])
            if rows:
                KINDS[rule.what].let_go(rows, at)
                return len(rows)
    return 0


def _free(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Without the requests of people whose data are held."""
    return tickets.exclude(contact__in=_held())


def _held() -> QuerySet[Hold, int]:
    return Hold.objects.filter(ended_at=None).values_list("contact", flat=True)


def _raw_mail(cutoff: datetime) -> QuerySet[InboundMail]:
    read = InboundMail.objects.filter(state=InboundMail.State.READ, read_at__lte=cutoff)
    held = Message.objects.filter(by_contact__in=_held(), inbound__isnull=False)
    return read.exclude(raw=b"").exclude(pk__in=held.values("inbound"))


def _sent_mail(cutoff: datetime) -> QuerySet[OutgoingMail]:
    sent = OutgoingMail.objects.filter(state=OutgoingMail.State.SENT, sent_at__lte=cutoff)
    held = Ticket.objects.filter(contact__in=_held())
    return sent.exclude(text=GONE).exclude(ticket_id__in=held.values("pk"))


def _files(cutoff: datetime) -> QuerySet[Attachment]:
    closed = _free(Ticket.objects.filter(closed_at__lte=cutoff))
    files = Attachment.objects.filter(ticket__in=closed, wiped_at=None)
    # What they sent on requests of others is theirs as well.
    return files.exclude(message__by_contact__in=_held())


def _log(cutoff: datetime) -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(at__lte=cutoff)


def _openings(cutoff: datetime) -> QuerySet[Opening]:
    return Opening.objects.filter(ticket__in=_free(Ticket.objects.filter(closed_at__lte=cutoff)))


def _empty_raw(rows: list[InboundMail], _at: datetime) -> None:
    InboundMail.objects.filter(pk__in=[row.pk for row in rows]).update(raw=b"")


def _empty_sent(rows: list[OutgoingMail], _at: datetime) -> None:
    sent = OutgoingMail.objects.filter(pk__in=[row.pk for row in rows])
    sent.update(text=GONE, html="", subject=GONE)


def _remove_log(rows: list[LogEntry], _at: datetime) -> None:
    with rewritable("accounts_logentry"):
        LogEntry.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _remove_openings(rows: list[Opening], _at: datetime) -> None:
    with rewritable("access_opening"):
        Opening.objects.filter(pk__in=[row.pk for row in rows]).delete()


KINDS: Mapping[str, Kind] = {
    What.RAW_MAIL: Kind(_raw_mail, _empty_raw),
    What.SENT_MAIL: Kind(_sent_mail, _empty_sent),
    What.FILES: Kind(_files, lambda rows, at: wipe_files(rows, at=at)),
    What.LOG: Kind(_log, _remove_log),
    What.OPENINGS: Kind(_openings, _remove_openings),
}
