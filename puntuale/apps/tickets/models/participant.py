"""Who else takes part in a request's conversation."""

from django.db import models
from django.db.models import Q

from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.models.ticket import Ticket


class Participant(models.Model):
    """A person in copy, from the moment of joining until removed; the requester is not listed."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="participants")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    # A newcomer put in copy by a mail sees only later messages, until an agent confirms.
    sees_history = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "contact"], condition=Q(left_at=None), name="participant_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.contact_id}"
