"""The job `mail.read`: a kept mail is read, and becomes words on a request, or waits for a person."""

import threading
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError

from puntuale.apps.jobs.models import Job
from puntuale.apps.post.actions.reading import quarantine
from puntuale.apps.post.models import InboundMail
from puntuale.apps.post.queries import mail_to_read, small_mail_to_read
from puntuale.interfaces.mail.filing.arrived import Arrived, Decided
from puntuale.interfaces.mail.filing.known import Known
from puntuale.interfaces.mail.filing.placing import place
from puntuale.interfaces.mail.filing.several import place_each
from puntuale.interfaces.mail.reading.findings import is_genuine
from puntuale.interfaces.mail.reading.reader import Reader, ReaderLost, Unreadable
from puntuale.interfaces.mail.reading.values import ReadMail

# A worker may be killed while it reads an innocent mail; a mail that kills it does so each time.
MOST_DEATHS = 6
MOST_FAILURES = 3

log = structlog.get_logger(__name__)
# A reading process for each thread of the worker that reads mail.
_readers = threading.local()


def read_and_file(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Read the mail of `payload` and do what follows from it; a mail that was filed stays filed.

    Raises:
        Exception: it broke off and is to be tried again; a mail that always does is quarantined.
    """
    reader = _reader()
    reader.start()
    mail = mail_to_read([int(payload["inbound_id"])]).first()
    if mail is None:
        return
    job = Job.objects.get(pk=job_id)
    if job.abandoned >= MOST_DEATHS:
        quarantine(mail, because=f"Reading it ended the worker {MOST_DEATHS} times.", at=at)
        return
    try:
        read = _read(reader, bytes(mail.raw))
        _name(mail, read)
        arrived = [Arrived(mail, read, Decided.from_payload(payload))]
        place(arrived, Known(arrived), at=at)
    except (Unreadable, ReaderLost) as why:
        quarantine(mail, because=str(why), at=at)
    except (OperationalError, InterfaceError):
        # The database's trouble is no fault of the mail, however long it lasts.
        raise
    except Exception as trouble:
        log.exception("mail_not_filed", inbound=mail.pk)
        if job.attempts - job.abandoned < MOST_FAILURES:
            raise
        quarantine(mail, because=f"{type(trouble).__name__}: {trouble}"[:2000], at=at)


def prepare(
    payloads: Mapping[int, Mapping[str, Any]], *, at: datetime
) -> Callable[[], Collection[int]]:
    """Read several mails; what is left is to put them where they go.

    A mail that gives trouble is missing from the answer, a large one, and one that was read before.
    """
    reader = _reader()
    reader.start()
    wanted = [int(payload["inbound_id"]) for payload in payloads.values()]
    mails = {mail.pk: mail for mail in small_mail_to_read(wanted)}
    arrived: dict[int, Arrived] = {}
    for job_id, payload in payloads.items():
        mail = mails.get(int(payload["inbound_id"]))
        if mail is None:
            continue
        try:
            read = reader.read(bytes(mail.raw))
        except (Unreadable, ReaderLost):
            continue
        _name(mail, read)
        arrived[job_id] = Arrived(mail, read, Decided.from_payload(payload))
    return partial(_place, arrived, at=at)


def _place(arrived: Mapping[int, Arrived], *, at: datetime) -> Collection[int]:
    """The jobs whose mails were placed."""
    mails = list(arrived.values())
    placed = {mail.pk for mail in place_each(mails, Known(mails), at=at)}
    return [job_id for job_id, each in arrived.items() if each.mail.pk in placed]


def _read(reader: Reader, raw: bytes) -> ReadMail:
    for _attempt in range(MOST_FAILURES - 1):
        try:
            return reader.read(raw)
        except ReaderLost:
            # Perhaps somebody else ended the process; a fresh one will tell.
            continue
    return reader.read(raw)


def _name(mail: InboundMail, read: ReadMail) -> None:
    mail.from_address = read.claimed_author.address if read.claimed_author else mail.envelope_from
    mail.subject = read.subject
    mail.is_genuine = is_genuine(read.findings, settings.MAIL_BORDERS)


def _reader() -> Reader:
    if not hasattr(_readers, "reader"):
        _readers.reader = Reader()
    reader: Reader = _readers.reader
    return reader
