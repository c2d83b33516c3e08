"""Products with their prices and releases; licences, the machines that use them, the keys that prove it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Contact, Organisation


class Product(models.Model):
    """Something the vendor makes and supports; `code` is what agreements call it."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    # More often than this within 365 days, a person of the desk releases a machine (K-04).
    releases_each_year = models.PositiveSmallIntegerField(
        _("machines a holder may release in a year"), default=3
    )
    retired_at = models.DateTimeField(_("no longer supported since"), null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ListPrice(models.Model):
    """What a product costs from a day on, net; the newest price that has begun is in force."""

    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="prices", verbose_name=_("product")
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    amount_cents = models.PositiveBigIntegerField(_("price"))
    valid_from = models.DateField(_("from"))

    class Meta:
        ordering = ["product", "currency", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "currency", "valid_from"], name="list_price_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.valid_from}"


class Release(models.Model):
    """A version of a product; its day decides which licences may run it."""

    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="releases", verbose_name=_("product")
    )
    version = models.CharField(_("version"), max_length=40)
    released_on = models.DateField(_("released on"))
    notes = models.TextField(_("what is new"), blank=True)

    class Meta:
        ordering = ["product", "-released_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["product", "version"], name="release_once")]

    def __str__(self) -> str:
        return f"{self.product} {self.version}"


class Licence(models.Model):
    """One customer's copy of a product: how many machines, which versions, until when."""

    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="licences", verbose_name=_("product")
    )
    holder = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="licences",
        verbose_name=_("customer"),
    )
    seller = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="licences_sold",
        verbose_name=_("sold by"),
        limit_choices_to={"is_partner": True},
    )
    serial_number = models.CharField(_("serial number"), max_length=60)
    serial_key = models.CharField(max_length=60, unique=True, editable=False)
    seats = models.PositiveIntegerField(_("machines"), default=1)
    is_node_locked = models.BooleanField(_("each machine is activated"), default=True)
    # What came with it; coverages reach further (apps/agreements/licensing.py).
    versions_released_until = models.DateField(
        _("versions released until, as bought"), null=True, blank=True
    )
    expires_on = models.DateField(_("last day"), null=True, blank=True)
    features = models.JSONField(_("features"), default=list, blank=True)
    suspended_at = models.DateTimeField(_("suspended since"), null=True, blank=True)
    # How many activations are active: counted with them, so that the database refuses the next one.
    seats_taken = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["serial_number"]
        constraints = [
            models.CheckConstraint(
                name="licence_has_seats_for_all", condition=Q(seats_taken__lte=F("seats"))
            )
        ]

    def __str__(self) -> str:
        return self.serial_number


class Activation(models.Model):
    """One machine that asked for a seat of a licence, and what became of it."""

    class Method(models.TextChoices):
        ONLINE = "online", _("online")
        TECHNICIAN = "technician", _("by a technician")
        OFFLINE = "offline", _("by a file")

    class State(models.TextChoices):
        REQUESTED = "requested", _("asked for")
        ACTIVE = "active", _("active")
        DEACTIVATED = "deactivated", _("released")
        REVOKED = "revoked", _("taken back")

    # In these a machine has one row; later ones are history.
    LIVE = (State.REQUESTED, State.ACTIVE)

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="activations")
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(_("name of the machine"), max_length=80, blank=True)
    method = models.CharField(max_length=10, choices=Method.choices)
    state = models.CharField(max_length=11, choices=State.choices)
    requested_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_by_contact = models.ForeignKey(
        Contact, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_because = models.CharField(max_length=200, blank=True)
    # The program let go of the machine by itself, and its signed file proved it.
    was_proved = models.BooleanField(default=False)

    class Meta:
        ordering = ["licence", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["licence", "fingerprint"],
                condition=Q(state__in=("requested", "active")),
                name="activation_of_a_machine_once",
            ),
            models.CheckConstraint(
                name="activation_ends_with_its_state",
                condition=Q(state__in=("requested", "active"), ended_at=None)
                | Q(state__in=("deactivated", "revoked"), ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="activation_active_since",
                condition=~Q(state="active") | Q(activated_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.fingerprint[:12]


class SigningKey(models.Model):
    """A pair of keys that licence files are signed with; one of them is in use.

    The private half is sealed at rest (docs/decisions/0012); the public one is published for good,
    so that old files go on being proved.
    """

    kid = models.CharField(max_length=16, unique=True)
    public_key = models.CharField(max_length=64)
    sealed_private_key = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    is_in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_in_use"], condition=Q(is_in_use=True), name="signing_key_in_use_is_one"
            )
        ]

    def __str__(self) -> str:
        return self.kid
