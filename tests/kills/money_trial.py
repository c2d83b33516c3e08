"""Work, a decision and a payment, each killed at every statement and retried, inside an installation."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import connection

from puntuale.apps.charges.models import Charge
from puntuale.apps.charges.working import enter_work
from puntuale.apps.estimates.actions.deciding import accept
from puntuale.apps.estimates.errors import AlreadyEnded
from puntuale.apps.ledger.lots import grant
from puntuale.apps.ledger.models import COUPON, Account, Lot, Transfer
from puntuale.apps.ledger.queries import discrepancies
from puntuale.apps.work.actions.entering import Work
from puntuale.apps.work.errors import WorkedMeanwhile
from puntuale.apps.work.models import TimeEntry
from tests.apps.charges.stories import classified, under
from tests.apps.estimates.offers import SENT, by, prepaid, sent, to_be_estimated
from tests.cast import NOON, Cast, gather, in_force

LATER = SENT + timedelta(hours=1)
MANY = 10_000_000


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to be done once, whoever asks again; what it leaves behind is counted."""

    do: Callable[[], object]
    left_behind: Callable[[], dict[str, int]]


def killed_at_each_statement(every: int = 1) -> dict[str, Any]:
    """For each kind of deed: how often it was killed, and what it then left otherwise than unkilled.

    It is killed before the first statement, and every so many after that, up to its last and once
    between that and the answer.
    """
    cast = gather()
    in_force("standard-services", standard=True)
    kinds: dict[str, Iterator[Deed]] = {
        "work": _works(cast), "yes": _decisions(cast), "payment": _payments(cast),
    }  # fmt: skip
    told = {name: _trial(kind, every) for name, kind in kinds.items()}
    return {**told, "wrong": [str(each) for each in discrepancies()]}


def _trial(kind: Iterator[Deed], every: int) -> dict[str, object]:
    model = next(kind)
    model.do()
    wanted, different, kills = model.left_behind(), [], 0
    for statement in count(1, every):
        deed = next(kind)
        was_killed = _killed(deed, before=statement)
        kills += was_killed
        deed.do()
        if (found := deed.left_behind()) != wanted:
            different.append([statement, found])
        if not was_killed:  # it has fewer statements: that one died between its end and the answer
            break
    return {"kills": kills, "different": different}


def _killed(deed: Deed, *, before: int) -> bool:
    """Do it in another process that dies before that statement; False: it came to its end first."""
    connection.close()
    child = os.fork()
    if not child:
        numbers = count(1)

        def watched(execute: Any, *call: Any) -> Any:
            if next(numbers) == before:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*call)

        try:
            with connection.execute_wrapper(watched):
                deed.do()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _works(cast: Cast) -> Iterator[Deed]:
    """An incident of 17 minutes that takes two of many coupons."""
    agreement = under("direct-support")
    grant(
        cast.brembo,
        unit=COUPON,
        quantity=MANY,
        source="purchase:1",
        unit_price=Decimal(25),
        at=NOON,
    )
    for number in count():
        ticket = classified(cast, agreement)
        start = NOON + timedelta(hours=number)
        work = Work(started_at=start, ended_at=start + timedelta(minutes=17))

        def do(ticket: Any = ticket, work: Work = work) -> None:
            with suppress(WorkedMeanwhile):  # it is there
                enter_work(ticket, work, worker=cast.davide, by=cast.davide, at=work.ended_at)

        def left_behind(ticket: Any = ticket) -> dict[str, int]:
            moved = Transfer.objects.filter(reference__startswith=f"charge:{ticket.pk}:")
            return {
                "entries": TimeEntry.objects.filter(ticket=ticket).count(),
                "charges": Charge.objects.filter(ticket=ticket).count(),
                "drawn": sum(moved.values_list("amount", flat=True)),
            }

        yield Deed(do, left_behind)


def _decisions(cast: Cast) -> Iterator[Deed]:
    """An estimate that reserves four and a half hours of many."""
    prepaid(cast, MANY)
    while True:
        estimate = sent(to_be_estimated(cast), cast)

        def do(estimate: Any = estimate) -> None:
            with suppress(AlreadyEnded):  # it was told
                accept(estimate, by(cast.maja), at=LATER)

        def left_behind(estimate: Any = estimate) -> dict[str, int]:
            held = Transfer.objects.filter(reference=f"accepted:{estimate.ticket_id}")
            estimate.refresh_from_db()
            return {
                "accepted": int(estimate.state == "accepted"),
                "told": estimate.ticket.events.filter(data__what="accepted").count(),
                "reserved": sum(held.filter(state="pending").values_list("amount", flat=True)),
            }

        yield Deed(do, left_behind)


def _payments(cast: Cast) -> Iterator[Deed]:
    """An order of four coupons, granted when it is paid."""
    for number in count():
        source = f"purchase:{1000 + number}"

        def do(source: str = source) -> None:
            grant(
                cast.alpine, unit=COUPON, quantity=4, source=source, unit_price=Decimal(25), at=NOON
            )

        def left_behind(source: str = source) -> dict[str, int]:
            lots = Lot.objects.filter(source=source)
            return {
                "lots": lots.count(),
                "pieces": sum(
                    Account.objects.filter(lot__in=lots).values_list("posted", flat=True)
                ),
            }

        yield Deed(do, left_behind)
