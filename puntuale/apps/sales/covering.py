"""Which agreements hold for a customer at an instant, each by its own zone's midnights."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.agreements.queries import versions_in_force
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Organisation


@dataclass(frozen=True, slots=True)
class Covering:
    """A version that holds now; without a coverage it is the standard agreement, for everybody."""

    version: AgreementVersion
    coverage: Coverage | None

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.version)


def coverings_of(organisation: Organisation | None, at: datetime) -> list[Covering]:
    """The active coverages of `organisation`, the latest precedence first, then the standard one."""
    coverages = list(
        Coverage.objects.filter(organisation=organisation).select_related("agreement")
        if organisation
        else ()
    )
    versions = versions_in_force({each.agreement_id for each in coverages}, at)
    active = [
        Covering(versions[each.agreement_id], each)
        for each in coverages
        if each.agreement_id in versions and is_active(each, versions[each.agreement_id], at)
    ]
    active.sort(key=lambda each: (-each.version.precedence, each.version.agreement.code))
    held = {each.version.agreement_id for each in active}
    standard = [
        Covering(version, None)
        for version in versions.values()
        if version.agreement.is_standard and version.agreement_id not in held
    ]
    return active + standard


def is_active(coverage: Coverage, version: AgreementVersion, at: datetime) -> bool:
    """Whether `at` lies between the first midnight and the last one, and nobody has suspended it."""
    if coverage.suspended_at is not None and coverage.suspended_at <= at:
        return False
    today = at.astimezone(zone_of(version)).date()
    return coverage.starts_on <= today and (coverage.ends_on is None or today <= coverage.ends_on)


def zone_of(version: AgreementVersion) -> ZoneInfo:
    """The zone of an agreement's dates."""
    return ZoneInfo(str(document_of(version).header.timezone))
