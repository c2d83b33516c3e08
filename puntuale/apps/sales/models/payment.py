"""Money that came or went back, what payment providers told, and what stands on bank statements."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Organisation
from puntuale.apps.sales.models.purchase import Purchase
from puntuale.core.charges.money import Money


class Payment(models.Model):
    """Money of a customer: received, or, where it is negative, paid back. Never rewritten."""

    class Way(models.TextChoices):
        BANK = "bank", _("bank transfer")
        CARD = "card", _("card")
        BY_HAND = "by_hand", _("noted by hand")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, related_name="payments")
    way = models.CharField(max_length=8, choices=Way)
    # By which the same money is known again: the provider's payment, the statement's line.
    key = models.CharField(max_length=160, unique=True)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    received_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="payment_of_something", condition=~Q(amount=0)),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


class Checkout(models.Model):
    """A page of a payment provider on which a purchase can be paid."""

    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, related_name="checkouts")
    provider = models.CharField(max_length=20)
    session = models.CharField(max_length=160, unique=True)
    url = models.URLField(max_length=2000)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.session


class ProviderEvent(models.Model):
    """Something a provider told us, once however often it is delivered. Never rewritten."""

    provider = models.CharField(max_length=20)
    event = models.CharField(max_length=160)
    kind = models.CharField(max_length=80)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "event"], name="provider_event_once")
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.event}"


class BankLine(models.Model):
    """One line of a bank statement, kept once however often its statement is read."""

    class State(models.TextChoices):
        MATCHED = "matched", _("paid an order")
        TO_DECIDE = "to_decide", _("to decide")
        LEFT = "left", _("left alone")

    key = models.CharField(max_length=160, unique=True)
    booked_on = models.DateField()
    amount = models.BigIntegerField()  # of the smallest unit; incoming money only
    currency = models.CharField(max_length=3)
    payer = models.CharField(max_length=140, blank=True)
    text = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State)
    # Why nobody but a person can say what it paid: `unknown`, `partial`, `too_much`, …
    why = models.CharField(max_length=20, blank=True)
    # What it paid, or what it seems to be meant for.
    purchase = models.ForeignKey(Purchase, null=True, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bank_line_that_paid_names_what",
                condition=~Q(state="matched") | Q(purchase__isnull=False),
            )
        ]
        indexes = [
            models.Index(
                fields=["booked_on"], name="bank_line_to_decide", condition=Q(state="to_decide")
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)
