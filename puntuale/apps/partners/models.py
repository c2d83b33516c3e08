"""The link between a partner and a customer: through it passes whatever a partner may see."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Organisation


class PartnerLink(models.Model):
    """A partner looks after an organisation, for some products or all, from one day to another."""

    partner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="looks_after",
        limit_choices_to={"is_partner": True},
        verbose_name=_("partner"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="looked_after_by",
        verbose_name=_("customer"),
    )
    products = models.ManyToManyField(
        Product, blank=True, related_name="+", verbose_name=_("products (none: all)")
    )
    # Days of the vendor, both of them within.
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to, included"), null=True, blank=True)
    # The customer went elsewhere, whatever day was agreed.
    ended_at = models.DateTimeField(_("ended early"), null=True, blank=True)
    # A cache of what the days say: every scope asks it, and no scope has a clock (links.py).
    is_in_force = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["organisation", "starts_on"]
        indexes = [
            models.Index(
                fields=["organisation"], name="partner_link_in_force", condition=Q(is_in_force=True)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="partner_looks_after_until_later",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="partner_looks_after_another", condition=~Q(partner=F("organisation"))
            ),
            models.CheckConstraint(
                name="partner_link_ended_is_not_in_force",
                condition=Q(ended_at=None) | Q(is_in_force=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} → {self.organisation}"
