"""What happened to a request: appended, never rewritten; the database sees to it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.models.ticket import Ticket


class TicketEvent(models.Model):
    """One fact with its instant and its author; `data` holds the values of its kind."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("submitted")
        ENTITLED = "entitled", _("agreement decided")
        CLASSIFIED = "classified", _("classified")
        SEVERITY_CHANGED = "severity_changed", _("severity changed")
        TAKEN = "taken", _("taken charge of")
        ANSWERED = "answered", _("answered")
        CUSTOMER_WROTE = "customer_wrote", _("the customer wrote")
        NOTED = "noted", _("note")
        PAUSED = "paused", _("paused")
        RESUMED = "resumed", _("resumed")
        PASSED_ON = "passed_on", _("passed to another level")
        PROMISED = "promised", _("date promised")
        RELEASED = "released", _("patch released")
        RESOLVED = "resolved", _("resolved")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("reopened")
        REJECTED = "rejected", _("not accepted")
        DECLINED = "declined", _("declined")
        ASSIGNED = "assigned", _("assigned")
        TAGGED = "tagged", _("tags changed")
        MERGED = "merged", _("merged")
        UNMERGED = "unmerged", _("merge undone")
        PARTICIPANTS = "participants", _("people changed")
        MOVED = "moved", _("customer or product changed")
        LANGUAGE = "language", _("language changed")
        REMINDED = "reminded", _("reminded")
        BOUNCED = "bounced", _("mail came back")
        AUTOMATIC = "automatic", _("automatic mail arrived")
        CALL_ASKED = "call_asked", _("call asked for")
        CALL_WITHDRAWN = "call_withdrawn", _("call taken back")
        CALLED = "called", _("called")
        ESCALATED = "escalated", _("level of escalation reached")
        REMOTE = "remote", _("remote session")
        ACCESS = "access", _("access details")
        HANDED = "handed", _("handed to a partner, or back")
        PAST_PARTNER = "past_partner", _("the partner was not reached")
        ESTIMATE = "estimate", _("estimate")

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="events")
    # Instants may be equal or step back with the server's clock; the sequence never does.
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)
    # At most one event of a key happens to a request, whoever comes to add it, and however often.
    key = models.CharField(max_length=200, null=True)

    class Meta:
        ordering = ["ticket", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "sequence"], name="ticket_event_in_sequence"),
            models.UniqueConstraint(
                fields=["ticket", "key"],
                condition=models.Q(key__isnull=False),
                name="ticket_event_of_a_key_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}/{self.sequence} {self.kind}"
