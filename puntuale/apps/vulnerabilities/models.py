"""One vulnerability that is being exploited, and each report of it that the authority got."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.tickets.models import Ticket


class Duty(models.TextChoices):
    """What the authority is owed, in the order of the law (article 14, paragraph 2)."""

    EARLY_WARNING = "early_warning", _("early warning")
    NOTIFICATION = "notification", _("notification")
    FINAL_REPORT = "final_report", _("final report")


class Exploit(models.Model):
    """A vulnerability is being exploited: since when we know, and since when there is a fix.

    Its clocks are read from these instants and the reports; nothing of them is kept.
    """

    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, related_name="exploit")
    # By the law the clock runs from the instant at which the maker becomes aware of it.
    aware_at = models.DateTimeField(_("we know of it since"))
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    fixed_at = models.DateTimeField(_("a fix is available since"), null=True)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # It was not exploited after all: nothing more is owed.
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["aware_at"]
        constraints = [
            models.CheckConstraint(
                name="exploit_is_known_before_it_is_noted",
                condition=Q(aware_at__lte=F("noted_at")),
            ),
            models.CheckConstraint(
                name="exploit_ends_for_a_reason",
                condition=Q(ended_at=None) | ~Q(ended_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}"

    def counts_from(self, duty: Duty) -> datetime | None:
        """When the clock of `duty` begins; None while there is no fix to report."""
        return self.fixed_at if duty == Duty.FINAL_REPORT else self.aware_at


class Report(models.Model):
    """The authority was told: what, when, by whom, and under which number it keeps it."""

    exploit = models.ForeignKey(Exploit, on_delete=models.PROTECT, related_name="reports")
    duty = models.CharField(max_length=13, choices=Duty.choices)
    sent_at = models.DateTimeField(_("sent"))
    noted_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(_("number at the authority"), max_length=100, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["exploit", "duty"], name="report_of_a_duty_once"),
            models.CheckConstraint(
                name="report_is_sent_before_it_is_noted",
                condition=Q(sent_at__lte=F("noted_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exploit_id} {self.duty}"
