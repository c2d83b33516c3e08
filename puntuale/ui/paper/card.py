"""The intervention card as a PDF/A: what is offered, and what was decided, in the customer's words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from puntuale.ui.estimates import OfferShown

TEMPLATE = Path(__file__).with_name("card.typ")
ARCHIVAL: Literal["a-2b"] = "a-2b"
# Written to paper they would be holes, and PDF/A refuses some.
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(128, 160)), " ")


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What stands around the offer: who offers it to whom, on which day, and what became of it."""

    vendor: str
    whom: str
    day: date
    decision: Sequence[str] = ()


def card_pdf(offer: OfferShown, facts: CardFacts) -> bytes:
    """One PDF in the active language. Whatever was typed stays text: it is never read as markup."""
    values = {"number": offer.number, "revision": offer.revision}
    ready = [_("Ready by"), offer.ready, offer.ready_note] if offer.ready else None
    figures = [
        [_("Effort"), offer.effort, offer.effort_note],
        [offer.price.label, offer.price.figure, offer.price.note],
        ready,
    ]
    card = {
        "language": (get_language() or "en")[:2],
        "date": [facts.day.year, facts.day.month, facts.day.day],
        "vendor": facts.vendor,
        "about": _("Intervention card %(revision)s · request %(number)s") % values,
        "whom": facts.whom,
        "title": offer.title,
        "intervention": offer.intervention,
        "words": offer.words,
        "figures": [figure for figure in figures if figure],
        "steps": [[step.what, step.why, step.result] for step in offer.steps],
        "accepting": _("What you accept"),
        "terms": list(offer.terms),
        "decision": list(facts.decision),
        "foot": f"{facts.vendor} · {offer.number}/{offer.revision}",
    }
    words = json.dumps(_printable(card))
    try:
        return _set(words, ARCHIVAL)
    except typst.TypstError:
        # No font of this machine has one of the letters: then it is a PDF like any other.
        return _set(words, None)


def _set(words: str, standard: Literal["a-2b"] | None) -> bytes:
    pdf: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        format="pdf",
        sys_inputs={"card": words},
        pdf_standards=standard,
    )
    return pdf


def _printable(value: object) -> object:
    match value:
        case str():
            return value.replace("\r\n", "\n").translate(CONTROLS)
        case list():
            return [_printable(each) for each in value]
        case dict():
            return {key: _printable(each) for key, each in value.items()}
        case _:
            return value
