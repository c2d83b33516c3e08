"""One database of `bench.pages`: built, asked, compared, measured; the report is JSON.

python -m bench.pages_shown SIZE ROUNDS
"""

import json
import os
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "puntuale.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django must know its settings first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test import utils as test_utils  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.ahead import come_first  # noqa: E402
from bench.pages_store import EVERY, FIRST, FULL, RARE, SAME, fill  # noqa: E402
from puntuale.apps.accounts.models import User  # noqa: E402
from puntuale.apps.tickets.queue.pages import PAGE  # noqa: E402
from puntuale.config.catalogues import compile_catalogues  # noqa: E402

WARM = 5
# The quietest of them counts: what else the machine does is not ours to measure.
BATCHES = 5


def main() -> None:
    size, rounds = int(sys.argv[1]), int(sys.argv[2])
    began = perf_counter()
    open_ones = _build(size)
    built = perf_counter() - began
    client = Client()
    client.force_login(User.objects.get(email="elena@officina.example"))
    pages = _pages(open_ones)
    # Only while answers are compared: templates that tell what they draw are slower.
    test_utils.setup_test_environment(debug=False)
    faults = list(_faults(client, size))
    queue = _numbers(client.get("/desk/"))
    test_utils.teardown_test_environment()
    come_first(*_servers())
    report = {
        "open": open_ones,
        "built": built,
        "bytes": _bytes(),
        "queue": queue,
        "faults": faults,
        "pages": {name: _timed(client, address, rounds) for name, address in pages.items()},
    }
    print(json.dumps(report))


def _build(size: int) -> int:
    # Static files are named as they lie in the rooms: nothing is collected first.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.ALLOWED_HOSTS = ["testserver"]
    compile_catalogues()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return fill(size, timezone.now())


def _servers() -> list[int]:
    """The process of the database that answers us, where it is another one."""
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return list(cursor.fetchone())


def _pages(open_ones: int) -> dict[str, Callable[[int], str]]:
    numbers = [FIRST + place * max(open_ones // 40, 1) for place in range(20)]
    return {
        "queue": lambda _n: "/desk/",
        "queue, a page further": lambda _n: f"/desk/?after=~{FIRST + open_ones // 2}",
        "queue, mine": lambda _n: "/desk/?assignee=me",
        "queue, closed": lambda _n: "/desk/?state=closed",
        "ticket": lambda n: f"/desk/tickets/{numbers[n % len(numbers)]}/",
        "full ticket": lambda _n: f"/desk/tickets/{FULL}/",
        "search, a rare word": lambda _n: "/desk/search/?q=zirconio",
        "search, one in a hundred": lambda _n: "/desk/search/?q=cerniere",
        "search, one in three": lambda _n: "/desk/search/?q=stampe",
        "search, two words": lambda _n: "/desk/search/?q=stampa+cerniera",
        "notices": lambda _n: "/desk/notices/",
    }


def _faults(client: Client, size: int) -> Iterator[str]:
    """What the pages answer, beside what was stored."""
    queue = _numbers(client.get("/desk/"))
    if queue != list(range(FIRST, FIRST + min(PAGE, SAME))):
        yield f"the queue begins with {queue[:5]}…"
    for word, every in EVERY.items():
        step = every or max(size // RARE, 1)
        newest = [FIRST + place for place in range(0, size, step)][::-1]
        found = client.get("/desk/search/", {"q": word}).context["found"]
        if [each.row.number for each in found] != newest[: len(found)] or not found:
            yield f"the search for {word} found {[each.row.number for each in found][:5]}…"
        elif not any(is_wanted for _text, is_wanted in found[0].line):
            yield f"the search for {word} shows no line"
    if client.get(f"/desk/tickets/{FIRST}/").status_code != 200:
        yield "the first request cannot be opened"


def _numbers(response: HttpResponse) -> list[int]:
    rows = response.context["rows"]  # type: ignore[attr-defined]
    return [row.number for row in rows]


def _timed(client: Client, address: Callable[[int], str], rounds: int) -> dict[str, float]:
    for n in range(WARM):
        assert client.get(address(n)).status_code == 200, address(n)
    with test_utils.CaptureQueriesContext(connection) as captured:
        client.get(address(0))
    queries = len(captured)
    batches = [_batch(client, address, rounds) for _ in range(BATCHES)]
    return min(batches, key=lambda batch: batch["median"]) | {"queries": queries}


def _batch(client: Client, address: Callable[[int], str], rounds: int) -> dict[str, float]:
    walls, processor = [], process_time()
    for n in range(rounds):
        began = perf_counter()
        client.get(address(n))
        walls.append((perf_counter() - began) * 1000)
    return {
        "median": statistics.median(walls),
        "best": min(walls),
        "processor": (process_time() - processor) * 1000 / rounds,
    }


def _bytes() -> int:
    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).stat().st_size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
