"""What the tests of the terminal ask inside an installation."""

import time
from datetime import UTC, datetime
from pathlib import Path

from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from puntuale.apps.accounts.models import LogEntry, Vendor
from puntuale.apps.jobs.models import Job
from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.files import attachment_storage, keep_file
from puntuale.apps.tickets.models import Attachment, TicketWords
from puntuale.interfaces.worker.duties import run_next_job
from tests.apps.tickets.stories import asked
from tests.cast import gather, rome


def fill():
    """A little of everything: people, requests, words, bytes, files, jobs, a session."""
    cast = gather()
    for number in range(6):
        file = keep_file(bytes([number]) * 70_000, "log.txt", "text/plain", at=timezone.now())
        ticket = asked(cast, subject=f"Ordini «doppi» \U0001f9ea {number}", files=[file])
        answer(ticket, by=cast.davide, text="Grazie\r\n\t\x7f", at=rome("2026-11-23 11:00"))
    InboundMail.objects.create(
        raw=b"\x00\xff raw \r\n" * 1000, sha256="0" * 64, door="pipe", received_at=timezone.now()
    )
    SessionStore().create()


def name_of_vendor():
    return Vendor.objects.get().name


def migrate_further(name):
    """Leave the mark of a migration that this code does not know."""
    migration = MigrationRecorder(connection).Migration
    migration.objects.create(app="tickets", name=name, applied=datetime(2030, 1, 1, tzinfo=UTC))


def go_through_steps(undone):
    """Be a database that went through every single step, up to one app before the end."""
    _begin_before()
    call_command("migrate", undone, "zero", verbosity=0)


def stop_within_steps(app):
    """The same, which stops before the last step of an app."""
    _begin_before()
    MigrationRecorder(connection).Migration.objects.filter(app=app).latest("name").delete()


def _begin_before():
    """What a database kept that went through the steps which were folded into one later."""
    migration = MigrationRecorder(connection).Migration
    migration.objects.create(
        app="tickets", name="0001_initial", applied=datetime(2026, 1, 1, tzinfo=UTC)
    )


def changes_made():
    """How many steps the database has been through."""
    return len(MigrationRecorder(connection).applied_migrations())


def lose_file():
    """Remove one attachment's bytes and change another's."""
    lost, changed = Attachment.objects.order_by("pk")[:2]
    attachment_storage().delete(lost.stored_as)
    Path(attachment_storage().path(changed.stored_as)).write_bytes(b"else")
    return [lost.stored_as, changed.stored_as]


def index_everything():
    """What the worker does after a restore; how many requests can be found."""
    while run_next_job(timezone.now(), only=["search.index"]):
        pass
    return TicketWords.objects.count()


def jobs_of_kind(kind):
    return Job.objects.filter(kind=kind).count()


def write_pairs(until):
    """Two rows in one transaction, again and again, until there is a file `until`."""
    number = 0
    while not Path(until).exists():
        with transaction.atomic():
            for half in ("left", "right"):
                LogEntry.objects.create(at=timezone.now(), what=half, subject=str(number))
        number += 1
        time.sleep(0.002)
    return number
