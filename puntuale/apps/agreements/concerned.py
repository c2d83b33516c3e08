"""Whom a closure of the vendor concerns: the agreements that list such closures, and their people."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from puntuale.apps.agreements.models import Agreement, AgreementVersion, Coverage
from puntuale.apps.agreements.models import Closure as ClosureRow
from puntuale.apps.agreements.queries import versions_in_force
from puntuale.apps.agreements.terms import announced_closures, terms_in_force
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.terms import Terms

# What is further away nobody needs to be told of at each visit.
SOON = timedelta(days=60)


def versions_closed_by(closure: Closure, at: datetime) -> list[AgreementVersion]:
    """The versions in force at `at` whose hours end for `closure`, by the agreements' codes."""
    versions = versions_in_force(Agreement.objects.values_list("pk", flat=True), at).values()
    closed = [each for each in versions if closure in terms_in_force(each, [closure]).closures]
    return sorted(closed, key=lambda each: each.agreement.code)


def coverages_under(versions: list[AgreementVersion], row: ClosureRow) -> QuerySet[Coverage]:
    """Coverages by these agreements on at least one of the closed days."""
    return Coverage.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=row.first_date),
        agreement__in=[each.agreement_id for each in versions],
        starts_on__lte=row.last_date,
        suspended_at=None,
    )


def contacts_under(coverages: QuerySet[Coverage]) -> QuerySet[Contact]:
    """Everybody of the covered organisations who has not left, once."""
    organisations = coverages.values("organisation")
    return Contact.objects.filter(organisation__in=organisations, left_at=None).order_by("pk")


def closures_soon(terms: Terms, at: datetime) -> tuple[Closure, ...]:
    """Those of an agreement that a request coming at `at` would meet within two months."""
    last = (at + SOON).astimezone(terms.zone).date()
    return tuple(each for each in terms.closures_ahead(at) if each.first <= last)


def closures_soon_for(organisation: Organisation | None, at: datetime) -> tuple[Closure, ...]:
    """The same of every agreement that a request of `organisation` may run under, each once."""
    covered = Coverage.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=at.date()),
        organisation=organisation,
        starts_on__lte=at.date(),
        suspended_at=None,
    )
    versions = versions_in_force(covered.values_list("agreement", flat=True), at)
    announced = announced_closures()
    found = (
        each
        for version in versions.values()
        for each in closures_soon(terms_in_force(version, announced), at)
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda each: (each.first, each.code)))
