"""One registration: what was typed, under which terms, whether the address is proved, and the end."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.catalogue.models import Licence
from puntuale.apps.customers.models import LANGUAGES, Contact, Organisation


class Registration(models.Model):
    """Somebody wants to be known as a user; nothing is anybody's before the address is proved."""

    class State(models.TextChoices):
        SENT = "sent", _("address not proved yet")
        PENDING = "pending", _("waits for somebody’s word")
        DONE = "done", _("registered")
        REFUSED = "refused", _("turned down")

    # One filled-in form makes one registration, however often it is sent.
    key = models.UUIDField(unique=True)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=160)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    company = models.CharField(_("company"), max_length=160)
    address = models.TextField(_("address"), blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    # As it was typed; empty where it was said to be unknown, which is never stored as a serial.
    serial_number = models.CharField(_("serial number"), max_length=60, blank=True)
    wants_news = models.BooleanField(_("news and bulletins"), default=False)
    wants_sign_in = models.BooleanField(_("wants to sign in"), default=False)
    # The terms that were accepted, to the letter.
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT)
    terms_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    token_sha256 = models.CharField(max_length=64, unique=True, null=True)
    expires_at = models.DateTimeField(null=True)
    proved_at = models.DateTimeField(null=True)

    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    # Whose it became; while it waits, whose word is asked for.
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="registrations"
    )
    licence = models.ForeignKey(Licence, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by_contact = models.ForeignKey(
        Contact, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["id"], name="registration_waiting", condition=Q(state="pending"))
        ]
        constraints = [
            models.CheckConstraint(
                name="registration_moves_on_when_proved",
                condition=Q(state="sent") | Q(proved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_ends_somewhere",
                condition=~Q(state="done")
                | Q(contact__isnull=False, organisation__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_token_is_no_empty_word", condition=~Q(token_sha256="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.company}"
