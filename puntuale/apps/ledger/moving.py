"""Moving something from one account to another: at once, or reserved first."""

from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from puntuale.apps.ledger.errors import AlreadyDifferent, NotEnough, NotPending, UnitsDiffer
from puntuale.apps.ledger.models import Account, Transfer

State = Transfer.State
SAME = ("debit_id", "credit_id", "amount", "code", "reference", "effective_at")


def move(asked: Transfer, *, at: datetime) -> Transfer:
    """Post `asked` now. The same id with the same content again answers with the first one.

    Raises:
        NotEnough: the debited account would fall below its floor.
        UnitsDiffer: the accounts hold different things.
        AlreadyDifferent: the id was used for something else.
    """
    return _entered(asked, State.POSTED, at)


def reserve(asked: Transfer, *, at: datetime) -> Transfer:
    """Hold what `asked` takes until it is posted, voided or expired; raises what `move` does."""
    return _entered(asked, State.PENDING, at)


@transaction.atomic
def post(reserved: Transfer, *, at: datetime) -> None:
    """Carry out a reservation, once.

    Raises:
        NotPending: it was posted or voided before.
    """
    _settle(reserved, State.POSTED, at)
    amount = reserved.amount
    _change(reserved.debit_id, posted=-amount, pending=-amount)
    _change(reserved.credit_id, posted=amount)


@transaction.atomic
def void(reserved: Transfer, *, at: datetime) -> None:
    """Let go of a reservation, once.

    Raises:
        NotPending: it was posted or voided before.
    """
    _settle(reserved, State.VOID, at)
    _change(reserved.debit_id, pending=-reserved.amount)


def let_go_of_expired(*, at: datetime) -> int:
    """Void every reservation whose time has passed; how many. What was posted meanwhile stays."""
    gone = 0
    for reserved in Transfer.objects.filter(state=State.PENDING, expires_at__lte=at).order_by("pk"):
        with suppress(NotPending):
            void(reserved, at=at)
            gone += 1
    return gone


def locked(*accounts: int) -> dict[int, Account]:
    """The accounts by id, held until the transaction ends; always in the same order."""
    rows = Account.objects.select_for_update().filter(pk__in=accounts).order_by("pk")
    return {account.pk: account for account in rows}


@transaction.atomic
def _entered(asked: Transfer, state: State, at: datetime) -> Transfer:
    asked.state, asked.created_at = state, at
    asked.settled_at = None if state == State.PENDING else at
    try:
        with transaction.atomic():  # the id alone decides who is first
            asked.save(force_insert=True)
    except IntegrityError:
        return _first(asked)
    accounts = locked(asked.debit_id, asked.credit_id)
    if accounts[asked.debit_id].unit != accounts[asked.credit_id].unit:
        raise UnitsDiffer
    if state == State.PENDING:
        _take(asked, pending=asked.amount)
    else:
        _take(asked, posted=-asked.amount)
        _change(asked.credit_id, posted=asked.amount)
    return asked


def _first(asked: Transfer) -> Transfer:
    """The transfer of that id, which another call has entered."""
    first = Transfer.objects.filter(pk=asked.pk).first()
    if first is None:
        raise UnitsDiffer  # refused by the database itself, and not for its id
    if any(getattr(first, name) != getattr(asked, name) for name in SAME):
        raise AlreadyDifferent
    return first


def _take(asked: Transfer, *, posted: int = 0, pending: int = 0) -> None:
    """One statement decides, and the row count tells: it works the same on both databases."""
    left = F("posted") + posted - F("pending") - pending
    row = Account.objects.filter(Q(floor=None) | Q(floor__lte=left), pk=asked.debit_id)
    if not row.update(posted=F("posted") + posted, pending=F("pending") + pending):
        raise NotEnough


def _change(account: int, *, posted: int = 0, pending: int = 0) -> None:
    Account.objects.filter(pk=account).update(
        posted=F("posted") + posted, pending=F("pending") + pending
    )


def _settle(reserved: Transfer, state: State, at: datetime) -> None:
    locked(reserved.debit_id, reserved.credit_id)
    pending = Transfer.objects.filter(pk=reserved.pk, state=State.PENDING)
    if not pending.update(state=state, settled_at=at):
        raise NotPending
