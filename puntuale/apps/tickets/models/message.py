"""What was said on a request, the files that came with it, and the secrets that let replies join."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.models.ticket import Ticket


class Message(models.Model):
    """One thing said; a note is seen by one side only, and stays a note for ever."""

    class Kind(models.TextChoices):
        CUSTOMER = "customer", _("from the customer")
        AGENT = "agent", _("from the desk")
        NOTE = "note", _("note")

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    # Whose note it is, where it is one; None: ours. No other side ever reads it.
    partner = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    language = models.CharField(max_length=2, blank=True)
    text = models.TextField()
    # The quoted history below the words, one click away.
    cut_text = models.TextField(blank=True)
    # As received; sanitised whenever it is shown, never trusted.
    html = models.TextField(blank=True)
    cc = models.JSONField(default=list)
    inbound = models.OneToOneField(InboundMail, null=True, on_delete=models.PROTECT)
    outgoing = models.OneToOneField(OutgoingMail, null=True, on_delete=models.PROTECT)
    idempotency_key = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["ticket", "written_at"], name="message_of_ticket")]
        constraints = [
            models.CheckConstraint(
                name="message_kind_has_its_author",
                condition=Q(kind="customer", by_contact__isnull=False)
                | (~Q(kind="customer") & Q(by_user__isnull=False)),
            ),
            models.CheckConstraint(
                name="message_of_one_side_is_a_note",
                condition=Q(partner=None) | Q(kind="note"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind} {self.written_at:%Y-%m-%d %H:%M}"

    @property
    def is_public(self) -> bool:
        return self.kind != self.Kind.NOTE


class Attachment(models.Model):
    """A file as it was given: its name is data, its place in the store is random."""

    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.PROTECT, related_name="files")
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="files")
    # Files chosen while a message is still being written belong to their chooser alone.
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    key = models.UUIDField(unique=True)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80, unique=True)
    content_id = models.CharField(max_length=250, blank=True)
    is_inline = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    # Its bytes are gone, by a rule of retention or with the person who sent it.
    wiped_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class TicketReference(models.Model):
    """A 128-bit secret that went out with a mail to one person; kept as its hash only.

    A reply joins by the secret *and* by its sender being that person or another participant.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="references")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="ticket_reference_not_empty", condition=~Q(token_sha256=""))
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}"
