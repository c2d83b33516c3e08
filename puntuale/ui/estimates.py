"""An estimate as pages, mails and the printed card show it: one set of values for all of them."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.estimates.models import Estimate
from puntuale.core.charges.bands import BASE
from puntuale.ui.words import estimates as words
from puntuale.ui.words.estimates import Price
from puntuale.ui.words.price_steps import steps_of


@dataclass(frozen=True, slots=True)
class PriceStep:
    """One line of how the price comes about."""

    what: str
    why: str
    result: str


@dataclass(frozen=True, slots=True)
class OfferShown:
    """What the customer reads; `text` holds all of it, to be recorded with the decision."""

    title: str
    number: int
    revision: int
    words: str
    language: str
    intervention: str
    effort: str
    effort_note: str
    price: Price
    ready: str
    ready_note: str
    steps: tuple[PriceStep, ...]
    steps_question: str
    result: str
    terms: tuple[str, ...]
    valid: str

    @property
    def text(self) -> str:
        """Everything above in plain words, in the order of the page."""
        figures = (
            (_("Effort"), self.effort, self.effort_note),
            (self.price.label, self.price.figure, self.price.note),
            (_("Ready by"), self.ready, self.ready_note),
        )
        lines = [self.title, self.intervention, self.words]
        lines += [f"{name}: {value} {note}".strip() for name, value, note in figures if value]
        lines += [f"{step.what}: {step.why}: {step.result}" for step in self.steps]
        return "\n".join(filter(None, [*lines, *self.terms]))


def offer_shown(estimate: Estimate, *, at: datetime, before: int | None = None) -> OfferShown:
    """The values of `estimate`, sent or not, in the active language.

    `before` is the revision that is accepted while this one waits.
    """
    assert estimate.version is not None
    ticket, document = estimate.ticket, document_of(estimate.version)
    zone = ZoneInfo(str(document.header.timezone))
    # Told from the day on which it was sent: the same words on any day.
    today = (estimate.sent_at or at).astimezone(zone).date()
    price = words.price_of(estimate, document)
    effort = words.long(estimate.effort_minutes)
    return OfferShown(
        title=ticket.subject,
        number=ticket.number,
        revision=estimate.revision,
        words=estimate.text,
        language=estimate.language,
        intervention=estimate.intervention,
        effort=effort,
        effort_note=words.effort_note(_in_order(estimate)),
        price=price,
        ready=words.ready(estimate, today),
        ready_note=_("expected, not binding") if estimate.expected_on else "",
        steps=tuple(PriceStep(*step) for step in steps_of(estimate)),
        steps_question=_("How %(effort)s become %(price)s")
        % {"effort": effort, "price": price.figure},
        result=words.price_in_short(estimate),
        terms=tuple(words.terms_of(estimate, document, today=today, zone=zone, before=before)),
        valid=_valid(estimate, today, zone),
    )


def valid_of(estimate: Estimate, at: datetime) -> str:
    """ "Valid through Wednesday 23 December, 24:00 in Rome.", as seen at `at`."""
    assert estimate.version is not None
    zone = ZoneInfo(str(document_of(estimate.version).header.timezone))
    return _valid(estimate, at.astimezone(zone).date(), zone)


def _in_order(estimate: Estimate) -> dict[str, int]:
    """JSON of a database keeps no order: work in hours comes first."""
    return dict(sorted(estimate.bands.items(), key=lambda band: (band[0] != BASE.code, band[0])))


def _valid(estimate: Estimate, today: date, zone: ZoneInfo) -> str:
    if estimate.valid_through is None:
        return ""
    when = {"when": words.valid_through(estimate.valid_through, today, zone)}
    return _("Valid through %(when)s.") % when
