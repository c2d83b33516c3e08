"""A process that writes to, reads or holds a database through the product's own backend."""

import json
import sys
import time

import django
from django.conf import settings

path, what = sys.argv[1], sys.argv[2]
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "puntuale.config.sqlite",
            "NAME": path,
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


def once() -> None:
    with connection.cursor() as cursor:
        if what == "read":
            cursor.execute("SELECT n FROM counter")
            cursor.fetchall()
            return
        # Read, then write: an update is lost where two could do this at the same time.
        with transaction.atomic():
            cursor.execute("SELECT n FROM counter WHERE id = 1")
            (n,) = cursor.fetchone()
            cursor.execute("UPDATE counter SET n = %s WHERE id = 1", [n + 1])


if what == "hold":
    with transaction.atomic():
        sys.stdout.write("holding\n")
        sys.stdout.flush()
        time.sleep(60)
else:
    done, errors, waits = 0, 0, []
    while time.time() < float(sys.argv[3]):
        began = time.perf_counter()
        try:
            once()
            done += 1
        except OperationalError:
            errors += 1
        waits.append(time.perf_counter() - began)
    sys.stdout.write(json.dumps({"done": done, "errors": errors, "waits": waits}))
