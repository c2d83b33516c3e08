"""One request from one customer, from opening to closing."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.accounts.models import Team
from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.catalogue.models import Licence, Product
from puntuale.apps.customers.models import Contact, Organisation

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from puntuale.apps.tickets.models.clock import TicketClock
    from puntuale.apps.tickets.models.event import TicketEvent
    from puntuale.apps.tickets.models.message import Message

# Resolved requests wait for nobody: they leave the queue before they are closed.
IN_QUEUE = Q(closed_at=None, resolved_at=None)


class Tag(models.Model):
    """A word by which the desk finds requests again."""

    name = models.CharField(_("name"), max_length=40, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Ticket(models.Model):
    """What was asked, by whom, under which agreement; its truth is the history in `events`."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        IN_PROGRESS = "in_progress", _("in progress")
        ESTIMATING = "estimating", _("an estimate is being made")
        ESTIMATE_SENT = "estimate_sent", _("waiting for a decision on the estimate")
        WAITING_CUSTOMER = "waiting_customer", _("waiting for the customer")
        WAITING_ACCESS = "waiting_access", _("waiting for access")
        WAITING_THIRD_PARTY = "waiting_third_party", _("waiting for a third party")
        RESOLVED = "resolved", _("resolved")
        CLOSED = "closed", _("closed")
        REJECTED = "rejected", _("not accepted")
        DECLINED = "declined", _("declined by the customer")
        MERGED = "merged", _("merged")

    class Side(models.TextChoices):
        VENDOR = "vendor", _("the vendor")
        PARTNER = "partner", _("the partner")

    class Channel(models.TextChoices):
        EMAIL = "email", _("by mail")
        FORM = "form", _("by the public form")
        PORTAL = "portal", _("by the portal")
        PHONE = "phone", _("by telephone")
        CALLBACK = "callback", _("by the call-back form")

    # Not taken on: only the vendor begins these again (domain.md 2.2).
    FINAL = frozenset({State.REJECTED, State.DECLINED})

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    subject = models.CharField(_("subject"), max_length=300)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="tickets")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    language = models.CharField(_("language"), max_length=2, default="en")
    submitted_at = models.DateTimeField(_("submitted"))

    type = models.CharField(_("type"), max_length=60, blank=True)
    severity = models.CharField(_("severity"), max_length=60, blank=True)
    level = models.CharField(_("level"), max_length=60, blank=True)
    # Until a person has classified it, a request runs on the agreement's provisional class.
    classified_at = models.DateTimeField(null=True, editable=False)
    product = models.ForeignKey(Product, null=True, blank=True, on_delete=models.PROTECT)
    licence = models.ForeignKey(Licence, null=True, blank=True, on_delete=models.PROTECT)
    serial_number = models.CharField(_("serial number"), max_length=60, blank=True)

    version = models.ForeignKey(AgreementVersion, null=True, on_delete=models.PROTECT)
    coverage = models.ForeignKey(Coverage, null=True, on_delete=models.PROTECT)
    # Every candidate, and why it won or lost, as decided at submission (core Entitlement).
    entitlement = models.JSONField(default=dict, editable=False)

    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL)
    # When a level of escalation last put it up in the order of work.
    raised_at = models.DateTimeField(null=True, editable=False)
    is_restricted = models.BooleanField(_("restricted"), default=False)
    tags = models.ManyToManyField(Tag, blank=True)
    # Asked by somebody who may become a customer, and the partner who was asked to see to it.
    is_prospect = models.BooleanField(_("enquiry"), default=False, editable=False)
    handed_to = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="leads"
    )
    # When its customer came to us, because the partner was not reached.
    past_partner_at = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    linked_to = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="linked_from"
    )
    # One filled-in form makes one request, however often it is sent.
    idempotency_key = models.UUIDField(unique=True, null=True, editable=False)

    # Caches of what the history says. Whoever appends to it refreshes them (actions/refresh.py).
    state = models.CharField(max_length=20, choices=State.choices, default=State.NEW)
    taken_at = models.DateTimeField(null=True, editable=False)
    waiting_since = models.DateTimeField(null=True, editable=False)
    resolved_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    last_activity_at = models.DateTimeField(editable=False)
    last_customer_activity_at = models.DateTimeField(null=True, editable=False)

    # Who has to act: the partner while the agreement's level is the partner's (refreshing.py).
    owner_side = models.CharField(
        max_length=7, choices=Side.choices, default=Side.VENDOR, editable=False
    )

    # Caches of what the clocks say: the next promise, for the queue and for the worker.
    next_due_at = models.DateTimeField(null=True, editable=False)
    next_metric = models.CharField(max_length=12, blank=True, editable=False)
    next_binding = models.BooleanField(default=True, editable=False)
    next_state = models.CharField(max_length=10, blank=True, editable=False)
    near_at = models.DateTimeField(null=True, editable=False)
    clock_wakes_at = models.DateTimeField(null=True, editable=False)

    if TYPE_CHECKING:
        events: "RelatedManager[TicketEvent]"
        messages: "RelatedManager[Message]"
        clocks: "RelatedManager[TicketClock]"

    class Meta:
        # Whatever stands in the queue: the order of its promises, for each way to narrow it down.
        indexes = [
            models.Index(fields=["next_due_at", "id"], name="ticket_queue", condition=IN_QUEUE),
            models.Index(
                fields=["assignee", "next_due_at", "id"],
                name="ticket_queue_of_assignee",
                condition=IN_QUEUE,
            ),
            models.Index(
                fields=["team", "next_due_at", "id"],
                name="ticket_queue_of_team",
                condition=IN_QUEUE,
            ),
            models.Index(
                fields=["organisation", "next_due_at", "id"],
                name="ticket_queue_of_organisation",
                condition=IN_QUEUE,
            ),
            models.Index(
                fields=["next_state", "next_due_at", "id"],
                name="ticket_queue_by_clock",
                condition=IN_QUEUE,
            ),
            models.Index(
                fields=["state", "next_due_at", "id"],
                name="ticket_queue_by_state",
                condition=Q(closed_at=None),
            ),
            models.Index(
                # With all that is asked: else SQLite rather walks past every open request.
                fields=["state", "-id", "is_restricted", "closed_at"],
                name="ticket_ended",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["last_activity_at"], name="ticket_changed", condition=Q(closed_at=None)
            ),
            models.Index(
                fields=["clock_wakes_at"],
                name="ticket_clock_to_wake",
                condition=Q(clock_wakes_at__isnull=False),
            ),
            models.Index(fields=["organisation", "-id"], name="ticket_of_organisation"),
            models.Index(fields=["contact", "-id"], name="ticket_of_contact"),
            models.Index(fields=["-id"], name="ticket_of_prospect", condition=Q(is_prospect=True)),
            models.Index(
                fields=["state", "waiting_since"],
                name="ticket_in_silence",
                condition=Q(closed_at=None, waiting_since__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="ticket_closes_after_submission",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("submitted_at")),
            ),
            models.CheckConstraint(
                name="ticket_is_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.subject}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
