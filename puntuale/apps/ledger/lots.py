"""Lots: granted once, drawn in order, owed when there are none, expired at their instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import F, Q, QuerySet

from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.means import as_core
from puntuale.apps.ledger.models import Account, Lot, Transfer
from puntuale.apps.ledger.moving import locked, move
from puntuale.apps.ledger.retrying import retried
from puntuale.core.charges import lots as core
from puntuale.core.working_time.instants import microseconds

Kind = Account.Kind
GRANT, DRAW, OWE, EXPIRE, SETTLE = "grant", "draw", "owe", "expire", "settle"
# What was drawn and is given back; what expired and was needed after all, for work that was done in
# time and written down late.
RETURN, REVIVE = "return", "revive"
TAKEN = (DRAW, OWE)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one drawing took from lots, by their account, and what is owed for it."""

    lots: dict[int, int]
    owed: int = 0


@retried
@transaction.atomic
def grant(
    organisation: Organisation,
    *,
    unit: str,
    quantity: int,
    source: str,
    unit_price: Decimal,
    at: datetime,
    granted_at: datetime | None = None,
    expires_at: datetime | None = None,
    settles: bool = True,
) -> Lot:
    """What was paid or given is there from now on, or for work since `granted_at`; a source grants once.

    What the organisation owes is settled from it first, where it `settles`.
    """
    issuer = the_account(None, unit, Kind.ISSUER)
    owed = the_account(organisation, unit, Kind.OWED)
    locked(issuer.pk, owed.pk)
    if (known := Lot.objects.filter(source=source).first()) is not None:
        return known
    account = Account.objects.create(organisation=organisation, unit=unit, kind=Kind.LOT, floor=0)
    lot = Lot.objects.create(
        account=account,
        source=source,
        unit_price=unit_price,
        granted_at=granted_at or at,
        expires_at=expires_at,
    )
    move(_transfer(issuer, account, quantity, GRANT, source, at), at=at)
    owed.refresh_from_db()
    if settles and owed.posted < 0:
        settled = min(quantity, -owed.posted)
        move(_transfer(account, owed, settled, SETTLE, source, at), at=at)
    return lot


@retried
@transaction.atomic
def draw(
    organisation: Organisation,
    *,
    unit: str,
    quantity: int,
    reference: str,
    at: datetime,
    order: Sequence[str] = core.BY_DEFAULT,
) -> Drawn:
    """Take `quantity` from the lots that are valid at `at`, in draw-down order; owe the rest.

    `reference` says what for: asked again it answers what was drawn the first time.
    """
    used = the_account(organisation, unit, Kind.USED)
    owed = the_account(organisation, unit, Kind.OWED)
    lots = list(lots_of(organisation, unit))
    accounts = locked(used.pk, owed.pk, *(lot.pk for lot in lots))
    done = Transfer.objects.filter(reference=reference, code__in=TAKEN, credit=used)
    if done.exists():
        return _drawn(done, owed)
    left = quantity
    values = [as_core(lot, accounts[lot.pk].available) for lot in lots]
    for lot in core.in_draw_down_order(values, order):
        taken = min(left, lot.left) if lot.pays_at(microseconds(at)) else 0
        if taken:
            account = accounts[int(lot.id)]
            move(_transfer(account, used, taken, DRAW, reference, at), at=at)
            left -= taken
    if left:
        move(_transfer(owed, used, left, OWE, reference, at), at=at)
    return _drawn(done, owed)


@retried
@transaction.atomic
def expire(lot: Lot, *, at: datetime) -> None:
    """What is left of a lot that has expired goes, dated at the instant at which it did."""
    if lot.expires_at is None or at < lot.expires_at:
        return
    expired = the_account(lot.account.organisation, lot.account.unit, Kind.EXPIRED)
    left = locked(lot.pk, expired.pk)[lot.pk].available
    if left > 0:
        gone = _transfer(lot.account, expired, left, EXPIRE, lot.source, lot.expires_at)
        gone.id = uuid4()  # a reservation that is let go afterwards expires on its own
        move(gone, at=at)


def expired_lots(at: datetime) -> QuerySet[Lot]:
    """The lots that hold something although they have expired."""
    held = Lot.objects.filter(expires_at__lte=at, account__posted__gt=F("account__pending"))
    return held.select_related("account__organisation").order_by("pk")


def the_account(organisation: Organisation | None, unit: str, kind: str) -> Account:
    """The one account of that kind, opened when it is first asked for."""
    return Account.objects.get_or_create(organisation=organisation, unit=unit, kind=kind)[0]


def lots_of(organisation: Organisation, unit: str) -> QuerySet[Lot]:
    """Every lot the organisation ever had of a unit."""
    mine = Q(account__organisation=organisation, account__unit=unit)
    return Lot.objects.filter(mine).order_by("pk")


def _transfer(
    debit: Account, credit: Account, amount: int, code: str, reference: str, at: datetime
) -> Transfer:
    return Transfer(
        id=_id(code, reference, debit.pk),
        debit=debit,
        credit=credit,
        amount=amount,
        code=code,
        reference=reference,
        effective_at=at,
    )


def _id(code: str, reference: str, debit: int) -> UUID:
    """The same deed has the same id, whoever asks and however often."""
    return uuid5(NAMESPACE_URL, f"puntuale:{code}:{reference}:{debit}")


def _drawn(done: QuerySet[Transfer], owed: Account) -> Drawn:
    lots: dict[int, int] = {}
    missing = 0
    for transfer in done.all():
        if transfer.debit_id == owed.pk:
            missing += transfer.amount
        else:
            lots[transfer.debit_id] = lots.get(transfer.debit_id, 0) + transfer.amount
    return Drawn(lots, missing)
