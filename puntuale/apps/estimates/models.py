"""Offers of work: what it will take and cost, frozen once the customer has it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.models import Ticket
from puntuale.core.charges.validity import end_of


class Estimate(models.Model):
    """One revision of an offer on a request.

    A draft can change and go; the database keeps what was sent as it was, and each decision.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("estimate", "draft")
        SENT = "sent", pgettext_lazy("estimate", "sent")
        ACCEPTED = "accepted", pgettext_lazy("estimate", "accepted")
        DECLINED = "declined", pgettext_lazy("estimate", "declined")
        EXPIRED = "expired", pgettext_lazy("estimate", "expired")
        WITHDRAWN = "withdrawn", pgettext_lazy("estimate", "withdrawn")
        SUPERSEDED = "superseded", pgettext_lazy("estimate", "replaced by a later one")

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="estimates")
    revision = models.PositiveSmallIntegerField()
    # The edition of the agreement by which it was priced.
    version = models.ForeignKey(AgreementVersion, null=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)

    # What is offered.
    intervention = models.CharField(_("kind of intervention"), max_length=120, blank=True)
    text = models.TextField(_("what will be done"), blank=True)
    language = models.CharField(max_length=2)
    effort_minutes = models.PositiveIntegerField(default=0)
    bands = models.JSONField(default=dict)  # minutes by the code of their band; sum to the effort
    currency = models.CharField(max_length=3, blank=True)
    amount_minor = models.BigIntegerField(default=0)  # in the currency's smallest unit, net
    # Weighted seconds that packages may give; null where no package pays.
    package_seconds = models.BigIntegerField(null=True)
    coupons = models.PositiveIntegerField(default=0)
    because = models.JSONField(default=list)  # the derivation, as core/charges/steps writes it
    expected_on = models.DateField(null=True, blank=True)
    valid_through = models.DateField(null=True)
    expires_at = models.DateTimeField(null=True)  # the end of `valid_through`, agreement's zone

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    # How it ended: by the customer, by whoever withdrew it, or by its last day.
    decided_at = models.DateTimeField(null=True)
    decided_by_contact = models.ForeignKey(
        Contact, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Who withdrew it, or decided on the customer's behalf.
    decided_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_name = models.CharField(max_length=160, blank=True)  # as they wrote it themselves
    decided_from = models.GenericIPAddressField(null=True)
    order_reference = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)
    # What the person had before them when deciding.
    text_shown = models.TextField(blank=True)
    text_shown_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["ticket", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "revision"], name="estimate_revision_once"),
            *(
                models.UniqueConstraint(
                    fields=["ticket"], condition=Q(state=state), name=f"estimate_one_{state}"
                )
                for state in ("draft", "sent", "accepted")
            ),
            models.CheckConstraint(
                name="estimate_sent_is_complete",
                condition=Q(state="draft")
                | Q(
                    sent_at__isnull=False,
                    expires_at__gt=F("sent_at"),
                    effort_minutes__gt=0,
                    amount_minor__gte=0,
                ),
            ),
            models.CheckConstraint(
                name="estimate_decided_at_some_time",
                condition=Q(state__in=["draft", "sent"], decided_at=None)
                | (~Q(state__in=["draft", "sent"]) & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="estimate_accepted_by_somebody",
                condition=~Q(state__in=["accepted", "superseded"])
                | Q(decided_by_contact__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], name="estimate_to_expire", condition=Q(state="sent")
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}/{self.revision} {self.state}"

    @property
    def expected_at(self) -> datetime:
        """The last minute of the expected day, on the agreement's clock."""
        assert self.expected_on is not None
        assert self.version is not None
        zone = ZoneInfo(str(document_of(self.version).header.timezone))
        return end_of(self.expected_on, zone) - timedelta(minutes=1)

    @property
    def is_draft(self) -> bool:
        return self.state == Estimate.State.DRAFT

    @property
    def waits(self) -> bool:
        """Whether it was sent and nothing has ended it, its last day apart."""
        return self.state == Estimate.State.SENT


class DecisionLink(models.Model):
    """A mailed secret by which one person sees the estimates of one request, and decides."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    revision = models.PositiveSmallIntegerField()  # the one it was mailed for
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_link_has_its_secret", condition=~Q(token_sha256="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.contact_id}"
