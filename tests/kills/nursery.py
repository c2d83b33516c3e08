"""A process that has loaded the product and gives birth to workers; told what to do line by line.

Starting an interpreter takes a second; a worker born here lives within milliseconds.
"""

import json
import os
import signal
import sys

import django
from django.conf import settings

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

from puntuale.apps.accounts.models import LogEntry  # noqa: E402
from puntuale.apps.jobs.actions import enqueue  # noqa: E402
from puntuale.apps.jobs.models import UNFINISHED, Job  # noqa: E402
from puntuale.apps.post.models import OutgoingMail  # noqa: E402
from puntuale.interfaces.worker.commands import work  # noqa: E402

KINDS = ("note", "append", "append", "write")


def fill(jobs: int) -> list[int]:
    """Leave so many jobs, a third of them outside any lane; how many there are of each kind."""
    with transaction.atomic():
        for number in range(jobs):
            lane = "" if number % 3 == 0 else f"lane:{number % 41}"
            payload = {"number": f"{number:05}", "lane": lane or "none"}
            kind = f"kills.{KINDS[number % 4]}"
            enqueue(kind, payload, at=timezone.now(), lane=lane)
    return [Job.objects.filter(kind=f"kills.{kind}").count() for kind in dict.fromkeys(KINDS)]


def unfinished() -> int:
    return Job.objects.filter(UNFINISHED, kind__startswith="kills.").count()


def report() -> dict[str, object]:
    kills = Job.objects.filter(kind__startswith="kills.")
    return {
        "notes": list(LogEntry.objects.values_list("subject", flat=True)),
        "mails": list(OutgoingMail.objects.values_list("message_id", "subject", "state")),
        "abandoned": sum(kills.values_list("abandoned", flat=True)),
        "given_up": list(kills.filter(done_at=None).values_list("last_error", flat=True)),
    }


def bear() -> int:
    """A new worker's process id."""
    connection.close()
    child = os.fork()
    if child:
        return child
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    work.callback(once=False)
    os._exit(0)


COMMANDS = {"fill": fill, "unfinished": unfinished, "report": report, "bear": bear}

if __name__ == "__main__":
    # Dead children are buried by the system.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for paths in (settings.EFFECTS, settings.OUTWARD_EFFECTS):
        for path in paths.values():
            import_string(path)
    for line in sys.stdin:
        name, *arguments = line.split()
        answer = COMMANDS[name](*map(int, arguments))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
