"""Requests of a period as they would have run under other terms: the result, and how far it is."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.customers.models import Organisation
from puntuale.apps.tickets.models.ticket import Ticket

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Replay(models.Model):
    """The requests under `agreement` from one local date to another, replayed under `version`.

    A draft goes on being written: its `document` is kept, resolved, as it was when it was asked
    about; it is empty where a version in force is asked.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="replays")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.CASCADE, related_name="+"
    )
    first_date = models.DateField()
    last_date = models.DateField()
    version = models.ForeignKey(AgreementVersion, on_delete=models.CASCADE, related_name="replays")
    document = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # What is still open is judged at this instant, on both sides.
    asked_at = models.DateTimeField()

    total = models.PositiveIntegerField(null=True)
    done = models.PositiveIntegerField(default=0)
    # The key of the last request that was replayed.
    after = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        differences: "RelatedManager[ReplayDifference]"

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.first_date} {self.last_date}"


class ReplayDifference(models.Model):
    """A promise that is late on one of the two sides only; an empty state: nothing was promised."""

    replay = models.ForeignKey(Replay, on_delete=models.CASCADE, related_name="differences")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    metric = models.CharField(max_length=12)
    before_state = models.CharField(max_length=10, blank=True)
    before_due_at = models.DateTimeField(null=True)
    after_state = models.CharField(max_length=10, blank=True)
    after_due_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.replay_id} {self.ticket_id} {self.metric}"
