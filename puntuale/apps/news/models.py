"""One bulletin in both languages, and what became of it for each person whom it is for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.agreements.models import Agreement, Closure
from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import LANGUAGES, Contact


class Bulletin(models.Model):
    """What the vendor tells many at once; never changed once it was sent."""

    class About(models.TextChoices):
        NEWS = "news", _("news, to those who agreed to get them")
        CLOSURE = "closure", _("a closure, to everybody whom it touches")
        MAINTENANCE = "maintenance", _("planned maintenance, to everybody whom it touches")

    about = models.CharField(_("about"), max_length=11, choices=About.choices, default=About.NEWS)
    title_en = models.CharField(_("title, in English"), max_length=120)
    text_en = models.TextField(_("text, in English"), max_length=10_000)
    title_it = models.CharField(_("title, in Italian"), max_length=120)
    text_it = models.TextField(_("text, in Italian"), max_length=10_000)
    # News go to registered users, of these products where any are named, ...
    is_to_registered = models.BooleanField(_("registered users"), default=True)
    products = models.ManyToManyField(
        Product, blank=True, verbose_name=_("only of these products (none: of all)")
    )
    # ... and to people covered by these agreements; maintenance to the latter alone.
    agreements = models.ManyToManyField(
        Agreement, blank=True, verbose_name=_("people covered by these agreements")
    )
    # A closure goes to everybody under an agreement that it closes.
    closure = models.ForeignKey(
        Closure, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("closure")
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="bulletin_names_its_closure",
                condition=Q(about="closure", closure__isnull=False)
                | (~Q(about="closure") & Q(closure=None)),
            ),
            models.CheckConstraint(
                name="bulletin_stops_after_it_was_sent",
                condition=Q(stopped_at=None) | Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title_en

    @property
    def needs_consent(self) -> bool:
        """Whether it goes only to those who agreed; what belongs to an agreement goes to all."""
        return self.about == self.About.NEWS

    def title(self, language: str) -> str:
        return self.title_it if language == "it" else self.title_en

    def text(self, language: str) -> str:
        return self.text_it if language == "it" else self.text_en


class Delivery(models.Model):
    """One person whom a bulletin is for, once, however many paths lead there; and how it went."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        LEFT = "left", _("handed to the mail")
        MAILED = "mailed", _("mailed")
        NOT_AGREED = "not_agreed", _("has not agreed")
        NOT_REACHED = "not_reached", _("cannot be written to")
        STOPPED = "stopped", _("stopped before")

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="deliveries")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="bulletins")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    state = models.CharField(max_length=11, choices=State.choices, default=State.WAITING)
    at = models.DateTimeField()

    class Meta:
        ordering = ["bulletin", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "contact"], name="delivery_once"),
        ]
        indexes = [
            models.Index(
                fields=["bulletin", "id"], name="delivery_waiting", condition=Q(state="waiting")
            )
        ]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.contact_id}"
