"""Money in the ledger: what customers owe us, what came in, what was earned."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.lots import the_account
from puntuale.apps.ledger.models import Account, Transfer
from puntuale.apps.ledger.moving import move
from puntuale.apps.ledger.units import money_unit

Kind = Account.Kind


def enter_sale(
    organisation: Organisation, amount: int, currency: str, *, reference: str, at: datetime
) -> None:
    """What was sold is owed to us; a negative amount takes a sale back."""
    unit = money_unit(currency)
    earned, owed = the_account(None, unit, Kind.REVENUE), _owed(organisation, unit)
    _enter(earned, owed, amount, "sale", reference, at)


def enter_payment(
    organisation: Organisation, amount: int, currency: str, *, reference: str, at: datetime
) -> None:
    """Money came, and is owed no more; a negative amount went back."""
    unit = money_unit(currency)
    owed, cash = _owed(organisation, unit), the_account(None, unit, Kind.CASH)
    _enter(owed, cash, amount, "payment", reference, at)


def _owed(organisation: Organisation, unit: str) -> Account:
    return the_account(organisation, unit, Kind.RECEIVABLE)


def _enter(
    debit: Account, credit: Account, amount: int, code: str, reference: str, at: datetime
) -> None:
    if amount < 0:
        debit, credit = credit, debit
    if amount:
        asked = Transfer(
            id=uuid5(NAMESPACE_URL, f"puntuale:{code}:{reference}"),
            debit=debit,
            credit=credit,
            amount=abs(amount),
            code=code,
            reference=reference,
            effective_at=at,
        )
        move(asked, at=at)
