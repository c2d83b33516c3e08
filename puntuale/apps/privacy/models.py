"""Copies of a person's data, erasures and what stands in their way, and the rules of retention."""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Contact


class DataCopy(models.Model):
    """All data of one person in one file, for a few days; then the row says that there was one."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="data_copies")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    # Where it lies; empty before it is made and after it is removed.
    stored_as = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact"],
                condition=Q(ready_at=None, removed_at=None),
                name="data_copy_made_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.asked_at:%Y-%m-%d}"


class Hold(models.Model):
    """Why a person's data must stay although they or a rule want them gone: a dispute, an authority."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(ended_at=None), name="hold_once"
            ),
            models.CheckConstraint(name="hold_has_its_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.reason


class Erasure(models.Model):
    """That a person was erased, when and by whom; who it was nobody can tell from it any more."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="erasure")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.asked_at:%Y-%m-%d}"


class RetentionRule(models.Model):
    """One kind of data goes so many days after its term begins; without a row it stays."""

    class What(models.TextChoices):
        RAW_MAIL = "raw_mail", _("mails as they came in, after they were read")
        SENT_MAIL = "sent_mail", _("the words of mails that were sent")
        FILES = "files", _("files of requests, after they were closed")
        LOG = "log", _("lines of the log of who changed what")
        OPENINGS = "openings", _("lines of who opened customers’ data, after a request was closed")

    what = models.CharField(max_length=10, choices=What.choices, unique=True)
    days = models.PositiveIntegerField(_("days"), validators=[MinValueValidator(1)])

    class Meta:
        constraints = [
            models.CheckConstraint(name="retention_rule_lasts", condition=Q(days__gte=1))
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.days}"
