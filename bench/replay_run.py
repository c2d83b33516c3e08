"""One database of `bench.replay`: built, or asked, compared and measured; the report is JSON.

python -m bench.replay_run build|measure SIZE
"""

import json
import os
import random
import resource
import sys
from datetime import UTC, datetime
from time import perf_counter, process_time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "puntuale.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must know its settings first

from bench.replay_store import FIRST, YEAR, fill  # noqa: E402
from puntuale.apps.agreements.drafts import resolved_draft, terms_as_written  # noqa: E402
from puntuale.apps.agreements.models import Agreement  # noqa: E402
from puntuale.apps.agreements.starters import starter  # noqa: E402
from puntuale.apps.agreements.terms import terms_in_force  # noqa: E402
from puntuale.apps.tickets.models import TicketEvent  # noqa: E402
from puntuale.apps.tickets.promises import readings_of  # noqa: E402
from puntuale.apps.tickets.replay.chosen import Chosen  # noqa: E402
from puntuale.apps.tickets.replay.comparing import PAGE, steps_of  # noqa: E402
from puntuale.apps.tickets.replay.pages import page_after  # noqa: E402
from puntuale.core.agreements.replay.courses import courses_of  # noqa: E402
from puntuale.core.agreements.replay.outcome import outcomes_of  # noqa: E402
from puntuale.core.agreements.replay.replayed import replayed  # noqa: E402
from puntuale.core.agreements.replay.totals import Totals  # noqa: E402
from puntuale.core.agreements.replay.words import told_in  # noqa: E402
from puntuale.core.agreements.terms.terms import Terms  # noqa: E402
from puntuale.core.working_time.instants import microseconds  # noqa: E402

NOW = datetime(2026, 11, 30, tzinfo=UTC)
SAMPLE = 1_000


def main() -> None:
    size = int(sys.argv[2])
    if sys.argv[1] == "build":
        call_command("migrate", verbosity=0)
        fill(size, NOW)
        return
    agreement = Agreement.objects.get(code="suite-sla")
    chosen = Chosen(agreement, NOW - YEAR, NOW)
    own = terms_in_force(agreement.versions.get(), ())
    report = {"requests": chosen.tickets().count(), "events": TicketEvent.objects.count()}
    report |= _compared(chosen, own, size)
    draft = starter("suite-sla").replace("within: 4 wh", "within: 2 wh")
    other = terms_as_written(resolved_draft(draft, agreement), ())
    report["replays"] = {
        "under one agreement": _measured(lambda: _one(chosen, own)),
        "beside a draft": _measured(lambda: _two(chosen, other)),
    }
    print(json.dumps(report))


def _compared(chosen: Chosen, terms: Terms, size: int) -> dict[str, Any]:
    """A thousand requests, each replayed in its page and read by itself as the desk reads it."""
    drawn = set(random.Random(7).sample(range(FIRST, FIRST + size), SAMPLE))
    at, after, different, alone, single = microseconds(NOW), 0, 0, 0, 0.0
    compared = 0
    while (page := page_after(chosen, after, PAGE)) is not None:
        columns = replayed(terms, told_in(terms, page.histories), at)
        alone += int(courses_of(page.histories, terms.pause_while, at).is_odd.sum())
        mine = [row for row, key in enumerate(page.ids.tolist()) if key in drawn]
        tickets = chosen.tickets().select_related("version", "coverage")
        for ticket, row in zip(tickets.filter(pk__in=page.ids[mine].tolist()), mine, strict=True):
            found = {slot: column.outcome(row) for slot, column in columns.items()}
            begun = process_time()
            read = outcomes_of(readings_of(ticket, now=NOW))
            single += process_time() - begun
            different += {slot: one for slot, one in found.items() if one is not None} != read
            compared += 1
        after = int(page.ids[-1])
    total = chosen.tickets().count()
    return {
        "compared": compared,
        "different": different,
        "alone": alone / total,
        "single": single / compared * 1e6,
    }


def _one(chosen: Chosen, terms: Terms) -> None:
    totals = {slot: Totals() for slot in terms.slots}
    after = 0
    while (page := page_after(chosen, after, PAGE)) is not None:
        columns = replayed(terms, told_in(terms, page.histories), microseconds(NOW))
        for slot, column in columns.items():
            totals[slot].add(Totals.of(column))
        after = int(page.ids[-1])


def _two(chosen: Chosen, other: Terms) -> None:
    for _step in steps_of(chosen, other, now=NOW):
        pass


def _measured(deed: Any) -> dict[str, float]:
    wall, processor = perf_counter(), process_time()
    deed()
    return {
        "wall": perf_counter() - wall,
        "processor": process_time() - processor,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    main()
