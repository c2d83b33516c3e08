"""Agreements, their frozen versions, who is covered by them, and announced closures."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Organisation


class Agreement(models.Model):
    """A named set of terms; what it says stands in its versions."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    # Serves those whom no coverage names (domain.md 2.1); at most one agreement does.
    is_standard = models.BooleanField(_("serves everybody else"), default=False)
    # Anybody may read what it promises and costs; the vendor decides which agreements are so.
    is_published = models.BooleanField(_("has a public page"), default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_standard"], condition=Q(is_standard=True), name="agreement_one_standard"
            )
        ]

    def __str__(self) -> str:
        return self.code


class VersionManager(models.Manager["AgreementVersion"]):
    """Leaves the long texts in the database until somebody reads them."""

    def get_queryset(self) -> models.QuerySet["AgreementVersion"]:
        return super().get_queryset().defer(*AgreementVersion.LONG)


class AgreementVersion(models.Model):
    """One edition of an agreement; frozen, with its hash, once it is active."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ACTIVE = "active", _("in force")
        SUPERSEDED = "superseded", _("superseded")
        ENDED = "ended", _("ended")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    document = models.TextField(_("document"))
    # `extends` resolved and every holiday as a date: what the program executes, for ever.
    resolved = models.TextField(editable=False, blank=True)
    holidays = models.JSONField(default=dict, editable=False)
    sha256 = models.CharField(max_length=64, editable=False, blank=True)
    titles = models.JSONField(default=dict, editable=False)
    precedence = models.IntegerField(default=0, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    valid_from = models.DateTimeField(_("in force from"), null=True, blank=True)
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, editable=False
    )

    LONG = ("document", "resolved", "holidays")
    objects = VersionManager()

    class Meta:
        ordering = ["agreement", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_version_once"),
            models.CheckConstraint(
                name="agreement_version_in_force_is_whole",
                condition=Q(state="draft") | (Q(valid_from__isnull=False) & ~Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.code} {self.number}"

    def title(self, language: str) -> str:
        """The agreement's name in `language`, else in English, else in any it has."""
        titles: dict[str, str] = self.titles
        return titles.get(language) or titles.get("en") or next(iter(titles.values()), "")


class Coverage(models.Model):
    """One organisation's right under an agreement, from one local date to another."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="coverages"
    )
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="coverages")
    # Who sells it now; who did at another instant: sellers.py.
    partner = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    products = models.ManyToManyField(Product, blank=True, verbose_name=_("products (none: all)"))
    deployment = models.CharField(
        _("deployment"),
        max_length=12,
        blank=True,
        choices=[
            ("cloud", _("cloud")),
            ("subscription", _("subscription")),
            ("premises", _("on premises")),
        ],
    )
    reference = models.CharField(_("contract number"), max_length=60, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to, included"), null=True, blank=True)
    suspended_at = models.DateTimeField(_("suspended since"), null=True, blank=True)

    class Meta:
        ordering = ["organisation", "agreement", "starts_on"]
        constraints = [
            models.CheckConstraint(
                name="coverage_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.agreement}"


class FormerSeller(models.Model):
    """Who sold a coverage up to an instant; what came, or began, before it stays with them."""

    coverage = models.ForeignKey(Coverage, on_delete=models.PROTECT, related_name="former_sellers")
    # None: no partner.
    partner = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()

    class Meta:
        ordering = ["coverage", "until", "pk"]

    def __str__(self) -> str:
        return f"{self.coverage_id} {self.partner_id} {self.until:%Y-%m-%d}"


class PartnerTerms(models.Model):
    """What was written into the blanks of an agreement for one partner; the next row replaces it."""

    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    # [[["charging", 0, "charge"], "65.00"], …]: where a blank stands, and what fills it.
    values = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["partner", "agreement", "-id"], name="partner_terms_last")]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.agreement_id} {self.made_at:%Y-%m-%d}"


class Closure(models.Model):
    """Days on which the vendor closes, as announced; never changed, only withdrawn."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    first_date = models.DateField(_("first day"))
    last_date = models.DateField(_("last day"))
    announced_at = models.DateTimeField(_("announced"))
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, editable=False
    )
    # [{"date": "2026-08-12", "hours": ["09:00-13:00"]}], as in the document.
    availability = models.JSONField(_("open in between"), default=list, blank=True)
    # What came while it stood keeps it; it is never deleted.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ["first_date"]
        constraints = [
            models.CheckConstraint(
                name="closure_ends_after_start", condition=Q(last_date__gte=F("first_date"))
            ),
            models.CheckConstraint(
                name="closure_is_withdrawn_after_it_was_announced",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("announced_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.code
