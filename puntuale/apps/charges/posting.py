"""The difference to what a request was charged before, as transfers of the ledger."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db.models import F, Q, Sum

from puntuale.apps.charges.models import Charge, ChargeDraw
from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.lots import (
    DRAW,
    OWE,
    RETURN,
    REVIVE,
    SETTLE,
    lots_of,
    the_account,
)
from puntuale.apps.ledger.models import COUPON, SECOND, Account, Transfer
from puntuale.apps.ledger.moving import move
from puntuale.apps.ledger.references import charge_reference
from puntuale.apps.ledger.sources import bought_or_given
from puntuale.apps.ledger.units import money_unit

Kind, By = Account.Kind, ChargeDraw.By
# What was owed and settled too much, given back.
FORGIVE, UNSETTLE = "forgive", "unsettle"
CHARGE, CREDIT = "charge", "credit"


def post(charge: Charge, draws: Iterable[ChargeDraw], *, at: datetime) -> None:
    """Move what `charge` changed: its `draws` from the lots of its customer, and its money.

    The ids derive from the request and the rating: the same one posts once.
    """
    posting = _Posting(charge, charge.customer, at)
    for draw in draws:
        unit = COUPON if draw.by == By.COUPON else SECOND
        if draw.lot is None:
            posting.owe(unit, draw.quantity)
        else:
            posting.draw(unit, draw.lot, draw.quantity)
    posting.bill()


@dataclass(frozen=True, slots=True)
class _Posting:
    charge: Charge
    customer: Organisation | None
    at: datetime

    def draw(self, unit: str, lot: Account, quantity: int) -> None:
        used = the_account(self.customer, unit, Kind.USED)
        if quantity < 0:
            self._move(used, lot, -quantity, RETURN)
            return
        if lot.available < quantity:  # it has expired since the work was done
            expired = the_account(self.customer, unit, Kind.EXPIRED)
            self._move(expired, lot, quantity - lot.available, REVIVE)
        self._move(lot, used, quantity, DRAW)

    def owe(self, unit: str, quantity: int) -> None:
        used = the_account(self.customer, unit, Kind.USED)
        owed = the_account(self.customer, unit, Kind.OWED)
        if quantity > 0:
            self._move(owed, used, quantity, OWE)
            self._settle(unit, owed)
            return
        self._move(used, owed, -quantity, FORGIVE)
        self._unsettle(owed)

    def bill(self) -> None:
        minor = self.charge.amount_minor
        if not minor:
            return
        unit = money_unit(self.charge.currency)
        revenue = the_account(None, unit, Kind.REVENUE)
        receivable = the_account(self.charge.organisation, unit, Kind.RECEIVABLE)
        if minor > 0:
            self._move(revenue, receivable, minor, CHARGE)
        else:
            self._move(receivable, revenue, -minor, CREDIT)

    def _settle(self, unit: str, owed: Account) -> None:
        """What is there by now settles the debt, as it would have when it was bought later."""
        owed.refresh_from_db()
        if self.customer is None or owed.posted >= 0:
            return
        for lot in _bought(self.customer, unit, self.at):
            settled = min(lot.available, -owed.posted)
            if settled > 0:
                self._move(lot, owed, settled, SETTLE)
                owed.refresh_from_db()

    def _unsettle(self, owed: Account) -> None:
        """What settled a debt that is gone goes back to its lot, the latest first."""
        owed.refresh_from_db()
        for lot, settled in _settled(owed):
            back = min(settled, owed.posted)
            if back > 0:
                self._move(owed, lot, back, UNSETTLE)
                owed.refresh_from_db()

    def _move(self, debit: Account, credit: Account, amount: int, code: str) -> None:
        charge = self.charge
        rating = f"{charge.ticket_id}:{charge.sequence}:{charge.rating_sha256}"
        name = f"{rating}:{code}:{debit.pk}:{credit.pk}"
        asked = Transfer(
            id=uuid5(NAMESPACE_URL, f"puntuale:charge:{name}"),
            debit=debit,
            credit=credit,
            amount=amount,
            code=code,
            reference=charge_reference(charge.ticket_id, charge.sequence),
            effective_at=self.at,
        )
        move(asked, at=self.at)


def _bought(organisation: Organisation, unit: str, at: datetime) -> Iterator[Account]:
    lots = bought_or_given(lots_of(organisation, unit)).select_related("account")
    valid = lots.filter(Q(expires_at=None) | Q(expires_at__gt=at), granted_at__lte=at)
    for lot in valid.order_by(F("expires_at").asc(nulls_last=True), "granted_at", "pk"):
        yield lot.account


def _settled(owed: Account) -> Iterator[tuple[Account, int]]:
    took = Transfer.objects.filter(credit=owed, code=SETTLE).order_by()
    gave = Transfer.objects.filter(debit=owed, code=UNSETTLE).order_by()
    back = dict(gave.values_list("credit").annotate(total=Sum("amount")))
    for lot, total in took.values_list("debit").annotate(total=Sum("amount")).order_by("-debit"):
        left = total - back.get(lot, 0)
        if left > 0:
            yield Account.objects.get(pk=lot), left
