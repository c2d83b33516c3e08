"""What a customer bought ahead, at the price frozen when it was ordered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.customers.models import Organisation
from puntuale.core.charges.money import Money
from puntuale.core.charges.offers import MOST


class Purchase(models.Model):
    """An order of packages or coupons; paid, it grants one lot, whose source it is."""

    class State(models.TextChoices):
        ORDERED = "ordered", _("waits for payment")
        PAID = "paid", _("paid")
        GRANTED = "granted", _("paid and granted")
        CANCELLED = "cancelled", pgettext_lazy("order", "cancelled")
        REFUNDED = "refunded", _("refunded")

    class Item(models.TextChoices):
        PACKAGE = "package", _("package")
        COUPON = "coupon", _("coupon")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="purchases"
    )
    # The edition whose offer it was: its rules say until when the lot is valid.
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=8, choices=Item)
    code = models.CharField(max_length=60)  # the package's code in the document, or "coupon"
    quantity = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20)  # of the ledger: second, coupon
    grants = models.PositiveBigIntegerField()  # so many units in all
    list_price = models.DecimalField(max_digits=16, decimal_places=4)
    discount = models.DecimalField(max_digits=7, decimal_places=4)  # per cent
    unit_price = models.DecimalField(max_digits=16, decimal_places=4)
    amount = models.PositiveBigIntegerField()  # in the currency's smallest unit, net
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=State, default=State.ORDERED)
    # What the payer writes into the transfer: an RF reference of ISO 11649.
    reference = models.CharField(max_length=25, unique=True, null=True)
    # The customer's own, for their books.
    order_number = models.CharField(max_length=60, blank=True)
    idempotency_key = models.UUIDField(unique=True, null=True)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Until then a payment by card can be begun at this price (readings.md R-19).
    price_until = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    granted_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    refunded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="purchase_of_a_sensible_quantity",
                condition=Q(quantity__gte=1, quantity__lte=MOST),
            ),
            models.CheckConstraint(
                name="purchase_state_has_its_instant",
                condition=Q(state="ordered")
                | Q(state="paid", paid_at__isnull=False)
                | Q(state="granted", paid_at__isnull=False, granted_at__isnull=False)
                | Q(state="cancelled", cancelled_at__isnull=False)
                | Q(state="refunded", refunded_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-ordered_at"], name="purchase_of_customer")
        ]

    def __str__(self) -> str:
        return f"{self.reference or self.pk}"

    @property
    def money(self) -> Money:
        """What is to be paid, net."""
        return Money(self.amount, self.currency)
