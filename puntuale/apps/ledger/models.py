"""Accounts, the transfers between them, and the lots that customers have."""

import uuid

from django.db import models
from django.db.models import F, Q

from puntuale.apps.customers.models import Organisation

SECOND, COUPON = "second", "coupon"


class Account(models.Model):
    """Something of one unit that is held somewhere; without an organisation it is the vendor's.

    `posted` and `pending` are caches of the transfers, refreshed with each of them in the same
    transaction and proved every night (`queries.discrepancies`).
    """

    class Kind(models.TextChoices):
        ISSUER = "issuer"
        LOT = "lot"
        RESERVED = "reserved"
        USED = "used"
        EXPIRED = "expired"
        OWED = "owed"
        RECEIVABLE = "receivable"
        REVENUE = "revenue"
        CASH = "cash"

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True)
    unit = models.CharField(max_length=20)  # second, coupon, EUR.cent, …
    kind = models.CharField(max_length=12, choices=Kind)
    # What `posted - pending` never falls below; null is no bound.
    floor = models.BigIntegerField(null=True)
    posted = models.BigIntegerField(default=0)
    pending = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ledger_account_above_floor",
                condition=Q(floor=None) | Q(floor__lte=F("posted") - F("pending")),
            ),
            models.CheckConstraint(name="ledger_account_pending", condition=Q(pending__gte=0)),
            # Lots apart, there is one account of a kind.
            models.UniqueConstraint(
                fields=["organisation", "unit", "kind"],
                condition=~Q(kind="lot") & Q(organisation__isnull=False),
                name="ledger_account_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=~Q(kind="lot") & Q(organisation=None),
                name="ledger_account_of_vendor_once",
            ),
        ]

    @property
    def available(self) -> int:
        """What can be taken now, without regard to the floor."""
        return self.posted - self.pending


class Lot(models.Model):
    """One purchase, gift or allowance; its account holds what is left."""

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True)
    # What it came from, such as purchase:12: a source grants once.
    source = models.CharField(max_length=120, unique=True)
    unit_price = models.DecimalField(max_digits=16, decimal_places=4)
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)


class Transfer(models.Model):
    """So much from one account to another: pending first or at once, then never rewritten.

    The id is chosen by whoever asks: the same one again is the same transfer.
    """

    class State(models.TextChoices):
        PENDING = "pending"
        POSTED = "posted"
        VOID = "void"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    debit = models.ForeignKey(Account, models.PROTECT, related_name="debits")
    credit = models.ForeignKey(Account, models.PROTECT, related_name="credits")
    amount = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=State)
    code = models.CharField(max_length=40)
    reference = models.CharField(max_length=120, db_index=True)
    effective_at = models.DateTimeField()
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    # A reservation that nobody has posted by then is let go; null waits for whoever made it.
    expires_at = models.DateTimeField(null=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="ledger_transfer_of_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="ledger_transfer_elsewhere", condition=~Q(debit=F("credit"))
            ),
            models.CheckConstraint(
                name="ledger_transfer_settled",
                condition=Q(state="pending", settled_at=None)
                | (~Q(state="pending") & Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="ledger_reservation_expires",
                condition=Q(state="pending", expires_at__isnull=False),
            )
        ]
