"""What was handed on to be billed: each charge, fee, purchase and refund on one document at most."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from puntuale.apps.charges.models import Charge
from puntuale.apps.customers.models import Organisation
from puntuale.apps.sales.models.fee import PostedFee
from puntuale.apps.sales.models.payment import Payment
from puntuale.apps.sales.models.purchase import Purchase
from puntuale.core.charges.money import Money

KINDS = ("charge", "fee", "purchase", "refund")


def _is_one_thing() -> Q:
    """Exactly one of the kinds of what is billed is named."""
    condition = Q()
    for kind in KINDS:
        others = {other: None for other in KINDS if other != kind}
        condition |= Q(**{f"{kind}__isnull": False}, **others)
    return condition


class BillingDocument(models.Model):
    """One export: everything up to a day that was on no document before."""

    through = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.pk}"


class BillingLine(models.Model):
    """One thing on a document; a correction is another charge, and comes on a later one."""

    document = models.ForeignKey(BillingDocument, on_delete=models.PROTECT, related_name="lines")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    charge = models.OneToOneField(Charge, null=True, on_delete=models.PROTECT, related_name="+")
    fee = models.OneToOneField(PostedFee, null=True, on_delete=models.PROTECT, related_name="+")
    purchase = models.OneToOneField(
        Purchase, null=True, on_delete=models.PROTECT, related_name="billed"
    )
    refund = models.OneToOneField(Payment, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [
            models.CheckConstraint(name="billing_line_is_one_thing", condition=_is_one_thing())
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.pk}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)
