"""The whole corpus, received, read and filed inside a running installation."""

from datetime import UTC, datetime

from django.db import transaction

from puntuale.apps.jobs.models import Job
from puntuale.apps.post.actions.intake import Arrival, keep_mails
from puntuale.apps.post.actions.reading import quarantine
from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.mail.filing.arrived import Arrived, Decided, Way
from puntuale.interfaces.mail.filing.known import Known
from puntuale.interfaces.mail.filing.placing import place
from puntuale.interfaces.mail.reading.reader import Reader, ReaderLost, Unreadable
from tests.hostile_mail.corpus import SENDER, corpus
from tests.journeys.house import SUPPORT

MAILS_A_REQUEST = 25


def receive() -> dict[str, list[int]]:
    """The requests that hold it, by number, and the mails that could not be read, by their key."""
    at = datetime.now(UTC)
    arrivals = [Arrival(each.raw, SENDER, (SUPPORT,), "lmtp", at) for each in corpus()]
    with transaction.atomic():
        kept = [row.pk for row in keep_mails(arrivals)]
        # It is filed below, many on a request: the worker would open one for each.
        Job.objects.filter(key__in=[f"mail.read:{key}" for key in kept]).delete()
    reader = Reader()
    for number, key in enumerate(kept):
        into = None if number % MAILS_A_REQUEST == 0 else _last()
        _read(reader, InboundMail.objects.get(pk=key), into, at)
    reader.stop()
    tickets = Ticket.objects.filter(messages__inbound__in=kept).order_by("number").distinct()
    unread = InboundMail.objects.filter(pk__in=kept, state=InboundMail.State.QUARANTINED)
    return {
        "requests": list(tickets.values_list("number", flat=True)),
        "quarantined": list(unread.values_list("pk", flat=True)),
        "kept": kept,
    }


def _last() -> Ticket | None:
    return Ticket.objects.filter(messages__inbound__isnull=False).order_by("id").last()


def _read(reader: Reader, mail: InboundMail, into: Ticket | None, at: datetime) -> None:
    decided = Decided(Way.JOIN, into.pk) if into else Decided(Way.OPEN)
    try:
        arrived = [Arrived(mail, reader.read(bytes(mail.raw)), decided)]
        place(arrived, Known(arrived), at=at)
    except (Unreadable, ReaderLost) as why:
        quarantine(mail, because=str(why), at=at)
