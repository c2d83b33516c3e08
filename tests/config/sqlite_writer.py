"""Processes that write to, read and hold a database through the product's own backend.

`DATABASE hold` opens a transaction and keeps it; `DATABASE crowd WRITERS READERS SECONDS` lets so
many processes work at the same time and prints what each has done, as JSON.
"""

import json
import multiprocessing
import os
import sys
import time
from typing import Any

import django
from django.conf import settings

settings.configure(
    DATABASES={
        "default": {
            "ENGINE": os.environ.get("ENGINE", "puntuale.config.sqlite"),
            "NAME": sys.argv[1],
            "OPTIONS": {
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                "transaction_mode": "IMMEDIATE",
            },
        }
    }
)
django.setup()

from django.db import OperationalError, connection, transaction  # noqa: E402


def write() -> None:
    # Read, then write: an update is lost where two could do this at the same time.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT n FROM counter WHERE id = 1")
        (n,) = cursor.fetchone()
        cursor.execute("UPDATE counter SET n = %s WHERE id = 1", [n + 1])


def read() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM counter")
        cursor.fetchall()


def work(what: str, start: Any, seconds: float) -> dict[str, Any]:
    once = write if what == "write" else read
    done, errors, waits = 0, 0, []
    once()
    start.wait()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.perf_counter()
        try:
            once()
            done += 1
        except OperationalError:
            errors += 1
        waits.append(time.perf_counter() - began)
        if what == "read":
            time.sleep(0.01)  # people look, then think
    return {"what": what, "done": done, "errors": errors, "waits": waits}


def crowd(writers: int, readers: int, seconds: float) -> list[dict[str, Any]]:
    """What each of so many processes did within the same `seconds`."""
    fork = multiprocessing.get_context("fork")
    everybody = ["write"] * writers + ["read"] * readers
    start, answers = fork.Barrier(len(everybody)), fork.Queue()

    def child(what: str) -> None:
        answers.put(work(what, start, seconds))

    children = [fork.Process(target=child, args=(what,)) for what in everybody]
    for process in children:
        process.start()
    told = [answers.get() for _ in children]
    for process in children:
        process.join()
    return told


if sys.argv[2] == "hold":
    with transaction.atomic():
        sys.stdout.write("holding\n")
        sys.stdout.flush()
        time.sleep(60)
else:
    sys.stdout.write(json.dumps(crowd(int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))))
