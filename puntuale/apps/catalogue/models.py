"""Products, and the licences that name them by serial number."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Organisation


class Product(models.Model):
    """Something the vendor makes and supports; `code` is what agreements call it."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    retired_at = models.DateTimeField(_("no longer supported since"), null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Licence(models.Model):
    """One customer's copy of a product."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="licences")
    holder = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="licences"
    )
    serial_number = models.CharField(_("serial number"), max_length=60)
    serial_key = models.CharField(max_length=60, unique=True, editable=False)

    class Meta:
        ordering = ["serial_number"]

    def __str__(self) -> str:
        return self.serial_number
