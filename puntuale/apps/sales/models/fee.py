"""Periodic charges that were posted, and what was told of lots."""

from django.db import models
from django.db.models import F, Q

from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.models import Lot
from puntuale.core.charges.money import Money


class PostedFee(models.Model):
    """One period of a fee, or of its share of one product's list price. Never rewritten."""

    # Who pays: the customer, or the partner where the agreement is sold by partners.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    coverage = models.ForeignKey(Coverage, on_delete=models.PROTECT, related_name="fees")
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    product = models.CharField(max_length=60, blank=True)  # its code; none for a fixed amount
    starts_on = models.DateField()
    ends_on = models.DateField()  # without this day
    due_on = models.DateField()
    list_price = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    percent = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["coverage", "code", "starts_on", "product"], name="fee_of_a_period_once"
            ),
            models.CheckConstraint(name="fee_period_ends", condition=Q(ends_on__gt=F("starts_on"))),
        ]
        indexes = [models.Index(fields=["organisation", "due_on"], name="fee_of_month")]

    def __str__(self) -> str:
        return f"{self.code} {self.starts_on}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


class LotTold(models.Model):
    """That its customer was told something of a lot: `low` at 80, `expiring` in 30 days, `expired`."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10)
    mark = models.CharField(max_length=10, blank=True)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "what", "mark"], name="lot_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.what} {self.mark}".strip()
