"""Users, teams, the vendor, and the log of who changed what."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from puntuale.apps.accounts.roles import ABILITIES, OF_VENDOR, STAFF, Ability, Role

LANGUAGES = [("en", "English"), ("it", "Italiano")]


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """A user who signs in with `email`; without a password only mailed codes open the door."""
        user = self.model(email=email.strip().lower(), **facts)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who can sign in, staff or customer."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.CUSTOMER)
    # Vulnerabilities and other restricted requests are visible to this group only.
    sees_restricted = models.BooleanField(_("sees restricted requests"), default=False)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Rome")
    signature = models.TextField(_("signature"), blank=True)
    uses_shortcuts = models.BooleanField(_("single letters act as shortcuts"), default=True)
    wants_mail_notices = models.BooleanField(_("notices by mail as well"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(null=True, editable=False)
    # Sessions hold for one epoch; the next one ends them all.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    # The secret address of one's calendar holds for one epoch as well.
    calendar_epoch = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case"),
            models.CheckConstraint(name="user_role_is_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Whether this person works at a desk, ours or a partner's."""
        return self.role in STAFF

    @property
    def is_of_vendor(self) -> bool:
        """Whether this person works for us."""
        return self.role in OF_VENDOR

    @property
    def initials(self) -> str:
        words = (self.name or self.email).split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return salted_hmac(
            "puntuale.session", f"{self.password} {self.session_epoch}", secret, algorithm="sha256"
        ).hexdigest()

    def can(self, ability: Ability) -> bool:
        """What the role's row of the table says."""
        return self.is_active and ability in ABILITIES[Role(self.role)]


class SignInLink(models.Model):
    """A mailed way in: a link for any browser, and a code for the one that asked; good once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    browser_sha256 = models.CharField(max_length=64, db_index=True)
    code_sha256 = models.CharField(max_length=64)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sign_in_link_has_its_secrets",
                condition=~Q(token_sha256="") & ~Q(browser_sha256="") & ~Q(code_sha256=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at:%Y-%m-%d %H:%M}"


class ApiToken(models.Model):
    """A secret by which a program acts for a person: shown once, kept as its hash.

    It was given to somebody in a `role`, and is worth nothing to the same person in another.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(max_length=16)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="api_token_has_its_secret", condition=~Q(token_sha256="")),
            models.CheckConstraint(
                name="api_token_ends_after_it_was_made",
                condition=Q(expires_at__gt=models.F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ApiCall(models.Model):
    """What a program asked for under a key of its own, so that asking again does nothing again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    asked_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="api_call_once_by_its_key")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"


class Team(models.Model):
    """Agents who share a part of the queue."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    members = models.ManyToManyField(
        User, verbose_name=_("members"), related_name="teams", blank=True
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Vendor(models.Model):
    """The software house that runs this desk: one row."""

    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Rome")
    mail_signature = models.TextField(_("signature under every mail"), blank=True)
    reminder_after_days = models.PositiveSmallIntegerField(
        _("remind after days of silence"), default=3
    )
    closes_after_days = models.PositiveSmallIntegerField(
        _("close after days of silence"), default=10
    )
    access_details_days = models.PositiveSmallIntegerField(
        _("wipe access details so many days after the end of a request"), default=7
    )
    coverage_warning_days = models.CharField(
        _("warn before a coverage ends, days"),
        max_length=40,
        blank=True,
        default="60, 30, 7",
        validators=[
            RegexValidator(r"^[1-9]\d{0,2}(, ?[1-9]\d{0,2})*$", _("Write days as 60, 30, 7."))
        ],
    )
    # Where customers pay by bank transfer; without an IBAN nobody is asked to.
    account_holder = models.CharField(_("account holder"), max_length=70, blank=True)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    # Whoever has one of these roles must have a second factor (second_factor.py).
    second_factor_roles = models.JSONField(default=list, blank=True, editable=False)
    made_at = models.DateTimeField(editable=False)
    # The only key the database lets in: a second vendor is refused.
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(name="vendor_is_one", condition=Q(only=True))]

    def __str__(self) -> str:
        return self.name

    @property
    def coverage_warnings(self) -> list[int]:
        """How many days before the end of a coverage its managers are told, the least first."""
        return sorted(int(days) for days in self.coverage_warning_days.split(",") if days.strip())


class LogEntry(models.Model):
    """One change by a person with more than an agent's rights; never rewritten."""

    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT)
    what = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.what} {self.subject}"
