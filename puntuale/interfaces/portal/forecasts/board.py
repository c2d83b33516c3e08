"""The board: "We answer", "It costs", as they stand at this minute."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from puntuale.apps.agreements.concerned import closures_soon
from puntuale.apps.tickets.forecast import Forecast
from puntuale.core.agreements.clocks.reading import Reading, State
from puntuale.interfaces.portal.clocks import question
from puntuale.interfaces.portal.forecasts.refusals import refusal_line
from puntuale.ui.classes import names_under
from puntuale.ui.clauses.closures import closure_in_words
from puntuale.ui.parts import ForecastLine
from puntuale.ui.readings import MOST, explanation, held_sentence, opens_at, viewpoint
from puntuale.ui.why.values import Explanation
from puntuale.ui.words.costs import cost_line, nothing_before_acceptance
from puntuale.ui.words.dates import LONG, full_date
from puntuale.ui.words.metrics import METRICS
from puntuale.ui.words.moments import BY, UNTIL, hour, said
from puntuale.ui.words.promises import best_effort, of_most, promised, stands_still
from puntuale.ui.words.quantities import terms as terms_of
from puntuale.ui.words.verdicts import in_language as said_in
from puntuale.ui.words.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Board:
    """What is written on it; `refused` requests cannot be sent."""

    title: str
    name: str
    lines: Sequence[ForecastLine]
    foot: str
    refused: bool = False
    question: str = ""
    explanation: Explanation | None = None

    @property
    def announcement(self) -> str:
        """All of it in one breath."""
        return " ".join(f"{line.label} {line.value}. {line.why}".strip() for line in self.lines)


def board(forecast: Forecast, home: ZoneInfo, kind: str = "") -> Board:
    """What the customer reads before sending; `kind` is the code of the chosen type."""
    zone = forecast.decision.terms.zone if forecast.decision.terms else home
    view = Viewpoint(forecast.at, zone, home)
    here = Viewpoint(forecast.at, home)
    day = full_date(here.today, here.today, LONG)
    first = next((each for each in forecast.readings if each.due_at), None)
    return Board(
        title=_("If you send it now, %(day)s, %(hour)s")
        % {"day": day, "hour": hour(forecast.at, here)},
        name=_name(forecast, kind),
        lines=list(_lines(forecast, view)),
        foot=_foot(forecast),
        refused=bool(forecast.refusal),
        question=question(first, viewpoint(first, home)) if first else "",
        explanation=explanation(
            first, viewpoint(first, home), names_under(forecast.decision.version)
        )
        if first
        else None,
    )


def sentence_if_now(forecast: Forecast, home: ZoneInfo) -> str:
    """ "We answer by Tuesday 10:00 if you write now."; nothing where nothing is promised."""
    terms = forecast.decision.terms
    first = next((each for each in forecast.readings if each.binding and each.due_at), None)
    if terms is None or first is None or first.due_at is None:
        return ""
    sentence = promised(first.metric, first.due_at, Viewpoint(forecast.at, terms.zone, home))
    return _("%(promise)s if you write now.") % {"promise": sentence.rstrip(".")}


def _name(forecast: Forecast, kind: str) -> str:
    row = forecast.document.types.get(kind) if forecast.document else None
    return said_in(row.title) if row else ""


def _lines(forecast: Forecast, view: Viewpoint) -> Iterator[ForecastLine]:
    if forecast.refusal:
        yield refusal_line(forecast)
        return
    yield from (_promise(reading, view) for reading in forecast.readings)
    if not forecast.readings:
        yield _no_promise(forecast)
    cost = (
        cost_line(forecast.document, forecast.cost, forecast.missing) if forecast.document else None
    )
    if cost is not None:
        yield cost


def _promise(reading: Reading, view: Viewpoint) -> ForecastLine:
    label = str(METRICS[reading.metric].we)
    terms = terms_of(reading.target.within)
    if reading.target.is_indication:
        why = _("You get a date with the estimate. It is an indication, not a promise.")
        return ForecastLine(label, _("when agreed"), why)
    if reading.due_at is None:
        return ForecastLine(label, _("when agreed"), _("You get a date; it is then held to."))
    value = _("by %(when)s") % {"when": said(BY, reading.due_at, view)}
    if not reading.binding:
        why = _("%(terms)s: an aim, not a promise.") % {"terms": terms}
        most = f"{why} {of_most()}" if reading.share == MOST else why
        return ForecastLine(label, _("usually %(when)s") % {"when": value}, most)
    if reading.state is State.HELD:
        return _held(label, value, reading, view)
    opens = opens_at(reading)
    still = stands_still(opens, view) if opens else ""
    return ForecastLine(label, value, f"{terms[:1].upper()}{terms[1:]}. {still}".strip())


def _held(label: str, value: str, reading: Reading, view: Viewpoint) -> ForecastLine:
    until = reading.held_until
    why = held_sentence(reading, view)
    if until is None:
        return ForecastLine(label, _("held"), why)
    return ForecastLine(
        label,
        _("held until %(when)s, then %(by)s") % {"when": said(UNTIL, until, view), "by": value},
        why,
    )


def _no_promise(forecast: Forecast) -> ForecastLine:
    label = str(METRICS["answer"].we)
    if forecast.document is None:
        why = _(
            "No agreement of yours covers this, so no hour is promised. We read it all the same."
        )
    else:
        why = _("Your agreement names no time for this kind of request.")
    return ForecastLine(label, _("as soon as we can"), why)


def _foot(forecast: Forecast) -> str:
    document = forecast.document
    best = best_effort() if document and document.is_best_effort and not forecast.refusal else ""
    return " ".join(filter(None, [_of_partner(forecast), _of_agreement(forecast), best]))


def _of_partner(forecast: Forecast) -> str:
    if forecast.partner is None:
        return ""
    return _(
        "%(partner)s answers first. If they cannot be reached, you can come to us directly from the"
        " page of your request."
    ) % {"partner": forecast.partner}


def _of_agreement(forecast: Forecast) -> str:
    document, version = forecast.document, forecast.decision.version
    if document is None or version is None:
        return ""
    terms = forecast.decision.terms
    closures = closures_soon(terms, forecast.at) if terms else ()
    today = forecast.at.astimezone(terms.zone).date() if terms else forecast.at.date()
    names = {"title": said_in(document.header.title), "number": version.number}
    told = _("%(title)s, version %(number)s.") % names
    stays = (
        "" if forecast.refusal else _("The promise stays as it is, even if our terms change later.")
    )
    estimate = nothing_before_acceptance(document, forecast.cost)
    closed = (closure_in_words(each, today) for each in closures)
    return " ".join(filter(None, [*closed, told, estimate or stays]))
