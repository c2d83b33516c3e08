"""Mail as bytes and envelopes: mailboxes, what came in, what goes out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Mailbox(models.Model):
    """An address of ours: where mail is fetched, and from which answers are sent."""

    address = models.EmailField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, default="en")
    is_default = models.BooleanField(_("answers are sent from here"), default=False)
    imap_url = models.CharField(_("IMAP server"), max_length=300, blank=True)
    # As `sealing.seal` makes it: opened only to sign in.
    sealed_password = models.TextField(blank=True, editable=False)
    # Where its mail is handed over; without one, where that of the installation is.
    smtp_url = models.CharField(_("SMTP server"), max_length=300, blank=True)
    sealed_smtp_password = models.TextField(blank=True, editable=False)
    uid_validity = models.BigIntegerField(null=True, editable=False)
    last_uid = models.BigIntegerField(default=0, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    fetched_at = models.DateTimeField(null=True, editable=False)
    last_error = models.TextField(blank=True, editable=False)
    stopped_since = models.DateTimeField(null=True, editable=False)
    # Until when a worker has the server tell it of new mail: then it is asked less often.
    watched_until = models.DateTimeField(null=True, editable=False)
    # Since when administrators know that it stopped; nothing once they know that it works again.
    told_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="mailbox_one_default"
            )
        ]

    def __str__(self) -> str:
        return self.address


class Grant(models.Model):
    """What a provider gave us for one mailbox: the right to sign in without its password (OAuth 2.0).

    All of its secrets lie sealed; the access token is a cache, asked for again when it runs out.
    """

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="grant")
    # One of `settings.MAIL_PROVIDERS`.
    provider = models.CharField(max_length=20)
    # Whose people may sign in, where the provider has several directories; else empty.
    tenant = models.CharField(max_length=80, blank=True)
    client_id = models.CharField(max_length=200)
    sealed_client_secret = models.TextField(blank=True)
    sealed_refresh_token = models.TextField()
    sealed_access_token = models.TextField(blank=True)
    access_ends_at = models.DateTimeField(null=True)
    granted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.provider}"


class InboundMail(models.Model):
    """One mail as it arrived: committed before it was acknowledged, read afterwards."""

    class State(models.TextChoices):
        RECEIVED = "received", _("to be read")
        READ = "read", _("read")
        HELD = "held", _("held for an agent")
        QUARANTINED = "quarantined", _("could not be read")
        SET_ASIDE = "set_aside", _("automatic, no request")

    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    envelope_from = models.CharField(max_length=320, blank=True)
    envelope_to = models.JSONField(default=list)
    door = models.CharField(max_length=20)
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.SET_NULL)
    received_at = models.DateTimeField()
    message_id = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    reason = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)
    # Of whom and about what, for the list of held and unreadable mail.
    from_address = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    ticket_id = models.BigIntegerField(null=True)
    # Whether the domain of its author stands by it; None where our own mail server has not said.
    is_genuine = models.BooleanField(null=True)

    class Meta:
        constraints = [
            # The same bytes for the same recipients are one mail, however often they come.
            models.UniqueConstraint(fields=["sha256", "message_id"], name="inbound_mail_once"),
        ]
        indexes = [
            models.Index(fields=["id"], name="inbound_mail_to_read", condition=Q(state="received")),
            models.Index(fields=["message_id"], name="inbound_mail_by_message_id"),
            models.Index(fields=["state", "-id"], name="inbound_mail_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.from_address} {self.subject}"


class OutgoingMail(models.Model):
    """One mail of ours with one Message-ID, whether or not it has been handed over yet."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not yet sent")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("refused by the server")
        CAUGHT = "caught", _("caught by the demo")

    kind = models.CharField(max_length=40)
    message_id = models.CharField(max_length=250, unique=True)
    # The job that asked for it: carried out again after a crash, it writes no second mail.
    effect = models.CharField(max_length=60, unique=True, null=True)
    # Written by no person: never an answer to another machine, and within a budget.
    is_automatic = models.BooleanField(default=False)
    # By whose server it leaves.
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.SET_NULL)
    # Where bounces go; empty for the null sender.
    envelope_from = models.CharField(max_length=320, blank=True)
    sender = models.CharField(max_length=400)
    reply_to = models.CharField(max_length=320, blank=True)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    language = models.CharField(max_length=2, default="en")
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    # Names of stored attachments, as [storage name, file name, content type].
    files = models.JSONField(default=list)
    # Mails of one conversation leave in the order in which they were written.
    lane = models.CharField(max_length=80, blank=True)
    ticket_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    # What the server said to each recipient: [true when it took the mail, its words].
    outcomes = models.JSONField(default=dict)
    sent_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="outgoing_mail_waiting", condition=Q(state="waiting")),
            models.Index(fields=["ticket_id", "id"], name="outgoing_mail_of_ticket"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Wording(models.Model):
    """One kind of mail in one language as an administrator words it; without one ours holds."""

    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "language"], name="wording_once"),
            models.CheckConstraint(
                name="wording_is_not_empty", condition=~Q(subject="") & ~Q(body="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"


class AutomaticMailBudget(models.Model):
    """How many automatic mails went one way since an instant: two machines must not talk for ever."""

    way = models.CharField(max_length=400, unique=True)
    since = models.DateTimeField()
    spent = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.way} {self.spent}"
