"""Only the difference is posted: whatever happens to the work, and in whatever order."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from puntuale.apps.agreements.models import Closure
from puntuale.apps.charges.models import Charge, ChargeDraw, ChargeLine
from puntuale.apps.charges.rating import rate
from puntuale.apps.ledger.lots import expire
from puntuale.apps.ledger.models import COUPON, SECOND, Account, Transfer
from puntuale.apps.ledger.queries import discrepancies
from puntuale.apps.tickets.actions.entitling import move
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.actions.entering import Work, enter, withdraw
from puntuale.apps.work.models import TimeEntry
from tests.apps.charges.stories import (
    LATER,
    accepted,
    balance,
    classified,
    coupons,
    left,
    package,
    rated,
    under,
    worked,
)
from tests.cast import Cast, covered, rome


@pytest.fixture(autouse=True)
def _it_adds_up(db):
    yield
    assert discrepancies() == []
    assert not Account.objects.filter(kind=Account.Kind.LOT, posted__lt=0).exists()


@pytest.fixture
def incident(cast):
    """A request that is paid in coupons."""
    return classified(cast, under("direct-support"))


@pytest.fixture
def sporadic(cast):
    """A request that costs 80.00 an hour, up to 400.00, or half of that from a package."""
    ticket = classified(cast, under("standard-services"), type="T2")
    accepted(cast, ticket, "400.00")
    return ticket


def test_rating_again_posts_nothing(cast, sporadic):
    package(cast, 50)
    worked(cast, sporadic, "2026-11-23 17:30 - 18:30")
    first = rate(sporadic, at=LATER)
    before = Transfer.objects.count()

    assert [rate(sporadic, at=LATER) for _again in range(3)] == [first] * 3
    assert Transfer.objects.count() == before


def test_a_rating_that_was_cut_off_posts_once_when_it_is_tried_again(cast, sporadic):
    package(cast, 50)
    worked(cast, sporadic, "2026-11-23 17:30 - 18:30")
    with transaction.atomic():
        rate(sporadic, at=LATER)
        moved = Transfer.objects.count()
        transaction.set_rollback(True)

    rate(sporadic, at=LATER)
    rate(sporadic, at=LATER)

    assert (Transfer.objects.count(), Charge.objects.count()) == (moved, 1)


def test_any_order_of_entering_gives_the_same_charge(cast, sporadic):
    lot = package(cast, 50)
    spans = ["2026-11-23 17:50 - 18:05", "2026-11-24 10:00 - 10:31", "2026-11-23 23:30 - 23:59"]
    found = set()
    for order in permutations(spans):
        with transaction.atomic():
            for span in order:
                worked(cast, sporadic, span)
                whole = rated(sporadic)
            lines = ChargeLine.objects.aggregate(total=Sum("amount_minor"))["total"]
            draws = ChargeDraw.objects.aggregate(total=Sum("quantity"))["total"]
            found.add((whole, lines, draws, left(lot)))
            transaction.set_rollback(True)

    [(whole, lines, draws, rest)] = found
    assert (lines, draws) == (whole.amount.minor, whole.packages[0].quantity)
    assert rest == 50 * 60 - draws


def test_a_withdrawn_entry_gives_back_what_it_drew(cast, incident):
    lot = coupons(cast, 3)
    worked(cast, incident, "2026-11-23 10:00 - 10:10")
    second = worked(cast, incident, "2026-11-23 15:00 - 15:07")
    rated(incident)

    withdraw(second, because="on another request", by=cast.davide, at=LATER)

    assert rated(incident).coupons_used == 1
    assert left(lot) == 2
    assert [draw.quantity for draw in ChargeDraw.objects.order_by("pk")] == [2, -1]


def test_what_was_all_withdrawn_costs_nothing(cast, sporadic):
    entry = worked(cast, sporadic, "2026-11-23 10:00 - 10:46")
    rated(sporadic)

    withdraw(entry, because="not ours", by=cast.davide, at=LATER)
    found = rated(sporadic)

    assert (str(found.amount), balance(cast, "EUR.cent", "receivable")) == ("0.00", 0)


def test_included_work_is_charged_at_nothing_with_its_reason(cast):
    ticket = classified(cast, under("gold"), type="bug")
    worked(cast, ticket, "2026-11-23 10:00 - 10:20")

    charge = rate(ticket, at=LATER)

    assert (charge.amount_minor, charge.charge.because[-1].by) == (0, "included")


def test_work_that_nobody_pays_for_is_not_rated(cast, sporadic):
    worked(cast, sporadic, "2026-11-23 10:00 - 10:20", free_because="to see what it needs")

    assert rate(sporadic, at=LATER) is None


class TestDebts:
    """C-53: work is finished, what is missing is owed, and settled from the next purchase."""

    @pytest.fixture(autouse=True)
    def _owing(self, cast, incident):
        coupons(cast, 1)
        self.entry = worked(cast, incident, "2026-11-23 10:00 - 10:17")
        rated(incident)

    def test_the_next_purchase_settles_it(self, cast):
        assert balance(cast, COUPON, "owed") == -1

        lot = coupons(cast, 3, "purchase:2")

        assert (left(lot), balance(cast, COUPON, "owed")) == (2, 0)

    def test_what_settled_a_debt_that_is_gone_comes_back(self, cast, incident):
        lot = coupons(cast, 3, "purchase:2")

        withdraw(self.entry, because="not ours", by=cast.davide, at=LATER)
        rated(incident)

        assert (left(lot), balance(cast, COUPON, "owed")) == (3, 0)
        assert sum(left(each) for each in Account.objects.filter(kind="lot")) == 4

    def test_a_debt_made_late_is_settled_from_what_was_bought_since(self, cast, incident):
        lot = coupons(cast, 3, "purchase:2", at=rome("2026-11-24 10:00"))

        worked(cast, incident, "2026-11-23 15:00 - 15:20")
        found = rated(incident)

        assert found.coupons_owed == 2
        assert (left(lot), balance(cast, COUPON, "owed")) == (1, 0)


def test_work_written_down_late_is_paid_by_what_was_there_when_it_was_done(cast, sporadic):
    lot = package(cast, 60, until=rome("2026-12-01 00:00"))
    expire(lot, at=rome("2026-12-01 00:00"))
    worked(cast, sporadic, "2026-11-23 10:00 - 10:30")

    found = rated(sporadic)

    assert [draw.quantity for draw in found.packages] == [1800]
    assert (balance(cast, SECOND, "used"), balance(cast, SECOND, "expired")) == (1800, 1800)


def test_a_request_that_is_another_customers_is_charged_to_them_alone(cast, incident):
    lot = coupons(cast, 3)
    worked(cast, incident, "2026-11-23 10:00 - 10:17")
    rated(incident)
    covered(cast.alpine, incident.coverage.agreement)

    move(incident, organisation=cast.alpine, product=None, reason="theirs", by=cast.elena, at=LATER)
    incident.refresh_from_db()
    rated(incident)
    rated(incident)

    assert left(lot) == 3
    of = [
        (each.customer.name, [d.quantity for d in each.draws.all()])
        for each in incident.charges.all()
    ]
    assert of == [
        ("Tessitura Brembo", [2]), ("Tessitura Brembo", [-2]), ("Alpine Optics", [2]),
    ]  # fmt: skip


class TestCharges:
    @pytest.fixture(autouse=True)
    def _charged(self, cast, sporadic):
        package(cast, 20)
        worked(cast, sporadic, "2026-11-23 10:00 - 11:00")
        rated(sporadic)

    @pytest.mark.parametrize("model", [Charge, ChargeLine, ChargeDraw])
    def test_the_database_refuses_to_remove_them(self, model):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()

    @pytest.mark.parametrize(
        "rewriting",
        [
            lambda: Charge.objects.update(amount_minor=0),
            lambda: ChargeLine.objects.update(amount_minor=0),
            lambda: ChargeDraw.objects.update(quantity=1),
        ],
    )
    def test_the_database_refuses_to_rewrite_them(self, rewriting):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewriting()


def test_a_closure_that_is_announced_or_withdrawn_later_moves_no_charge(cast: Cast) -> None:
    vendor_closes = ("    working_day: 9 h ", "    closures: [vendor]\n    working_day: 9 h ")
    ticket = classified(cast, under("standard-services", vendor_closes), type="T2")
    accepted(cast, ticket, "400.00")
    worked(cast, ticket, "2026-11-23 10:00 - 11:00")
    before = rated(ticket)
    days = {"first_date": date(2026, 11, 23), "last_date": date(2026, 11, 27)}
    closure = Closure.objects.create(
        code="strike", **days, announced_at=rome("2026-11-23 12:00"), announced_by=cast.elena
    )

    after = rated(ticket)
    worked(cast, ticket, "2026-11-24 10:00 - 11:00")
    with_the_next_day = rated(ticket)
    Closure.objects.filter(pk=closure.pk).update(
        withdrawn_at=rome("2026-11-25 12:00"), withdrawn_by=cast.elena
    )

    assert after == before
    assert str(with_the_next_day.amount) == "200.00"  # an hour of the 24th at half as much again
    assert rated(ticket) == with_the_next_day
    assert Charge.objects.filter(ticket=ticket).count() == 2


def test_what_is_merely_stored_and_more_entries_ask_the_database_no_more(
    cast: Cast, sporadic: Ticket
) -> None:
    package(cast, 40 * 60)
    asked = []
    for others, entries in ((0, 1), (3, 12)):
        for _other in range(others):
            other = classified(cast, under("standard-services"), type="T2")
            accepted(cast, other, "400.00")
            worked(cast, other, "2026-11-25 10:00 - 10:20", worker=cast.elena)
            rate(other, at=LATER)
            TimeEntry.objects.filter(ticket=other).update(
                withdrawn_at=LATER, withdrawn_by=cast.elena, withdrawn_because="to make room"
            )
        for entry in range(entries):
            start = rome("2026-11-23 10:00") + timedelta(minutes=20 * (entry + entries))
            work = Work(started_at=start, ended_at=start + timedelta(minutes=20))
            enter(sporadic, work, worker=cast.davide, by=cast.davide, at=LATER)
        with CaptureQueriesContext(connection) as queries:
            rate(sporadic, at=LATER)
        asked.append(len(queries))

    first, again = asked
    assert again <= first
