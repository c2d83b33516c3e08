"""What was done on requests: recorded time, time being measured, and remote sessions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.tickets.models import Ticket


class Kind(models.TextChoices):
    """How somebody worked."""

    WORK = "work", _("work")
    CALL = "call", _("call")
    SESSION = "session", _("remote session")


class RemoteTool(models.Model):
    """A way to work on a customer's machine, and how its link is made; kept by the administrator."""

    class Kind(models.TextChoices):
        TEAMVIEWER = "teamviewer", "TeamViewer"
        SSH = "ssh", "SSH"
        RDP = "rdp", "RDP"
        RUSTDESK = "rustdesk", "RustDesk"
        JITSI = "jitsi", "Jitsi"
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=60, unique=True)
    # {number}: of the request; {room}: a name that nobody guesses; {machine}: what the agent types.
    link = models.CharField(_("link"), max_length=300)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RemoteSession(models.Model):
    """One session: offered, consented to by the customer, begun, ended; told in the history as well."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="sessions")
    tool = models.ForeignKey(RemoteTool, models.PROTECT)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    link = models.CharField(max_length=400)
    offered_at = models.DateTimeField()
    consented_at = models.DateTimeField(null=True)
    consented_by = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    # How the agent learned of it, where it was not given in the portal.
    consent_told = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="work_session_begins_with_consent",
                condition=Q(started_at=None) | Q(consented_at__isnull=False),
            ),
            models.CheckConstraint(
                name="work_session_consent_is_somebodys",
                condition=Q(consented_at=None) | Q(consented_by__isnull=False),
            ),
            models.CheckConstraint(
                name="work_session_ends_after_it_began",
                condition=Q(ended_at=None) | Q(started_at=None) | Q(ended_at__gte=F("started_at")),
            ),
        ]


class Timing(models.Model):
    """Time that is measured: a running timer, then a proposed entry until it is entered or dropped."""

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="timings")
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="timings")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.WORK)
    session = models.OneToOneField(RemoteSession, models.PROTECT, null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # Work that nobody pays for, such as a diagnosis, and why.
    free_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=Q(ended_at=None), name="work_timer_one_of_a_person"
            ),
            models.CheckConstraint(
                name="work_timing_forward",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
        ]

    @property
    def is_running(self) -> bool:
        return self.ended_at is None

    @property
    def is_billable(self) -> bool:
        """Whether it will be rated; what is not has its reason."""
        return not self.free_because

    @property
    def is_ours(self) -> bool:
        """Whether it will be ours to charge, and not a partner's."""
        return self.worker.is_of_vendor


class TimeEntry(models.Model):
    """Work of one person on one request, to the second and never rounded.

    It is never changed: a correction is another entry that `replaces` it, and what is wrong altogether
    is withdrawn. The database sees to that, and that no two live entries of a person overlap.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="entries")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="entries")
    # For whom they worked, where it was a partner: its work is not ours to charge.
    partner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.WORK)
    session = models.ForeignKey(RemoteSession, models.PROTECT, null=True)
    free_because = models.CharField(max_length=200, blank=True)
    # Why so long, or ahead of the clock, where that was asked.
    confirmed_because = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replacement")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["started_at", "pk"]
        indexes = [
            models.Index(
                fields=["worker", "started_at"],
                name="work_entry_of_worker",
                condition=Q(withdrawn_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="work_entry_forward", condition=Q(ended_at__gt=F("started_at"))
            ),
            models.CheckConstraint(
                name="work_entry_withdrawn_for_a_reason",
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.started_at:%Y-%m-%d %H:%M} – {self.ended_at:%H:%M}"

    @property
    def is_billable(self) -> bool:
        """Whether it is rated; what is not has its reason."""
        return not self.free_because

    @property
    def is_ours(self) -> bool:
        """Whether it is ours to charge, and not a partner's."""
        return self.partner_id is None
