"""Prices as a table: rates, packages, coupons, and what is added at some hours."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from puntuale.core.agreements.document.document import Document
from puntuale.ui.clauses.naming import hours_name, plainly
from puntuale.ui.clauses.prices import amount_in_words, rate_in_words
from puntuale.ui.clauses.speech import Speech
from puntuale.ui.words.money import percent
from puntuale.ui.words.quantities import within

# What of the document stands in the table, and need not be said again beside it.
TOLD = frozenset({"rates", "packages", "surcharges"})


@dataclass(frozen=True, slots=True)
class Price:
    """What is bought, and for how much."""

    what: str
    amount: str


def price_table(document: Document) -> tuple[Price, ...]:
    """Every price that the document names, in its order of reading."""
    return tuple(_prices(Speech(document, {})))


def _prices(speech: Speech) -> Iterator[Price]:
    document = speech.document
    for name in document.rates:
        yield Price(_("Rate “%(name)s”") % {"name": plainly(name)}, rate_in_words(speech, name))
    for package in document.packages:
        what = _("Package of %(time)s") % {"time": within(str(package.quantity))}
        yield Price(what, amount_in_words(speech, package.price))
    if document.coupons is not None:
        what = _("Coupon for %(time)s") % {"time": within(str(document.coupons.covers))}
        yield Price(what, amount_in_words(speech, document.coupons.price))
    for row in document.surcharges:
        hours = {"hours": hours_name(row.inside or row.outside or "")}
        if row.inside:
            what = _("Work in the hours “%(hours)s”") % hours
        else:
            what = _("Work outside the hours “%(hours)s”") % hours
        yield Price(what, f"+{percent(row.add.number)}")
