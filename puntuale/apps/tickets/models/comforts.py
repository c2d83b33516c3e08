"""What makes an agent's day lighter: drafts, saved replies and views, marks and notices."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from puntuale.apps.agreements.models import Coverage
from puntuale.apps.customers.models import Organisation
from puntuale.apps.post.models import Mailbox
from puntuale.apps.tickets.models.ticket import Ticket


class Draft(models.Model):
    """A reply or note not sent yet, kept on the server for its author alone."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "user", "kind"], name="draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"


class SavedReply(models.Model):
    """A text for a situation that comes again, in both languages, with what it does."""

    title = models.CharField(_("title"), max_length=80, unique=True)
    text_en = models.TextField(_("English"), blank=True)
    text_it = models.TextField(_("Italian"), blank=True)
    waits_for_customer = models.BooleanField(_("asks something: the clock waits"), default=False)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class SavedView(models.Model):
    """A queue as one person likes to see it: a name for a set of filters."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    filters = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name


class ReadMark(models.Model):
    """How far into a request's history one person has read."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.user_id}"


SUBJECTS = ("ticket", "coverage", "organisation", "mailbox")


def _is_about_one_thing() -> models.Q:
    """Exactly one of the things that a notice can be about is named."""
    condition = models.Q()
    for subject in SUBJECTS:
        others = {other: None for other in SUBJECTS if other != subject}
        condition |= models.Q(**{f"{subject}__isnull": False}, **others)
    return condition


class Notice(models.Model):
    """Something one of the staff should know: about a request, a coverage, a customer or a mailbox."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("assigned to you")
        CUSTOMER_WROTE = "customer_wrote", _("the customer wrote")
        PROMISE_NEAR = "promise_near", _("a promise is near")
        PROMISE_LATE = "promise_late", _("a promise is late")
        COVERAGE_ENDS = "coverage_ends", _("a coverage ends")
        PREPAID_LOW = "prepaid_low", _("a package runs low")
        PAYMENT_TO_DECIDE = "payment", _("a payment waits for a decision")
        ESTIMATE_DECIDED = "estimate_decided", _("the customer decided on the estimate")
        ESTIMATE_ENDED = "estimate_ended", _("the estimate has ended without a decision")
        ESTIMATE_RENEWAL = "estimate_renewal", _("the customer asks to renew the estimate")
        ESTIMATE_USED = "estimate_used", _("the accepted effort is being used up")
        MAIL_REFUSED = "mail_refused", _("a mail did not arrive")
        MAIL_LOOP = "mail_loop", _("a machine answers our mails")
        MAILBOX_STOPPED = "mailbox_stopped", _("a mailbox cannot be fetched")
        MAILBOX_WORKS = "mailbox_works", _("a mailbox is fetched again")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.CASCADE, related_name="+")
    coverage = models.ForeignKey(Coverage, null=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.CASCADE, related_name="+"
    )
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    at = models.DateTimeField()
    # What it is about, so that one promise is near only once.
    about = models.CharField(max_length=60, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "ticket", "kind", "about"], name="notice_once"),
            models.UniqueConstraint(
                fields=["user", "coverage", "kind", "about"],
                condition=models.Q(coverage__isnull=False),
                name="notice_of_coverage_once",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "kind", "about"],
                condition=models.Q(organisation__isnull=False),
                name="notice_of_organisation_once",
            ),
            models.UniqueConstraint(
                fields=["user", "mailbox", "kind", "about"],
                condition=models.Q(mailbox__isnull=False),
                name="notice_of_mailbox_once",
            ),
            models.CheckConstraint(
                name="notice_is_about_one_thing", condition=_is_about_one_thing()
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "-id"],
                name="notice_unread",
                condition=models.Q(read_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


class Presence(models.Model):
    """Who has a request open at this moment, and whether they are writing."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    wrote_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.user_id}"
