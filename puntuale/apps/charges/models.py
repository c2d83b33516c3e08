"""Charges: what each rating of a request changed, with what paid for it and why."""

from django.db import models
from django.db.models import Q

from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.charges.written import charge_of
from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.models import Account
from puntuale.apps.tickets.models import Replay, Ticket
from puntuale.core.charges import charge as core
from puntuale.core.charges.money import Money


class Charge(models.Model):
    """One rating of a request: `whole` is what all its work costs, the rest what that changed.

    Amounts, lines and draws are differences to the charge before it, negative where something is
    given back; over all charges of a request they sum to `whole`. Rows are never changed or removed.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="charges")
    sequence = models.PositiveIntegerField()
    # Whose lots and debts these are; None: nobody knows yet who asked.
    customer = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    # Who gets the bill: the customer, or the partner where the agreement says so.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    coverage = models.ForeignKey(Coverage, models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="+")
    version_sha256 = models.CharField(max_length=64)
    # Of everything the rating looked at; with the request it makes the ids of what was posted.
    rating_sha256 = models.CharField(max_length=64)
    rated_at = models.DateTimeField()
    # The local date of the last work, on the agreement's clock; of the rating where there is none.
    worked_on = models.DateField()
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    refused = models.CharField(max_length=60, blank=True)
    # The core's charge with its derivation, as JSON: `charge` reads it.
    whole = models.JSONField()

    class Meta:
        ordering = ["ticket", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "sequence"], name="charge_in_sequence"),
        ]
        indexes = [
            models.Index(fields=["organisation", "worked_on", "id"], name="charge_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}/{self.sequence} {self.amount}"

    @property
    def amount(self) -> Money:
        """What this rating added to the bill."""
        return Money(self.amount_minor, self.currency)

    @property
    def charge(self) -> core.Charge:
        """What all the work on the request costs, and why."""
        return charge_of(self.whole)


class FirstLevelCharge(models.Model):
    """What a partner charges its customer for its own work on a request, under its own terms.

    The newest row says all of it. No money of it is ours, so it stands in no ledger of ours.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="first_level_charges")
    partner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    customer = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    rated_at = models.DateTimeField()
    worked_on = models.DateField()
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    refused = models.CharField(max_length=60, blank=True)
    # The core's charge with its derivation, and what stood in the blanks.
    whole = models.JSONField()
    terms = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["partner", "worked_on"], name="first_level_of_month")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.amount}"

    @property
    def amount(self) -> Money:
        """What all the partner's work on the request costs."""
        return Money(self.amount_minor, self.currency)

    @property
    def charge(self) -> core.Charge:
        """The same, and why."""
        return charge_of(self.whole)


class ReplayedCharges(models.Model):
    """What a replay's requests cost, and would have cost: sums of both sides, and what differs most."""

    replay = models.OneToOneField(Replay, models.CASCADE, related_name="charges")
    # The key of the last request that was rated, and the sums by then (replaying.Costs).
    after = models.BigIntegerField(default=0)
    before_costs = models.JSONField(default=dict)
    after_costs = models.JSONField(default=dict)
    # [{"ticket": 12, "weight": 4000, "before": …, "after": …}], the greatest first; charges as JSON.
    changes = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)


class ChargeLine(models.Model):
    """A line of money of a charge, as the core's `Line`; `seconds` are of billed work."""

    charge = models.ForeignKey(Charge, models.PROTECT, related_name="lines")
    what = models.CharField(max_length=12)  # rate, incident, estimate, written_off
    rate = models.CharField(max_length=60, blank=True)
    band = models.CharField(max_length=60, blank=True)
    seconds = models.DecimalField(max_digits=20, decimal_places=6, default=0)
    amount_minor = models.BigIntegerField()

    class Meta:
        ordering = ["charge", "pk"]


class ChargeDraw(models.Model):
    """So much taken from a lot, or owed: then without a lot."""

    class By(models.TextChoices):
        PACKAGE = "package"
        ALLOWANCE = "allowance"
        COUPON = "coupon"

    charge = models.ForeignKey(Charge, models.PROTECT, related_name="draws")
    by = models.CharField(max_length=10, choices=By)
    lot = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    quantity = models.BigIntegerField()  # seconds, or coupons

    class Meta:
        ordering = ["charge", "pk"]
        constraints = [
            models.CheckConstraint(name="charge_draw_of_something", condition=~Q(quantity=0)),
        ]
