"""The page: tables for what is looked up, and the clauses' own sentences for the rest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.request import Request
from puntuale.core.agreements.terms.terms import Terms
from puntuale.ui.clauses.clauses import clauses_of
from puntuale.ui.clauses.closures import closure_in_short
from puntuale.ui.clauses.tables.hours import HoursTable, hours_table
from puntuale.ui.clauses.tables.prices import TOLD, Price, price_table
from puntuale.ui.clauses.tables.promises import PromiseTables, promise_tables
from puntuale.ui.clauses.values import Sentence

Said = tuple[Sentence, ...]
# What follows the prices, each a paragraph of its own.
PAID = ("rounding", "estimates", "prepaid", "fees", "licences")


@dataclass(frozen=True, slots=True)
class Sections:
    """Everything that an agreement says to whoever thinks of asking."""

    hours: HoursTable
    holidays: Said
    closures: tuple[str, ...]
    promises: PromiseTables | None
    promises_said: Said
    coverage: Said
    counted: tuple[Said, ...]
    prices: tuple[Price, ...]
    taxes: Said
    charged: Said
    paid: tuple[Said, ...]
    reply: Said
    channels: Said
    access: Said
    availability: Said


def sections_of(document: Document, terms: Terms, request: Request) -> Sections:
    """What `document` says to a reader at the instant of `request`, in the reader's language."""
    said = {clause.code: clause.sentences for clause in clauses_of(document)}
    today = request.submitted_at.astimezone(terms.zone).date()
    promises = promise_tables(document, terms, request)
    return Sections(
        hours=hours_table(document, terms),
        holidays=_about(_of(said, "hours"), "holidays"),
        closures=tuple(_closures(terms, request, today)),
        promises=promises,
        promises_said=_of(said, "promises") if promises is None else (),
        coverage=_of(said, "coverage"),
        counted=tuple(said.get(code, ()) for code in ("pauses", "triage")),
        prices=price_table(document),
        taxes=_about(_of(said, "who"), "prices"),
        charged=_of(said, "charges"),
        paid=tuple(_untold(said.get(code, ())) for code in PAID),
        reply=_about(_of(said, "who"), "reply_language"),
        channels=_of(said, "channels"),
        access=_of(said, "callback", "registration", "remote"),
        availability=_of(said, "availability"),
    )


def _of(said: Mapping[str, Said], *codes: str) -> Said:
    return tuple(sentence for code in codes for sentence in said.get(code, ()))


def _about(sentences: Iterable[Sentence], *keys: str) -> Said:
    return tuple(each for each in sentences if any(set(keys) & set(path) for path in each.keys))


def _untold(sentences: Iterable[Sentence]) -> Said:
    return tuple(each for each in sentences if not any(path[0] in TOLD for path in each.keys))


def _closures(terms: Terms, request: Request, today: date) -> Iterator[str]:
    for closure in terms.closures_ahead(request.submitted_at):
        yield closure_in_short(closure, today)
