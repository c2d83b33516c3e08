"""How coverages stand on a day, and which of them are about to end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Q

from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.agreements.queries import versions_in_force
from puntuale.apps.customers.models import Organisation

ONE_DAY = timedelta(days=1)


class Standing(StrEnum):
    """Whether requests run under a coverage (domain.md 2.1)."""

    PENDING = "pending"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Held:
    """A coverage as its customer is shown it, with the version that a request would run under."""

    coverage: Coverage
    standing: Standing
    version: AgreementVersion


def standing_on(coverage: Coverage, today: date) -> Standing:
    """How `coverage` stands on a local day; both of its own days are in it."""
    if coverage.ends_on is not None and coverage.ends_on < today:
        return Standing.ENDED
    if coverage.suspended_at is not None:
        return Standing.SUSPENDED
    return Standing.PENDING if coverage.starts_on > today else Standing.ACTIVE


def coverages_ending(today: date, within: int) -> list[Coverage]:
    """Those that end within so many days, and that no other of the same customer continues."""
    rows = Coverage.objects.filter(ends_on__gte=today, ends_on__lte=today + ONE_DAY * within)
    ending = rows.select_related("organisation", "agreement").order_by("ends_on", "pk")
    return [row for row in ending if not _continued(row)]


def coverages_held_by(organisation: Organisation | None, today: date, at: datetime) -> list[Held]:
    """What `organisation` is covered by, now or soon; what has ended is left out."""
    rows = (
        Coverage.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), organisation=organisation)
        .prefetch_related("products")
        .order_by("starts_on", "pk")
    )
    held = list(rows) if organisation else []
    versions = versions_in_force({row.agreement_id for row in held}, at) if held else {}
    return [
        Held(row, standing_on(row, today), versions[row.agreement_id])
        for row in held
        if row.agreement_id in versions
    ]


def _continued(row: Coverage) -> bool:
    """Whether another begins while it holds, or on the day after, and holds for longer."""
    if row.ends_on is None:
        return False
    others = Coverage.objects.filter(organisation=row.organisation, agreement=row.agreement)
    longer = others.filter(Q(ends_on=None) | Q(ends_on__gt=row.ends_on))
    return longer.filter(starts_on__lte=row.ends_on + ONE_DAY).exists()
