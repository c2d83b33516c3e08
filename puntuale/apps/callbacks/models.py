"""One call that was asked for, and every attempt at it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.models import Ticket


class Callback(models.Model):
    """Somebody is to be called about a request; always on a request, so that no promise is lost."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("to be called")
        ATTEMPTING = "attempting", _("being called")
        REACHED = "reached", _("reached")
        EXHAUSTED = "exhausted", _("not reached")
        WITHDRAWN = "withdrawn", _("not needed any more")

    class Medium(models.TextChoices):
        VOICE = "voice", _("telephone")
        CHAT = "chat", _("chat")
        VIDEO = "video", _("video")
        SCREEN_SHARING = "screen_sharing", _("screen sharing")
        REMOTE_DESKTOP = "remote_desktop", _("remote desktop")

    OPEN = (State.SCHEDULED, State.ATTEMPTING)

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="callbacks")
    phone = models.CharField(_("telephone"), max_length=20)
    # The window in which the customer would like the call; it binds nobody.
    wanted_from = models.DateTimeField(null=True)
    wanted_until = models.DateTimeField(null=True)
    # What the customer would rather have; it begins on the telephone, and goes on by a remote tool.
    medium = models.CharField(
        _("how we talk"), max_length=14, choices=Medium.choices, default=Medium.VOICE
    )
    note = models.CharField(_("what we should know"), max_length=200, blank=True)
    requested_at = models.DateTimeField()
    by_contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.SCHEDULED)
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # A cache of what the rules of the agreement say after each attempt (actions.py).
    call_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["call_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(state__in=("scheduled", "attempting")),
                name="callback_of_a_ticket_once",
            ),
            models.CheckConstraint(
                name="callback_has_a_caller_while_called",
                condition=Q(state="attempting", caller__isnull=False) | ~Q(state="attempting"),
            ),
            models.CheckConstraint(
                name="callback_wanted_in_order",
                condition=Q(wanted_until=None) | Q(wanted_until__gt=F("wanted_from")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["call_at"],
                name="callback_to_make",
                condition=Q(state__in=("scheduled", "attempting")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket.number} {self.phone}"


class CallAttempt(models.Model):
    """One call: begun, perhaps answered, ended; `outcome` is empty while it goes on."""

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("picked up")
        NO_ANSWER = "no_answer", _("no answer")
        VOICEMAIL = "voicemail", _("voicemail")
        BUSY = "busy", _("busy")
        WRONG_NUMBER = "wrong_number", _("wrong number")

    callback = models.ForeignKey(Callback, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    # By which a telephone system knows it again; a message that comes twice changes nothing.
    external_id = models.CharField(max_length=100, unique=True, null=True)

    class Meta:
        ordering = ["callback", "number"]
        constraints = [
            models.UniqueConstraint(fields=["callback", "number"], name="call_attempt_once"),
            models.CheckConstraint(
                name="call_attempt_ends_with_its_outcome",
                condition=Q(outcome="", ended_at=None)
                | (~Q(outcome="") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.callback_id} {self.number}"
