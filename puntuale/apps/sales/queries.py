"""Orders and payments, for whoever may see them."""

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.sales.models import BankLine, Payment, Purchase
from puntuale.apps.tickets.queries import contact_of

State = Purchase.State


def purchases_visible_to(user: User) -> QuerySet[Purchase]:
    """Whoever keeps the sales sees every order; a customer those of the company."""
    purchases = Purchase.objects.select_related("organisation", "version__agreement", "ordered_by")
    purchases = purchases.order_by("-ordered_at", "-pk")
    if user.can(Ability.KEEP_SALES):
        return purchases
    contact = None if user.is_staff else contact_of(user)
    if contact is None or contact.organisation_id is None:
        return purchases.none()
    return purchases.filter(organisation=contact.organisation_id)


def waiting_for_payment(purchases: QuerySet[Purchase]) -> QuerySet[Purchase]:
    """Those that nobody has paid yet."""
    return purchases.filter(state=State.ORDERED)


def money_to_decide() -> list[tuple[Purchase, list[Payment]]]:
    """Orders for which money came that granted nothing, with all of it (readings.md R-05).

    Cancelled ones that were paid; granted ones that were paid more than once; and those that
    still wait although some of it came.
    """
    paid = Payment.objects.select_related("purchase__organisation").order_by("received_at", "pk")
    found: dict[int, tuple[Purchase, list[Payment]]] = {}
    for payment in paid.filter(purchase__in=_unsettled()):
        found.setdefault(payment.purchase_id, (payment.purchase, []))[1].append(payment)
    return list(found.values())


def _unsettled() -> QuerySet[Purchase, int]:
    """Where what came, less what went back, is not what was granted for it."""
    came = Purchase.objects.annotate(came=Coalesce(Sum("payments__amount"), 0))
    open_ones = Q(state__in=(State.ORDERED, State.CANCELLED)) & ~Q(came=0)
    twice = Q(state__in=(State.PAID, State.GRANTED)) & ~Q(came=F("amount"))
    return came.filter(open_ones | twice).values_list("pk", flat=True)


def lines_to_decide() -> QuerySet[BankLine]:
    """Lines of bank statements of which nobody has said yet what they paid."""
    lines = BankLine.objects.filter(state=BankLine.State.TO_DECIDE)
    return lines.select_related("purchase__organisation").order_by("booked_on", "pk")
