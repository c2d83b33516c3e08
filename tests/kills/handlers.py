"""Effects of every kind, each slow enough to be hit in its middle."""

import os
import random
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.jobs.models import TimetableEntry


def dawdle() -> None:
    time.sleep(random.uniform(0, 0.03))


def note(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """A change in the database that nothing keeps from being made twice."""
    LogEntry.objects.create(at=at, what="kills.note", subject=payload["number"])
    dawdle()


def append(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """A line in a file, with the job's id as the key by which its reader knows it again."""
    dawdle()
    write_line(f"{job_id} {payload['lane']} {payload['number']}")
    dawdle()


def doze(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """A line when it begins, a long time with nothing, a line when it ends."""
    write_line(f"{os.getpid()} begins {job_id}")
    time.sleep(payload["seconds"])
    write_line(f"{os.getpid()} ends {job_id}")


def hold(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """A line when it has locked what every worker needs, and then a long time with nothing."""
    TimetableEntry.objects.update(next_at=at)
    write_line(f"{os.getpid()} holds {job_id}")
    time.sleep(payload["seconds"])


def write_line(text: str) -> None:
    """Append a line to the file whose lines are counted."""
    file = os.open(os.environ["KILLS_FILE"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(file, f"{text}\n".encode())
    os.close(file)
