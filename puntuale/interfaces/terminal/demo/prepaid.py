"""What the customers of the demo have bought ahead: packages in use, coupons, an order that waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.agreements.models import Agreement, Coverage
from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.lots import draw
from puntuale.apps.ledger.models import SECOND
from puntuale.apps.sales.actions.keeping import bring_up_to_date
from puntuale.apps.sales.actions.ordering import order
from puntuale.apps.sales.actions.paying import mark_paid
from puntuale.apps.sales.models import Purchase

DAY, MINUTES = timedelta(days=1), 60
IBAN = "IT60X0542811101000000123456"


@dataclass(frozen=True, slots=True)
class Bought:
    """An order so many days ago; paid two days later, unless it waits. `used`: (days ago, minutes)."""

    customer: str
    offer: str
    quantity: int
    days_ago: int
    used: tuple[tuple[int, int], ...] = ()
    is_paid: bool = True


# Alpine Optics has 7 h 15 left of its 40 hours, as on the pages of the design.
BOUGHT = (
    Bought("Alpine Optics", "standard:pack-5d", 1, 175, ((160, 240), (131, 300), (104, 210), (71, 510), (38, 435), (11, 270))),
    Bought("Alpine Optics", "direct:coupon", 2, 60),
    Bought("Studio Sartor", "standard:pack-5d", 1, 140, ((120, 90), (80, 615), (42, 480), (9, 300))),
    Bought("Studio Sartor", "standard:pack-5d", 1, 1, is_paid=False),
    Bought("Oblak Logistika", "direct:coupon", 10, 45),
    Bought("Ferramenta Galli", "direct:coupon", 4, 2, is_paid=False),
)  # fmt: skip


def buy_ahead(by: User, at: datetime) -> None:
    """Every order of the demo, the gifts of its agreements, and the hours that are included now."""
    Vendor.objects.update(account_holder="Officina Software S.r.l.", iban=IBAN)
    # Alpine Optics holds the standard services and, for its badge readers, coupons.
    Coverage.objects.create(
        organisation=Organisation.objects.get(name="Alpine Optics"),
        agreement=Agreement.objects.get(code="direct"),
        starts_on=(at - 300 * DAY).date(),
    )
    for number, each in enumerate(BOUGHT):
        organisation = Organisation.objects.get(name=each.customer)
        ordered_at = at - each.days_ago * DAY
        purchase = order(organisation, each.offer, each.quantity, by=by, at=ordered_at)
        if each.is_paid:
            _pay(purchase, by, ordered_at + 2 * DAY)
        for days, minutes in each.used:
            draw(
                organisation,
                unit=SECOND,
                quantity=minutes * MINUTES,
                reference=f"demo:{number}:{days}",
                at=at - days * DAY,
            )
    for organisation in Organisation.objects.filter(coverages__isnull=False).distinct():
        bring_up_to_date(organisation, at=at)


def _pay(purchase: Purchase, by: User, at: datetime) -> None:
    mark_paid(purchase, purchase.money, by=by, at=at, note="")
