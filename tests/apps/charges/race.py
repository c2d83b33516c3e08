"""Many requests rated at once over one real database, inside an installation."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from puntuale.apps.charges.models import Charge
from puntuale.apps.charges.rating import rate
from puntuale.apps.ledger.lots import the_account
from puntuale.apps.ledger.models import COUPON, Account, Transfer
from puntuale.apps.ledger.queries import discrepancies
from tests.apps.charges.stories import LATER, classified, coupons, under, worked
from tests.cast import gather


def last_coupon(clients: int, rounds: int) -> dict[str, object]:
    """Every client finishes on a request of its own, and one coupon is left for all of them."""
    cast = gather()
    agreement = under("direct-support")
    tickets = [
        [classified(cast, agreement) for _client in range(clients)] for _round in range(rounds)
    ]
    for number, each in enumerate(tickets):
        for client, ticket in enumerate(each):
            minute = number * clients + client
            worked(
                cast, ticket, f"2026-11-23 {minute // 60:02}:{minute % 60:02}:00"
                f" - {minute // 60:02}:{minute % 60:02}:40",
            )  # fmt: skip
    barrier = Barrier(clients)
    owed = the_account(cast.brembo, COUPON, Account.Kind.OWED)

    def one(client: int) -> list[tuple[int, int]]:
        told = []
        for number, each in enumerate(tickets):
            if barrier.wait() == 0:
                owed.refresh_from_db()
                coupons(cast, 1 - owed.posted, f"order:{number}")
            barrier.wait()
            charge = rate(each[client], at=LATER)
            assert charge is not None
            told.append((charge.charge.coupons_used, charge.charge.coupons_owed))
        connection.close()
        return told

    with ThreadPoolExecutor(clients) as pool:
        answers = list(pool.map(one, range(clients)))
    return {
        "winners": [sum(used for used, _ in each) for each in zip(*answers, strict=True)],
        "owed": sum(owed for told in answers for _, owed in told),
        "negative": Account.objects.filter(kind=Account.Kind.LOT, posted__lt=0).count(),
        "wrong": [str(each) for each in discrepancies()],
    }


def one_request(clients: int) -> dict[str, object]:
    """The same request is rated by all at once, as when its job is carried out twice."""
    cast = gather()
    ticket = classified(cast, under("direct-support"))
    coupons(cast, 3)
    worked(cast, ticket, "2026-11-23 10:00 - 10:17")
    barrier = Barrier(clients)

    def one(_client: int) -> int:
        barrier.wait()
        charge = rate(ticket, at=LATER)
        connection.close()
        assert charge is not None
        return charge.pk

    with ThreadPoolExecutor(clients) as pool:
        charges = set(pool.map(one, range(clients)))
    return {
        "charges": len(charges),
        "rows": Charge.objects.count(),
        "drawn": sum(Transfer.objects.filter(code="draw").values_list("amount", flat=True)),
        "wrong": [str(each) for each in discrepancies()],
    }
