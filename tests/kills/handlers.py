"""Effects of every kind, each slow enough to be hit in its middle."""

import os
import random
import smtplib
import time
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.jobs.leases import claim_next  # noqa: F401 - loaded before the fork
from puntuale.apps.post.models import OutgoingMail


def dawdle() -> None:
    time.sleep(random.uniform(0, 0.03))


def note(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """A change in the database that nothing keeps from being made twice."""
    LogEntry.objects.create(at=at, what="kills.note", subject=payload["number"])
    dawdle()


def append(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """A line in a file, with the job's id as the key by which its reader knows it again."""
    dawdle()
    file = os.open(os.environ["KILLS_FILE"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(file, f"{job_id} {payload['lane']} {payload['number']}\n".encode())
    os.close(file)
    dawdle()


def write(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """A mail gets its Message-ID, and the job that sends it."""
    mail = OutgoingMail.objects.create(
        kind="kills",
        message_id=f"<{random.getrandbits(128):032x}@desk.example>",
        sender="desk@desk.example",
        to=["maja@alpine.example"],
        subject=payload["number"],
        text="",
        created_at=at,
    )
    dawdle()
    enqueue("kills.send", {"mail_id": mail.pk}, at=at)


def send(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """The mail is handed over, and then marked as sent."""
    mail = OutgoingMail.objects.get(pk=payload["mail_id"])
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = mail.sender, mail.to[0], mail.subject
    message["Message-ID"] = mail.message_id
    with smtplib.SMTP("127.0.0.1", int(os.environ["KILLS_SMTP_PORT"]), timeout=10) as server:
        server.send_message(message)
    dawdle()
    OutgoingMail.objects.filter(pk=mail.pk).update(state=OutgoingMail.State.SENT, sent_at=at)
