"""Mail as the desk and the administrator see it: what waits, what was caught, what went wrong."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Length

from puntuale.apps.jobs.models import UNFINISHED, Job
from puntuale.apps.post.models import InboundMail, Mailbox, OutgoingMail

SMALL_BYTES = 1_000_000


def mail_to_read(inbound_ids: Collection[int]) -> QuerySet[InboundMail]:
    """What of these has come and was not read, with the raw bytes."""
    return InboundMail.objects.filter(pk__in=inbound_ids, state=InboundMail.State.RECEIVED)


def small_mail_to_read(inbound_ids: Collection[int]) -> QuerySet[InboundMail]:
    """Of these what may lie in memory together."""
    sized = mail_to_read(inbound_ids).annotate(size=Length("raw"))
    return sized.filter(size__lt=SMALL_BYTES)


def mail_to_decide() -> QuerySet[InboundMail]:
    """What waits for a person: held or unreadable, oldest first; without the raw bytes."""
    states = [InboundMail.State.HELD, InboundMail.State.QUARANTINED]
    return InboundMail.objects.filter(state__in=states).defer("raw").order_by("id")


def mail_set_aside() -> QuerySet[InboundMail]:
    """What became no request: automatic mail, and what a person set aside; latest first."""
    aside = InboundMail.objects.filter(state=InboundMail.State.SET_ASIDE)
    return aside.defer("raw").order_by("-id")


def mail_not_sent() -> QuerySet[OutgoingMail]:
    """What still waits for its mail server, oldest first."""
    return OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING).order_by("id")


def mail_refused() -> QuerySet[OutgoingMail]:
    """What no server took, latest first."""
    return OutgoingMail.objects.filter(state=OutgoingMail.State.REFUSED).order_by("-id")


def next_tries(mails: Iterable[OutgoingMail]) -> dict[int, datetime]:
    """When each of `mails` is tried again, by key."""
    # What was refused and is sent once more has a job without the key of its first.
    keys = [mail.pk for mail in mails]
    jobs = Job.objects.filter(UNFINISHED, kind="post.send", payload__mail_id__in=keys)
    return {payload["mail_id"]: at for payload, at in jobs.values_list("payload", "run_at")}


def mail_caught() -> QuerySet[OutgoingMail]:
    """What the demo, or an installation without a mail server, wrote and did not send."""
    return OutgoingMail.objects.filter(state=OutgoingMail.State.CAUGHT).order_by("-id")


def mail_of_ticket(ticket_id: int) -> QuerySet[OutgoingMail]:
    """What we wrote about one request, in order, with its state."""
    return OutgoingMail.objects.filter(ticket_id=ticket_id).order_by("id")


def mailboxes_in_trouble() -> QuerySet[Mailbox]:
    """Mailboxes that could not be fetched when last tried."""
    return Mailbox.objects.exclude(stopped_since=None).order_by("stopped_since")
