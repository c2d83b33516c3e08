"""A property: whatever is sold, used, refunded and expired, in any order, balances are their transfers."""

from datetime import timedelta

from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from puntuale.apps.ledger.holding import hold, let_go
from puntuale.apps.ledger.lots import draw, the_account
from puntuale.apps.ledger.models import COUPON, Account
from puntuale.apps.ledger.moving import let_go_of_expired
from puntuale.apps.ledger.queries import discrepancies
from puntuale.apps.sales.actions.keeping import bring_up_to_date
from puntuale.apps.sales.actions.ordering import cancel
from puntuale.apps.sales.actions.refunding import paid_for, refund
from puntuale.apps.sales.balances import balance_of
from puntuale.apps.sales.errors import SalesRefusal
from puntuale.apps.sales.models import Purchase
from tests.apps.sales import shopping
from tests.cast import NOON, gather

DAY = timedelta(days=1)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["order", "pay", "twice", "cancel", "use", "refund", "expire", "look", "hold", "free"]
        ),
        st.integers(1, 9),
    ),
    min_size=4,
    max_size=25,
)


class TestProperty(TestCase):
    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(DEEDS)
    def test_after_any_sequence_of_deeds(self, deeds):
        cast = shopping.open_shop(gather())
        for number, (deed, amount) in enumerate(deeds):
            at = NOON + number * 20 * DAY
            _do(cast, deed, amount, number, at)

            assert discrepancies() == []
            lots = Account.objects.filter(kind=Account.Kind.LOT)
            assert not lots.filter(posted__lt=F("pending")).exists()
        balance = balance_of(cast.alpine, NOON + len(deeds) * 20 * DAY)
        for held in (*balance.packages, *balance.coupons, *balance.earlier):
            assert held.left + held.reserved == sum(each.quantity for each in held.movements)
        _the_money_adds_up(cast)


def _do(cast, deed, amount, number, at):
    """One deed, on the order that `amount` chooses; a refusal is an answer like any other."""
    orders = list(Purchase.objects.order_by("pk"))
    chosen = orders[amount % len(orders)] if orders else None
    try:
        match deed:
            case "order":
                key = shopping.COUPON if amount % 2 else shopping.PACK
                shopping.ordered(cast, key, amount, at=at)
            case "pay" if chosen:
                shopping.paid(chosen, at=at)
            case "twice" if chosen:
                shopping.paid(chosen, at=at, key=f"again:{number}")
            case "cancel" if chosen:
                cancel(chosen, by=cast.elena, at=at)
            case "use":
                draw(cast.alpine, unit=COUPON, quantity=amount, reference=f"t:{number}", at=at)
            case "hold":
                lots = Account.objects.filter(organisation=cast.alpine, kind=Account.Kind.LOT)
                wanted = {lot.pk: amount for lot in lots if lot.available >= amount}
                hold(f"hold:{amount % 3}", wanted, holds_for=30 * DAY, at=at)
            case "free":
                let_go(f"hold:{amount % 3}", at=at)
                let_go_of_expired(at=at)
            case "refund" if chosen:
                refund(chosen, paid_for(chosen), by=cast.elena, at=at)
            case "expire" | "look":
                bring_up_to_date(cast.alpine, at=at)
    except SalesRefusal:
        pass


def _the_money_adds_up(cast):
    """What came is what was sold, less what customers have in advance."""
    unit = "EUR.cent"
    cash = the_account(None, unit, Account.Kind.CASH).posted
    revenue = the_account(None, unit, Account.Kind.REVENUE).posted
    receivable = the_account(cast.alpine, unit, Account.Kind.RECEIVABLE).posted
    assert cash + revenue + receivable == 0
    paid = sum(paid_for(each).minor for each in Purchase.objects.all())
    assert cash == paid
