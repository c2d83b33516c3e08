"""What a licence lets run, since agreements reach further than what was bought; and the files that say so."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.catalogue.keys import private_key, public_keys
from puntuale.apps.catalogue.models import Activation, Licence
from puntuale.core.agreements.document.document import Document
from puntuale.core.licences import rights
from puntuale.core.licences.advice import Advice, Standing, advise
from puntuale.core.licences.files import Kind, Payload, sign, verify
from puntuale.core.licences.machine import MachineRelease
from puntuale.core.licences.rights import Covered

WHILE_COVERED = "released_while_covered"


def today_of_vendor(at: datetime) -> date:
    """The vendor's local day, on which licences end."""
    zone = Vendor.objects.values_list("time_zone", flat=True).first()
    return at.astimezone(ZoneInfo(zone or "UTC")).date()


def versions_until(licence: Licence, at: datetime) -> date | None:
    """The last day whose releases `licence` may run, as it stands at `at`; None is every release."""
    return versions_of([licence], at)[licence.pk]


def versions_of(licences: Sequence[Licence], at: datetime) -> dict[int, date | None]:
    """The same for many licences, by their keys, in a few queries whatever their number."""
    today = today_of_vendor(at)
    reaching = list(_coverages_with_versions(licences, at))
    return {
        licence.pk: rights.versions_released_until(
            licence.versions_released_until,
            [covered for row, document, covered in reaching if _reaches(row, document, licence)],
            today,
        )
        for licence in licences
    }


def advice_for(
    licence: Licence | None,
    machine: Activation | None,
    *,
    released_on: date | None = None,
    at: datetime,
) -> Advice:
    """What a machine is told; `machine` is its own activation, where it has one."""
    standing = None if licence is None else _standing(licence, at)
    is_active = machine is not None and machine.state == Activation.State.ACTIVE
    return advise(standing, is_active=is_active, today=today_of_vendor(at), released_on=released_on)


def licence_file(licence: Licence, *, at: datetime) -> str:
    """The signed file of a licence, whichever machine it is brought to."""
    return sign(Kind.LICENCE, _payload(licence, at), private_key(at=at))


def machine_file(machine: Activation, *, at: datetime) -> str:
    """The signed file that only this machine can use (K-06)."""
    payload = _payload(machine.licence, at, machine.fingerprint)
    return sign(Kind.MACHINE, payload, private_key(at=at))


def proved_release(release: MachineRelease, *, at: datetime) -> Payload:
    """What the machine's file inside a release vouches for.

    Raises:
        FileRefused: it is not ours, of another machine, or does not hold at this hour.
    """
    return verify(
        Kind.MACHINE,
        release.machine_file,
        keys=public_keys(),
        now=at,
        fingerprint=release.fingerprint,
    )


def _standing(licence: Licence, at: datetime) -> Standing:
    return Standing(
        seats=licence.seats,
        seats_taken=licence.seats_taken,
        is_node_locked=licence.is_node_locked,
        is_suspended=licence.suspended_at is not None,
        expires_on=licence.expires_on,
        versions_released_until=versions_until(licence, at),
    )


def _payload(licence: Licence, at: datetime, fingerprint: str = "") -> Payload:
    vendor = Vendor.objects.values_list("name", flat=True).first()
    return Payload(
        vendor=vendor or "",
        product=licence.product.code,
        licence=str(licence.pk),
        serial_number=licence.serial_number,
        holder=licence.holder.name if licence.holder else "",
        seats=licence.seats,
        issued=at.replace(microsecond=0),
        expiry=licence.expires_on,
        versions_released_until=versions_until(licence, at),
        features=tuple(licence.features),
        fingerprint=fingerprint,
    )


def _coverages_with_versions(
    licences: Sequence[Licence], at: datetime
) -> Iterator[tuple[Coverage, Document, Covered]]:
    """Every coverage of the holders whose agreement gives versions, and for which days."""
    holders = {licence.holder_id for licence in licences if licence.holder_id is not None}
    rows = list(Coverage.objects.filter(organisation__in=holders).prefetch_related("products"))
    versions = _versions({row.agreement_id for row in rows}) if rows else []
    for row in rows:
        document = _document_under(row, versions, at)
        if document is None or not _gives_versions(document):
            continue
        ends_on = _last_day(row, _zone(document))
        if ends_on is None or ends_on >= row.starts_on:
            yield row, document, Covered(row.starts_on, ends_on)


def _versions(agreements: set[int]) -> list[AgreementVersion]:
    frozen = AgreementVersion.objects.exclude(state=AgreementVersion.State.DRAFT)
    of_these = frozen.filter(agreement__in=agreements).select_related("agreement")
    return list(of_these.order_by("-valid_from", "-number"))


def _document_under(
    row: Coverage, versions: Sequence[AgreementVersion], at: datetime
) -> Document | None:
    """What the agreement said when the coverage ended, or says now: later versions take nothing."""
    for version in versions:
        began = version.valid_from
        if version.agreement_id != row.agreement_id or began is None or began > at:
            continue
        document = document_of(version)
        zone = _zone(document)
        last = _last_day(row, zone)
        if last is None or began.astimezone(zone).date() <= last:
            return document
    return None


def _zone(document: Document) -> ZoneInfo:
    return ZoneInfo(str(document.header.timezone))


def _last_day(row: Coverage, zone: ZoneInfo) -> date | None:
    if row.suspended_at is None:
        return row.ends_on
    day = row.suspended_at.astimezone(zone).date()
    return day if row.ends_on is None else min(row.ends_on, day)


def _gives_versions(document: Document) -> bool:
    return document.licences is not None and document.licences.versions == WHILE_COVERED


def _reaches(row: Coverage, document: Document, licence: Licence) -> bool:
    if row.organisation_id != licence.holder_id:
        return False
    in_scope, named = document.header.scope.products, {each.pk for each in row.products.all()}
    return (in_scope is None or licence.product.code in in_scope) and (
        not named or licence.product_id in named
    )
