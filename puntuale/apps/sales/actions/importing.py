"""A bank statement is kept, line by line, each once; what it pays exactly is paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.ledger.retrying import retried
from puntuale.apps.sales.actions.paying import Received, receive
from puntuale.apps.sales.bank.lines import Line
from puntuale.apps.sales.bank.matching import Match, matched
from puntuale.apps.sales.books import midnight, zone_of_books
from puntuale.apps.sales.errors import LineDecided
from puntuale.apps.sales.models import BankLine, Payment, Purchase

State = BankLine.State


@dataclass(frozen=True, slots=True)
class Imported:
    """How many lines paid an order, wait for a person, or were known before."""

    paid: int = 0
    to_decide: int = 0
    known: int = 0


@retried
@transaction.atomic
def keep_statement(lines: Iterable[Line], *, by: User, at: datetime) -> Imported:
    """Keep what is new of a statement; the same one again changes nothing."""
    paid = to_decide = known = 0
    for match in matched(lines):
        if match.is_known:
            known += 1
            continue
        row = _kept(match, by=by, at=at)
        if match.pays and match.purchase is not None and _paid(row, match.purchase, by=by, at=at):
            paid += 1
        else:
            to_decide += 1
    done = Imported(paid, to_decide, known)
    facts = {"paid": paid, "to_decide": to_decide, "known": known}
    record_change("bank.imported", f"{paid} + {to_decide}", by=by, at=at, after=facts)
    return done


@transaction.atomic
def decide(line: BankLine, purchase: Purchase | None, *, by: User, at: datetime) -> bool:
    """It pays `purchase`, as far as it goes; None leaves it alone. Whether something was granted.

    Raises:
        LineDecided: somebody was first.
    """
    row = BankLine.objects.select_for_update().get(pk=line.pk)
    if row.state != State.TO_DECIDE:
        raise LineDecided
    row.decided_at, row.decided_by = at, by
    if purchase is None:
        row.state = State.LEFT
        row.save(update_fields=["state", "decided_at", "decided_by"])
        record_change("bank.left_alone", row, by=by, at=at)
        return False
    row.state, row.purchase = State.MATCHED, purchase
    row.save(update_fields=["state", "purchase", "decided_at", "decided_by"])
    record_change("bank.decided", row, by=by, at=at, after={"order": str(purchase)})
    return receive(purchase, _received(row), at=at, by=by)


def _kept(match: Match, *, by: User, at: datetime) -> BankLine:
    line = match.line
    return BankLine.objects.create(
        key=line.key,
        booked_on=line.booked_on,
        amount=line.money.minor,
        currency=line.money.currency,
        payer=line.payer,
        text=line.text,
        state=State.TO_DECIDE,
        why=match.why or "",
        purchase=match.purchase,
        imported_at=at,
        imported_by=by,
    )


def _paid(row: BankLine, purchase: Purchase, *, by: User, at: datetime) -> bool:
    """Whether it was granted: it may have been paid or cancelled since the line was matched."""
    row.state = State.MATCHED
    row.save(update_fields=["state"])
    return receive(purchase, _received(row), at=at, by=by)


def _received(row: BankLine) -> Received:
    booked_at = midnight(row.booked_on, zone_of_books())
    return Received(Payment.Way.BANK, f"bank:{row.key}"[:160], row.money, booked_at, row.payer)
