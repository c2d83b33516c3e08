"""The seven documents, and variations of them, made ready for tests."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from puntuale.apps.agreements.holidays import holidays_of
from puntuale.core.agreements.document.read import Outcome, Source, read_documents
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.of_document import terms_of
from puntuale.core.agreements.terms.terms import Terms

FOLDER = Path(__file__).parents[2] / "specimens" / "agreements"
TEXTS = {path.stem: path.read_text() for path in sorted(FOLDER.glob("*.yaml"))}

YEARS = range(2025, 2029)


@cache
def some_holidays(country: str, subdivision: str | None) -> frozenset[date]:
    """The holidays of the years in which the tests play: few, so that calendars are made fast."""
    return frozenset(day for day in holidays_of(country, subdivision) if day.year in YEARS)


@cache
def outcome(code: str, *instead: tuple[str, str]) -> Outcome:
    """A document of the seven, with some of its words replaced."""
    text = TEXTS[code]
    for old, new in instead:
        assert old in text, old
        text = text.replace(old, new)
    parents = [Source("gold", TEXTS["gold"])] if "extends: gold" in text else []
    return read_documents([Source(code, text), *parents])[0]


@cache
def terms_under(code: str, closures: tuple[Closure, ...], *instead: tuple[str, str]) -> Terms:
    """The terms of such a document under closures that the vendor announced."""
    found = outcome(code, *instead)
    assert found.document is not None
    assert not found.problems
    return terms_of(found.document, some_holidays, closures, everywhere=True)


def terms(code: str, *instead: tuple[str, str]) -> Terms:
    return terms_under(code, (), *instead)


def local(written: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=zone)


def rome(written: str) -> datetime:
    return local(written, ZoneInfo("Europe/Rome"))


def london(written: str) -> datetime:
    return local(written, ZoneInfo("Europe/London"))
