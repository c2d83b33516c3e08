"""Lots: granted once, drawn in order, owed where there are none, expired at their instant."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from puntuale.apps.ledger.lots import Drawn, draw, expire, expired_lots, grant, the_account
from puntuale.apps.ledger.models import COUPON, Account, Lot, Transfer
from puntuale.apps.ledger.moving import post, reserve
from puntuale.apps.ledger.queries import discrepancies
from puntuale.interfaces.worker.ledger import handle
from tests.cast import NOON

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _it_adds_up(db):
    yield
    assert discrepancies() == []


def bought(cast, quantity, source="purchase:1", *, price="25.00", **more):
    return grant(
        cast.alpine, unit=COUPON, quantity=quantity, source=source, unit_price=Decimal(price),
        **{"at": NOON} | more,
    )  # fmt: skip


def used(cast, quantity, reference="ticket:1", **more):
    return draw(
        cast.alpine, unit=COUPON, quantity=quantity, reference=reference, **{"at": NOON} | more
    )


def left(lot):
    return Account.objects.get(pk=lot.pk).available


def owed(cast):
    return -the_account(cast.alpine, COUPON, Account.Kind.OWED).posted


def test_a_purchase_grants_once(cast):
    first, second = bought(cast, 4), bought(cast, 4)

    assert first == second
    assert left(first) == 4


def test_the_gift_of_the_first_coupon_is_one_for_each_organisation(cast):
    for _contact in range(2):
        bought(cast, 1, "gift:direct-support:alpine", price="0.00")

    assert [left(lot) for lot in Lot.objects.all()] == [1]


def test_free_coupons_go_first_then_paid_ones(cast):
    """C-59."""
    paid = bought(cast, 2, at=NOON - DAY)
    free = bought(cast, 1, "gift:1", price="0.00")

    drawn = used(cast, 2, order=["expires_at", "price", "granted_at", "id"])

    assert drawn == Drawn({free.pk: 1, paid.pk: 1})
    assert (left(free), left(paid)) == (0, 1)


def test_what_is_missing_is_owed_and_settled_by_the_next_purchase(cast):
    bought(cast, 1)

    drawn = used(cast, 2)

    assert (sum(drawn.lots.values()), drawn.owed, owed(cast)) == (1, 1, 1)
    lot = bought(cast, 3, "purchase:2")
    assert (owed(cast), left(lot)) == (0, 2)


def test_the_same_drawing_again_draws_nothing(cast):
    lot = bought(cast, 5)

    first, second = used(cast, 2), used(cast, 2, at=NOON + DAY)

    assert first == second
    assert left(lot) == 3


def test_a_lot_pays_for_work_while_it_is_valid(cast):
    old = bought(cast, 5, expires_at=NOON + DAY)
    new = bought(cast, 5, "purchase:2", at=NOON + DAY)

    assert used(cast, 1).lots == {old.pk: 1}
    assert used(cast, 1, "ticket:2", at=NOON + DAY).lots == {new.pk: 1}


def test_what_is_left_expires_once_at_its_instant(cast):
    lot = bought(cast, 5, expires_at=NOON + DAY)
    used(cast, 2)

    expire(lot, at=NOON)
    assert left(lot) == 3
    for _again in range(2):
        expire(lot, at=NOON + 2 * DAY)

    assert left(lot) == 0
    gone = Transfer.objects.get(code="expire")
    assert (gone.amount, gone.effective_at) == (3, NOON + DAY)


def test_what_was_reserved_before_a_lot_expires_is_honoured(cast):
    """R-12."""
    lot = bought(cast, 5, expires_at=NOON + DAY)
    held = the_account(cast.alpine, COUPON, Account.Kind.RESERVED)
    asked = Transfer(
        debit=lot.account, credit=held, amount=2, code="hold", reference="call", effective_at=NOON
    )
    reserved = reserve(asked, at=NOON)

    expire(lot, at=NOON + DAY)
    post(reserved, at=NOON + 2 * DAY)

    assert (left(lot), Account.objects.get(pk=held.pk).posted) == (0, 2)


def test_at_night_what_has_expired_goes(cast):
    lot = bought(cast, 5, expires_at=NOON + DAY)

    handle({}, at=NOON)
    assert left(lot) == 5
    handle({}, at=NOON + DAY)

    assert left(lot) == 0
    assert list(expired_lots(NOON + DAY)) == []


def test_a_lot_is_never_rewritten(cast):
    bought(cast, 5)

    for rewriting in (
        lambda: Lot.objects.update(unit_price=1),
        lambda: Lot.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewriting()
