"""Which partner sells a coverage, at each instant; and those whose customer has gone to another."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from puntuale.apps.agreements.models import Coverage, FormerSeller
from puntuale.apps.customers.models import Organisation
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.partners.queries import partner_for


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A coverage whose partner looks after its customer no more, and who does; None: nobody."""

    coverage: Coverage
    successor: Organisation | None


def seller_at(coverage: Coverage, at: datetime) -> Organisation | None:
    """The partner who sold `coverage` at `at`, whoever does now."""
    former = coverage.former_sellers.filter(until__gt=at).order_by("until", "pk")
    row = former.select_related("partner").first()
    return coverage.partner if row is None else row.partner


@transaction.atomic
def sell_by(coverage: Coverage, partner: Organisation | None, *, at: datetime) -> None:
    """Let `partner`, or nobody, sell `coverage` from `at` on; what came or began before stays."""
    fresh = Coverage.objects.select_for_update(of=("self",)).get(pk=coverage.pk)
    if fresh.partner_id == (partner and partner.pk):
        return
    FormerSeller.objects.create(coverage=fresh, partner_id=fresh.partner_id, until=at)
    Coverage.objects.filter(pk=fresh.pk).update(partner=partner)
    coverage.partner = partner


def coverages_left_behind(today: date) -> list[LeftBehind]:
    """Coverages that have not ended on a day of the vendor, while their partner's link has."""
    links = PartnerLink.objects.filter(
        partner=OuterRef("partner"), organisation=OuterRef("organisation")
    )
    over = links.filter(Q(ended_at__isnull=False) | Q(ends_on__lt=today))
    rows = Coverage.objects.filter(Exists(over), Q(ends_on=None) | Q(ends_on__gte=today))
    found = rows.select_related("organisation", "agreement", "partner").prefetch_related("products")
    return [
        LeftBehind(row, _successor(row))
        for row in found.order_by("organisation__name", "pk")
        if not _goes_on(row, today)
    ]


def _goes_on(row: Coverage, today: date) -> bool:
    """Whether another link of its partner holds, or will, for one of its products."""
    links = PartnerLink.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        partner=row.partner_id,
        organisation=row.organisation_id,
        ended_at=None,
    )
    products = list(row.products.all())
    if products:
        links = links.filter(Q(products=None) | Q(products__in=products))
    return links.exists()


def _successor(row: Coverage) -> Organisation | None:
    """Whoever looks after the customer for all that is covered; nobody where that is several."""
    found = {partner_for(row.organisation, each) for each in row.products.all() or [None]}
    return found.pop() if len(found) == 1 else None
