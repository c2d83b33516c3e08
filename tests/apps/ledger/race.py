"""Many clients at once over one real database, inside an installation."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from threading import Barrier

from django.db import connection

from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.errors import LedgerError
from puntuale.apps.ledger.lots import draw, grant, the_account
from puntuale.apps.ledger.models import COUPON, Account, Lot, Transfer
from puntuale.apps.ledger.moving import reserve
from puntuale.apps.ledger.queries import discrepancies

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)


def last_coupon(clients: int, rounds: int) -> dict[str, object]:
    """All want the one coupon that is left, on tickets of their own; the others come to owe one."""
    alpine = Organisation.objects.create(name="Alpine")
    barrier = Barrier(clients)

    def one(client: int) -> list[tuple[int, int]]:
        told = []
        for number in range(rounds):
            if barrier.wait() == 0:
                # What was owed after the round before is settled first, and one is left.
                owed = -the_account(alpine, COUPON, Account.Kind.OWED).posted
                buy(alpine, owed + 1, f"order:{number}")
            barrier.wait()
            drawn = draw(
                alpine, unit=COUPON, quantity=1, reference=f"ticket:{number}:{client}", at=NOON
            )
            told.append((sum(drawn.lots.values()), drawn.owed))
        connection.close()
        return told

    with ThreadPoolExecutor(clients) as pool:
        answers = list(pool.map(one, range(clients)))
    by_round = zip(*answers, strict=True)
    return {
        "winners": [sum(lots for lots, _ in each) for each in by_round],
        "owed": sum(owed for told in answers for _, owed in told),
        "negative": Account.objects.filter(kind=Account.Kind.LOT, posted__lt=0).count(),
        "wrong": [str(each) for each in discrepancies()],
    }


def bare_account(clients: int, rounds: int) -> dict[str, object]:
    """All reserve the last piece of one account, without anybody's order to help them."""
    alpine = Organisation.objects.create(name="Alpine")
    lots = [buy(alpine, 1, f"order:{number}") for number in range(rounds)]
    reserved = the_account(alpine, COUPON, Account.Kind.RESERVED)
    barrier = Barrier(clients)

    def one(client: int) -> list[str]:
        told = []
        for lot in lots:
            asked = Transfer(
                debit=lot.account, credit=reserved, amount=1, code="hold",
                reference=f"client:{client}", effective_at=NOON,
            )  # fmt: skip
            barrier.wait()
            try:
                reserve(asked, at=NOON)
                told.append("won")
            except LedgerError as error:
                told.append(type(error).__name__)
        connection.close()
        return told

    with ThreadPoolExecutor(clients) as pool:
        answers = list(pool.map(one, range(clients)))
    flat = [each for told in answers for each in told]
    return {
        "winners": [sum(each == "won" for each in told) for told in zip(*answers, strict=True)],
        "losers": sorted(set(flat) - {"won"}),
        "wrong": [str(each) for each in discrepancies()],
    }


def same_order(clients: int, rounds: int) -> dict[str, object]:
    """The same order is paid by several webhooks at once, and the same job rates several times."""
    alpine = Organisation.objects.create(name="Alpine")
    barrier = Barrier(clients)

    def one(_client: int) -> None:
        for number in range(rounds):
            barrier.wait()
            buy(alpine, 4, f"order:{number}")
            draw(alpine, unit=COUPON, quantity=3, reference=f"ticket:{number}", at=NOON)
        connection.close()

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(one, range(clients)))
    return {
        "lots": Lot.objects.count(),
        "used": the_account(alpine, COUPON, Account.Kind.USED).posted,
        "left": sum(lot.account.posted for lot in Lot.objects.select_related("account")),
        "wrong": [str(each) for each in discrepancies()],
    }


def buy(organisation: Organisation, quantity: int, source: str) -> Lot:
    return grant(
        organisation, unit=COUPON, quantity=quantity, source=source, unit_price=Decimal(25), at=NOON
    )
