"""What the ledger holds, and whether its balances are what its transfers say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.ledger.models import Account, Transfer

State = Transfer.State
# The nightly proof, and its entries in the log of changes.
PROVED, WRONG = "ledger.proof", "ledger.wrong"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """An account whose stored balance is not the sum of its transfers; or a unit, without one."""

    what: str
    stored: int
    computed: int


def discrepancies() -> list[Discrepancy]:
    """Everything that does not add up; empty is the proof. Each account alone, then each unit."""
    return [*_accounts(), *_units()]


def found_wrong(since: datetime) -> QuerySet[LogEntry]:
    """What the nightly proof entered in the log since then, the newest first."""
    return LogEntry.objects.filter(what=WRONG, at__gte=since)


def _accounts() -> Iterator[Discrepancy]:
    posted, pending = Q(state=State.POSTED), Q(state=State.PENDING)
    accounts = Account.objects.annotate(
        came=_sum("credit", posted), went=_sum("debit", posted), held=_sum("debit", pending)
    )
    for account in accounts.iterator():
        computed = account.came - account.went
        if account.posted != computed:
            yield Discrepancy(f"account {account.pk}", account.posted, computed)
        if account.pending != account.held:
            yield Discrepancy(f"pending {account.pk}", account.pending, account.held)


def _units() -> Iterator[Discrepancy]:
    for row in Account.objects.values("unit").annotate(total=Sum("posted")).order_by("unit"):
        if row["total"]:
            yield Discrepancy(f"unit {row['unit']}", row["total"], 0)


def _sum(side: str, which: Q) -> Coalesce:
    moved = Transfer.objects.filter(which, **{side: OuterRef("pk")}).order_by().values(side)
    return Coalesce(Subquery(moved.annotate(total=Sum("amount")).values("total")), 0)
