"""Organisations and their contacts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LANGUAGES = [("en", "English"), ("it", "Italiano")]


class Organisation(models.Model):
    """A company: a customer, or a partner who looks after customers."""

    class Joining(models.TextChoices):
        CONFIRMED = "confirmed", _("whoever somebody of it, or the desk, confirms")
        DOMAIN = "domain", _("whoever proves an address of its mail domains")

    name = models.CharField(_("name"), max_length=160, unique=True)
    code = models.CharField(_("customer code"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Rome")
    country = models.CharField(_("country"), max_length=2, blank=True)
    address = models.TextField(_("address"), blank=True)
    joining = models.CharField(
        _("who joins by registering"),
        max_length=9,
        choices=Joining.choices,
        default=Joining.CONFIRMED,
    )
    domains = models.JSONField(_("mail domains"), default=list, blank=True)
    notes = models.TextField(_("notes, seen only by the desk"), blank=True)
    is_partner = models.BooleanField(_("is a partner"), default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="organisation_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person who asks; without an organisation while nobody knows whose."""

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    name = models.CharField(_("name"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"), unique=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, blank=True)
    may_spend = models.BooleanField(_("may accept estimates"), default=False)
    sees_colleagues = models.BooleanField(_("sees requests of colleagues"), default=False)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    created_at = models.DateTimeField(null=True, editable=False)
    # Name, address and telephone are gone; what they did stays, under a pseudonym.
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="contact_email_once_in_any_case")
        ]

    def __str__(self) -> str:
        if self.erased_at is not None:
            return gettext("erased person %(number)s") % {"number": self.pk}
        return self.name or self.email


class DeclinedMail(models.Model):
    """A contact does not want mails of one kind, none of which belongs to an agreement."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "topic"], name="declined_mail_once")
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.topic}"


class Consent(models.Model):
    """What a person agreed to, or took back; never rewritten. The last one counts."""

    class About(models.TextChoices):
        NEWS = "news", _("news and bulletins")

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="consents")
    about = models.CharField(max_length=10, choices=About.choices, default=About.NEWS)
    is_given = models.BooleanField()
    at = models.DateTimeField()
    # Where it was said: `registration:7`, `profile`.
    source = models.CharField(max_length=60)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.contact} {self.about} {self.is_given}"
