"""From records to values: a stored version as the core executes it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.models import Closure as ClosureRow
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.read import read_document
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.of_document import terms_of
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.agreements.terms.timetable_of import HolidaysOf
from puntuale.core.charges.of_document import charging_terms_of
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.try_question.book import Book


@dataclass(frozen=True, slots=True)
class Edition:
    """A version in force as a key: its hash says all, and its long texts are read only once."""

    sha256: str
    version: AgreementVersion = field(compare=False)


def document_of(version: AgreementVersion) -> Document:
    """The document of a version in force, as it was resolved when it was activated."""
    return _document(Edition(version.sha256, version))


def terms_in_force(version: AgreementVersion, closures: Iterable[Closure]) -> Terms:
    """The terms of a version in force, with every closure announced by now.

    Which closures count for a request is the core's to say: those announced before it came.
    """
    return _terms(Edition(version.sha256, version), tuple(closures))


def charging_in_force(version: AgreementVersion, closures: Iterable[Closure]) -> ChargingTerms:
    """What decides the charges of a version in force, with every closure announced by now."""
    return _charging(Edition(version.sha256, version), tuple(closures))


def closures_for(version: AgreementVersion) -> tuple[Closure, ...]:
    """The announced closures, where the agreement lists the vendor's among its own; else none."""
    document = document_of(version)
    lists = any(row.lists_vendor for row in document.calendars.values())
    return announced_closures() if lists or document.lists_vendor else ()


def terms_of_versions(versions: Iterable[int]) -> dict[int, Terms]:
    """The terms of versions in force, by their keys."""
    closures = announced_closures()
    found = AgreementVersion.objects.in_bulk(set(versions))
    return {key: terms_in_force(version, closures) for key, version in found.items()}


def announced_closures() -> tuple[Closure, ...]:
    """Every closure the vendor has announced, those withdrawn as well, as the core knows them."""
    return tuple(closure_of(row) for row in ClosureRow.objects.order_by("announced_at", "pk"))


def closure_of(row: ClosureRow) -> Closure:
    """One announced closure with the hours it opens in between."""
    return Closure(
        code=row.code,
        first=row.first_date,
        last=row.last_date,
        announced_at=row.announced_at,
        reopenings=tuple(
            (date.fromisoformat(each["date"]), tuple(_minutes(text) for text in each["hours"]))
            for each in row.availability
        ),
        withdrawn_at=row.withdrawn_at,
    )


def _minutes(hours: str) -> tuple[int, int]:
    opens, closes = (time.split(":") for time in hours.split("-"))
    return int(opens[0]) * 60 + int(opens[1]), int(closes[0]) * 60 + int(closes[1])


@lru_cache(maxsize=256)
def _document(edition: Edition) -> Document:
    outcome = read_document(edition.version.resolved)
    assert outcome.document is not None, f"{edition.sha256} was sound when it was activated"
    return outcome.document


@lru_cache(maxsize=256)
def _terms(edition: Edition, closures: tuple[Closure, ...]) -> Terms:
    return terms_of(_document(edition), _holidays_of(edition), closures)


@lru_cache(maxsize=16)
def _book(edition: Edition) -> Book:
    return Book([read_document(edition.version.resolved)], _holidays_of(edition))


def _holidays_of(edition: Edition) -> HolidaysOf:
    stored = {
        place: frozenset(date.fromisoformat(day) for day in days)
        for place, days in edition.version.holidays.items()
    }
    return lambda country, subdivision: stored[holiday_key(country, subdivision)]


def book_of(version: AgreementVersion) -> Book:
    """A version in force, to be asked; on the holidays that were kept with it."""
    return _book(Edition(version.sha256, version))


@lru_cache(maxsize=256)
def _charging(edition: Edition, closures: tuple[Closure, ...]) -> ChargingTerms:
    return charging_terms_of(_document(edition), _terms(edition, closures))


def stored_holidays(
    version: AgreementVersion, country: str, subdivision: str | None
) -> frozenset[date] | None:
    """The dates that were kept with a version when it was activated; None where none were."""
    days = version.holidays.get(holiday_key(country, subdivision))
    return None if days is None else frozenset(map(date.fromisoformat, days))


def holiday_key(country: str, subdivision: str | None) -> str:
    """Under which name a list of holidays is stored: `IT`, `GB/ENG`."""
    return f"{country}/{subdivision}" if subdivision else country
