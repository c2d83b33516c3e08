"""What of a customer was looked at, by whom and why; and the way into a customer's system."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.models import Attachment, Message, Ticket


class StatedReason(models.Model):
    """Why somebody who does not work on a request has to look into its customer's data, for a while."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ticket", "by", "ends_at"], name="stated_reason_in_force")]
        constraints = [
            models.CheckConstraint(name="stated_reason_is_not_empty", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return self.text


class Opening(models.Model):
    """Somebody of the desk opened something that a customer gave; never rewritten."""

    class What(models.TextChoices):
        FILE = "file", _("a file")
        PICTURES = "pictures", _("the pictures of a mail")
        DETAILS = "details", _("access details")

    class Why(models.TextChoices):
        ASSIGNED = "assigned", _("the request is assigned to them")
        TEAM = "team", _("the request is their team’s")
        ROLE = "role", _("their role lets them")
        REASON = "reason", _("for a reason they stated")

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=8, choices=What.choices)
    file = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=8, choices=Why.choices)
    reason = models.ForeignKey(
        StatedReason, null=True, on_delete=models.PROTECT, related_name="openings"
    )
    address = models.GenericIPAddressField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["ticket", "-id"], name="opening_of_ticket")]
        constraints = [
            models.CheckConstraint(
                name="opening_has_its_reason",
                condition=Q(why="reason", reason__isnull=False)
                | (~Q(why="reason") & Q(reason=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.by_id} {self.what}"


class AccessDetails(models.Model):
    """How a customer's system is reached, as the customer wrote it; sealed, and wiped after the end.

    What is left of wiped ones is that they were there.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="access_details")
    # As `sealing.seal` makes it; empty once it is wiped.
    sealed = models.TextField(blank=True)
    by = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(wiped_at=None), name="access_details_once"
            ),
            models.CheckConstraint(
                name="access_details_are_sealed_or_wiped",
                condition=Q(sealed="", wiped_at__isnull=False) | (~Q(sealed="") & Q(wiped_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.given_at:%Y-%m-%d %H:%M}"
