"""A process that has loaded the product and gives birth to workers; told what to do line by line.

Starting an interpreter takes a second; a worker born here lives within milliseconds.
"""

import json
import os
import signal
import sys
from datetime import datetime, timedelta

import django
from django.conf import settings

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

from puntuale.apps.accounts.models import LogEntry, User, Vendor  # noqa: E402
from puntuale.apps.accounts.roles import Role  # noqa: E402
from puntuale.apps.agreements.actions import begin_with, make_standard  # noqa: E402
from puntuale.apps.agreements.models import Agreement  # noqa: E402
from puntuale.apps.customers.models import Contact  # noqa: E402
from puntuale.apps.jobs.actions import enqueue  # noqa: E402
from puntuale.apps.jobs.models import UNFINISHED, Job, Worker  # noqa: E402
from puntuale.apps.jobs.queries import jobs_given_up  # noqa: E402
from puntuale.apps.post.models import OutgoingMail  # noqa: E402
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket  # noqa: E402
from puntuale.apps.tickets.models import Notice, Ticket, TicketEvent  # noqa: E402
from puntuale.interfaces.worker.commands import work  # noqa: E402
from puntuale.interfaces.worker.timetable import TIMETABLE  # noqa: E402

COME_ROUND = [entry.name for entry in TIMETABLE]

KINDS = ("note", "append", "append", "ask")


def fill(jobs: int) -> dict[str, int]:
    """Leave so many jobs, a third of them outside any lane; how many there are of each kind.

    Every fourth is a request, which leaves the mail that says that it was received.
    """
    Vendor.objects.create(name="Officina Software", made_at=timezone.now())
    asked = dict.fromkeys(KINDS, 0)
    with transaction.atomic():
        for number in range(jobs):
            kind = KINDS[number % 4]
            asked[kind] += 1
            if kind == "ask":
                ask(number)
            else:
                lane = "" if number % 3 == 0 else f"lane:{number % 41}"
                payload = {"number": f"{number:05}", "lane": lane or "none"}
                enqueue(f"kills.{kind}", payload, at=timezone.now(), lane=lane)
    return asked


def ask(number: int, at: datetime | None = None) -> None:
    """A request of a company nobody knows yet: each has an automatic answer coming."""
    contact = Contact.objects.create(
        name=f"Customer {number}", email=f"maja@customer{number:05}.example", language="it"
    )
    request = NewRequest(
        contact=contact,
        subject=f"Ordini doppi {number}",
        text="Tutti gli ordini risultano doppi.",
        channel=Ticket.Channel.EMAIL,
        language="it",
    )
    open_ticket(request, at=at or timezone.now())


def promise(tickets: int) -> int:
    """So many requests that were asked ten days ago: each has four levels behind it."""
    long_ago = timezone.now() - timedelta(days=10)
    vendor, _ = Vendor.objects.get_or_create(name="Officina Software", made_at=long_ago)
    begin_with("suite-sla", by=None, at=long_ago - timedelta(days=1))
    make_standard(Agreement.objects.get(), by=None, at=vendor.made_at)
    davide = User.objects.create(email="davide@officina.example", role=Role.AGENT)
    with transaction.atomic():
        for number in range(tickets):
            ask(number, at=long_ago)
    Ticket.objects.update(assignee=davide)
    return tickets


def asleep() -> int:
    """How many requests have clocks that are still to be woken."""
    return Ticket.objects.filter(clock_wakes_at__lte=timezone.now()).count()


def escalated() -> dict[str, object]:
    """Every level that was carried out, and every notice that was given."""
    levels = TicketEvent.objects.filter(kind=TicketEvent.Kind.ESCALATED)
    return {
        "levels": list(levels.values_list("ticket", "key")),
        "notices": list(Notice.objects.values_list("ticket", "about")),
    }


def unfinished() -> int:
    return Job.objects.filter(UNFINISHED).exclude(kind__in=COME_ROUND).count()


def report() -> dict[str, object]:
    jobs = Job.objects.exclude(kind__in=COME_ROUND)
    return {
        "notes": list(LogEntry.objects.values_list("subject", flat=True)),
        "mails": [(mail.message_id, mail.to[0], mail.state) for mail in OutgoingMail.objects.all()],
        "abandoned": sum(jobs.values_list("abandoned", flat=True)),
        "given_up": list(jobs_given_up().values_list("last_error", flat=True)),
    }


def doze(seconds: int) -> int:
    """Leave a job that takes so long; its id."""
    return enqueue("kills.doze", {"seconds": seconds}, at=timezone.now()).pk


def hold(seconds: int) -> int:
    """Leave a job that keeps locks for so long; its id."""
    return enqueue("kills.hold", {"seconds": seconds}, at=timezone.now()).pk


def all_unfinished() -> int:
    """How many jobs are left or being carried out, those that come round among them."""
    return Job.objects.filter(UNFINISHED).count()


def state_of(job: int) -> dict[str, object]:
    """How a job stands."""
    found = Job.objects.get(pk=job)
    return {
        "is_done": found.done_at is not None,
        "is_leased": found.lease is not None,
        "abandoned": found.abandoned,
        "workers": Worker.objects.count(),
    }


def bear() -> int:
    """A new worker's process id; no connection is open that it could inherit."""
    child = os.fork()
    if child:
        return child
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    work.callback(once=False)
    os._exit(0)


COMMANDS = {
    command.__name__: command
    for command in (
        *(fill, doze, hold, unfinished, all_unfinished, report, state_of, bear),
        *(promise, asleep, escalated),
    )
}

if __name__ == "__main__":
    # Dead children are buried by the system.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for paths in (settings.EFFECTS, settings.OUTWARD_EFFECTS):
        for path in paths.values():
            import_string(path)
    for line in sys.stdin:
        name, *arguments = line.split()
        answer = COMMANDS[name](*map(int, arguments))
        connection.close()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
