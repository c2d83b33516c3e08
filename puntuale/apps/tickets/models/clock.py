"""What the clocks of a request showed when its history was last read: a cache, for lists and reports."""

from django.db import models

from puntuale.apps.tickets.models.ticket import Ticket


class TicketClock(models.Model):
    """One promise on one request, as the core last read it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="clocks")
    metric = models.CharField(max_length=12)
    binding = models.BooleanField()
    state = models.CharField(max_length=10)
    starts_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    budget_seconds = models.BigIntegerField(null=True)
    spent_seconds = models.BigIntegerField(default=0)
    next_change_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "metric", "binding"], name="ticket_clock_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.metric} {self.state}"
