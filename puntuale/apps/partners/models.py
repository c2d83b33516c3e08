"""Partners: the link to a customer, through which passes whatever they may see; how they are found."""

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
    # A cache of what the days say: every scope asks it, and no scope has a clock; the worker refreshes it.
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


class PartnerCard(models.Model):
    """How a partner is found by anybody, in its own words; shown only while the partner wants it."""

    partner = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="card")
    is_listed = models.BooleanField(_("on the public list of partners"), default=False)
    place = models.CharField(_("place"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    website = models.URLField(_("website"), blank=True)
    about_en = models.TextField(_("about you, in English"), max_length=600, blank=True)
    about_it = models.TextField(_("about you, in Italian"), max_length=600, blank=True)

    def __str__(self) -> str:
        return str(self.partner)

    def about(self, language: str) -> str:
        """In `language`, else in the other one."""
        texts = {"en": self.about_en, "it": self.about_it}
        return texts.get(language) or self.about_en or self.about_it
