"""The time that a fee includes: a lot for each period of a coverage, opened when work asks for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.ledger.lots import grant
from puntuale.apps.ledger.models import SECOND, Lot
from puntuale.apps.ledger.sources import allowance_source
from puntuale.core.agreements.document.document import Document
from puntuale.core.charges import lots as core
from puntuale.core.charges.fees import Fee, Period, fee_of
from puntuale.core.charges.rules import ChargingTerms


@dataclass(frozen=True, slots=True)
class Included:
    """What one period includes, in seconds, and when that begins and ends to pay."""

    source: str
    seconds: int
    since: datetime
    until: datetime

    @property
    def as_lot(self) -> core.Lot:
        """As the core sees it before it is opened."""
        return core.Lot(self.source, self.seconds, self.since, self.until)


def included_on(
    coverage: Coverage | None,
    version: AgreementVersion,
    charging: ChargingTerms,
    days: Iterable[date],
) -> list[Included]:
    """What the periods of `coverage` that have one of `days` include; nothing without an allowance."""
    return included_by(document_of(version), coverage, charging, days)


def included_by(
    document: Document, coverage: Coverage | None, charging: ChargingTerms, days: Iterable[date]
) -> list[Included]:
    """The same of a document that need not be in force, from which `charging` was made."""
    fee, allowance = _fee(document), document.allowance
    if coverage is None or fee is None or allowance is None:
        return []
    seconds = allowance.quantity.minutes * 60
    return [
        Included(
            allowance_source(coverage.pk, period.number),
            seconds,
            *period.bounds(charging.terms.zone),
        )
        for period in _periods(fee, coverage.starts_on, days)
    ]


def open_allowance(coverage: Coverage, included: Included, *, at: datetime) -> Lot:
    """The lot of a period, granted once: its time is there from the period's first instant.

    It settles nothing that is owed: what a fee includes pays for its own period.
    """
    return grant(
        coverage.organisation,
        unit=SECOND,
        quantity=included.seconds,
        source=included.source,
        unit_price=Decimal(0),
        at=at,
        granted_at=included.since,
        expires_at=included.until,
        settles=False,
    )


def _fee(document: Document) -> Fee | None:
    if document.allowance is None:
        return None
    code = document.allowance.fee
    return next((fee_of(row) for row in document.fees if row.code == code), None)


def _periods(fee: Fee, anchor: date, days: Iterable[date]) -> Iterator[Period]:
    found = {fee.period_on(anchor, day) for day in days}
    yield from sorted((each for each in found if each is not None), key=lambda each: each.number)
