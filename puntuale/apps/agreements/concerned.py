"""Whom a closure of the vendor concerns: the agreements that list such closures, and their people."""

from datetime import datetime

from django.db.models import Q, QuerySet

from puntuale.apps.agreements.models import Agreement, AgreementVersion, Coverage
from puntuale.apps.agreements.models import Closure as ClosureRow
from puntuale.apps.agreements.queries import versions_in_force
from puntuale.apps.agreements.terms import terms_in_force
from puntuale.apps.customers.models import Contact
from puntuale.core.agreements.terms.closure import Closure


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
