"""Moving something from one account to another, once, and never below the floor."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from puntuale.apps.ledger.errors import AlreadyDifferent, NotEnough, NotPending, UnitsDiffer
from puntuale.apps.ledger.lots import the_account
from puntuale.apps.ledger.models import COUPON, SECOND, Account, Transfer
from puntuale.apps.ledger.moving import let_go_of_expired, move, post, reserve, void
from puntuale.apps.ledger.queries import discrepancies
from tests.cast import NOON

ID = UUID(int=7)


@pytest.fixture
def issuer(db):
    return the_account(None, SECOND, Account.Kind.ISSUER)


@pytest.fixture
def purse(issuer):
    """An account with 100 that never falls below 0."""
    account = Account.objects.create(unit=SECOND, kind=Account.Kind.LOT, floor=0)
    move(asked(issuer, account, 100), at=NOON)
    return account


@pytest.fixture
def used(db):
    return the_account(None, SECOND, Account.Kind.USED)


def asked(debit, credit, amount, **more):
    facts = {"code": "test", "reference": "test", "effective_at": NOON}
    return Transfer(debit=debit, credit=credit, amount=amount, **facts | more)


def balance(account):
    account.refresh_from_db()
    return account.posted, account.pending


@pytest.fixture(autouse=True)
def _it_adds_up(db):
    yield
    assert discrepancies() == []


def test_what_leaves_one_account_arrives_in_the_other(purse, used):
    move(asked(purse, used, 30), at=NOON)

    assert balance(purse) == (70, 0)
    assert balance(used) == (30, 0)


def test_nothing_falls_below_its_floor(purse, used):
    with pytest.raises(NotEnough):
        move(asked(purse, used, 101), at=NOON)

    assert balance(purse) == (100, 0)
    assert Transfer.objects.count() == 1


def test_the_floor_itself_may_be_reached(purse, used):
    move(asked(purse, used, 100), at=NOON)

    assert balance(purse) == (0, 0)


def test_the_same_transfer_again_is_the_first_one(purse, used):
    first = move(asked(purse, used, 30, id=ID), at=NOON)
    second = move(asked(purse, used, 30, id=ID), at=NOON + timedelta(hours=1))

    assert first == second
    assert balance(purse) == (70, 0)


@pytest.mark.parametrize("difference", [{"amount": 31}, {"reference": "other"}, {"code": "other"}])
def test_an_id_is_not_used_twice_for_different_things(purse, used, difference):
    move(asked(purse, used, 30, id=ID), at=NOON)
    other = asked(purse, used, **{"amount": 30, "id": ID} | difference)

    with pytest.raises(AlreadyDifferent):
        move(other, at=NOON)


def test_seconds_are_not_coupons(purse, db):
    coupons = the_account(None, COUPON, Account.Kind.USED)

    with pytest.raises(UnitsDiffer):
        move(asked(purse, coupons, 1), at=NOON)


def test_the_database_itself_refuses_a_transfer_between_two_units(purse, db):
    coupons = the_account(None, COUPON, Account.Kind.USED)
    facts = {"state": "posted", "created_at": NOON, "settled_at": NOON}

    with pytest.raises(IntegrityError), transaction.atomic():
        asked(purse, coupons, 1, **facts).save(force_insert=True)


def test_a_reservation_expires_by_itself_and_only_once(purse, used):
    soon = NOON + timedelta(hours=1)
    reserve(asked(purse, used, 60, expires_at=soon), at=NOON)
    kept = reserve(asked(purse, used, 5, expires_at=soon), at=NOON)
    reserve(asked(purse, used, 7), at=NOON)
    post(kept, at=NOON)

    assert let_go_of_expired(at=soon - timedelta(seconds=1)) == 0
    assert let_go_of_expired(at=soon) == 1
    assert let_go_of_expired(at=soon) == 0

    assert balance(purse) == (95, 7)


def test_what_is_reserved_cannot_be_taken_by_others(purse, used):
    reserve(asked(purse, used, 60), at=NOON)

    assert balance(purse) == (100, 60)
    assert balance(used) == (0, 0)
    with pytest.raises(NotEnough):
        move(asked(purse, used, 41), at=NOON)


def test_a_reservation_is_posted_once(purse, used):
    reserved = reserve(asked(purse, used, 60), at=NOON)

    post(reserved, at=NOON)

    assert balance(purse) == (40, 0)
    assert balance(used) == (60, 0)
    for again in (post, void):
        with pytest.raises(NotPending):
            again(reserved, at=NOON)
    assert balance(purse) == (40, 0)


def test_a_reservation_that_is_let_go_leaves_everything_as_it_was(purse, used):
    reserved = reserve(asked(purse, used, 60), at=NOON)

    void(reserved, at=NOON)

    assert balance(purse) == (100, 0)
    with pytest.raises(NotPending):
        post(reserved, at=NOON)


@pytest.mark.parametrize("amount", [0, -1])
def test_a_transfer_moves_something(purse, used, amount):
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(
            debit=purse, credit=used, amount=amount, code="x", reference="x", state="pending",
            effective_at=NOON, created_at=NOON,
        )  # fmt: skip


class TestTheDatabaseItself:
    """Whoever asks it, it rewrites nothing and lets nothing fall below a floor."""

    @pytest.mark.parametrize(
        "rewriting",
        [
            lambda purse: Transfer.objects.update(amount=1),
            lambda purse: Transfer.objects.update(state="void"),
            lambda purse: Transfer.objects.all()._raw_delete("default"),
            lambda purse: Account.objects.update(floor=-5),
            lambda purse: Account.objects.update(unit=COUPON),
            lambda purse: Account.objects.filter(pk=purse.pk).update(posted=-1),
            lambda purse: Account.objects.filter(pk=purse.pk).update(pending=101),
            lambda purse: Account.objects.all()._raw_delete("default"),
        ],
    )
    def test_it_refuses(self, purse, rewriting):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewriting(purse)

    def test_a_reservation_keeps_its_amount(self, purse, used):
        reserve(asked(purse, used, 60), at=NOON)

        with pytest.raises(DatabaseError), transaction.atomic():
            Transfer.objects.filter(state="pending").update(amount=1)


class TestTheProof:
    """Balances are caches: the transfers are the truth."""

    @pytest.fixture(autouse=True)
    def _it_adds_up(self):
        """Here it does not."""

    def test_a_balance_that_was_tampered_with_is_found(self, purse):
        Account.objects.filter(pk=purse.pk).update(posted=150)

        found = [(each.stored, each.computed) for each in discrepancies()]

        assert (150, 100) in found
        assert (50, 0) in found  # the unit no longer sums to nothing

    def test_a_reservation_that_was_forgotten_is_found(self, purse):
        Account.objects.filter(pk=purse.pk).update(pending=5)

        assert [(each.stored, each.computed) for each in discrepancies()] == [(5, 0)]
