"""What an estimate offers, in sentences: effort, price, until when, and what accepting it means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.pricing import effect_of
from puntuale.apps.estimates.used import WARN_AT, Room
from puntuale.core.agreements.document.document import Document
from puntuale.core.charges.bands import BASE
from puntuale.core.charges.money import Money
from puntuale.core.charges.rules import Effect
from puntuale.ui.words.bands import KNOWN
from puntuale.ui.words.charges import amount, coupons
from puntuale.ui.words.dates import LONG, SHORT, full_date
from puntuale.ui.words.durations import duration
from puntuale.ui.words.lists import listed
from puntuale.ui.words.viewpoint import place

HOUR = 60


@dataclass(frozen=True, slots=True)
class Price:
    """What is paid: the figure, what stands small beside it, and both in a button."""

    label: str
    figure: str
    note: str
    accept: str


def long(minutes: int) -> str:
    """ "4 h 00", "45 min": effort is told to the minute."""
    if minutes < HOUR:
        return f"{minutes} min"
    return f"{minutes // HOUR} h {minutes % HOUR:02}"


def band_name(code: str) -> str:
    """ "in hours", "out of hours"; a code of the document where nobody knows it."""
    return str(KNOWN.get(code) or code.replace("_", " "))


def effort_note(bands: Mapping[str, int]) -> str:
    """ "3 h in hours, 1 h out of hours"; nothing where all of it is in hours."""
    if set(bands) <= {BASE.code}:
        return ""
    said = []
    for code, minutes in bands.items():
        values = {"time": duration(timedelta(minutes=minutes)), "when": band_name(code)}
        said.append(_("%(time)s %(when)s") % values)
    return ", ".join(said)


def price_of(estimate: Estimate, document: Document) -> Price:
    """The figure that decides, first what is drawn, then money."""
    effect = effect_of(estimate, document)
    figure, note = _figure(estimate, document)
    label = {
        Effect.CAP: _("You pay at most"),
        Effect.FIXED: _("You pay"),
        Effect.INDICATIVE: _("You pay about"),
    }[effect]
    accept = {
        Effect.CAP: _("Accept, at most %(price)s"),
        Effect.FIXED: _("Accept, %(price)s"),
        Effect.INDICATIVE: _("Accept, about %(price)s"),
    }[effect]
    whole = listed(list(_parts(estimate)))
    return Price(label, figure, note, accept % {"price": whole or figure})


def _figure(estimate: Estimate, document: Document) -> tuple[str, str]:
    parts = list(_parts(estimate))
    if not parts:
        return amount(money_of(estimate)), _("nothing more than your agreement")
    note = {
        "package": _("of your package, %(amount)s") % {"amount": amount(money_of(estimate))},
        "coupons": amount(money_of(estimate)),
        "money": _plus_tax(document),
    }
    kinds = list(_kinds(estimate))
    if len(parts) == 1:
        return parts[0], note[kinds[0]]
    rest = {"rest": listed(parts[1:])}
    if kinds[0] == "package":
        return parts[0], _("of your package, and %(rest)s") % rest
    return parts[0], _("and %(rest)s") % rest


def _parts(estimate: Estimate) -> Iterator[str]:
    for kind in _kinds(estimate):
        match kind:
            case "package":
                yield long((estimate.package_seconds or 0) // 60)
            case "coupons":
                yield coupons(estimate.coupons)
            case _:
                yield amount(money_of(estimate))


def _kinds(estimate: Estimate) -> Iterator[str]:
    if estimate.package_seconds:
        yield "package"
    if estimate.coupons:
        yield "coupons"
    if estimate.amount_minor:
        yield "money"


def price_in_short(estimate: Estimate) -> str:
    """ "4 h 30 of the package", "€360.00": for a line of history or a list."""
    said = [
        _("%(time)s of the package") % {"time": part} if kind == "package" else part
        for kind, part in zip(_kinds(estimate), _parts(estimate), strict=True)
    ]
    return listed(said) or amount(money_of(estimate))


def money_of(estimate: Estimate) -> Money:
    """What it comes to in money."""
    return Money(estimate.amount_minor, estimate.currency or "EUR")


def _plus_tax(document: Document) -> str:
    return _("plus VAT") if str(document.header.prices or "net") == "net" else _("VAT included")


def room_words(room: Room) -> str:
    """ "3 h 10 of 4 h accepted are worked, 50 min are left."."""
    # Whole minutes that add up to what was accepted.
    worked = room.worked - room.worked % timedelta(minutes=1)
    values = {
        "worked": duration(worked),
        "accepted": duration(room.accepted),
        "left": duration(max(room.accepted - worked, timedelta())),
    }
    if room.is_used_up:
        return (
            _("%(worked)s are worked of %(accepted)s accepted: send a revision before going on.")
            % values
        )
    return _("%(worked)s are worked of %(accepted)s accepted; %(left)s are left.") % values


def room_look(room: Room) -> str:
    """`near` from the first share at which the desk is warned, `late` where the work has to stop."""
    if room.is_used_up:
        return "late"
    return "near" if room.share >= WARN_AT[0] else ""


def ready(estimate: Estimate, today: date) -> str:
    """ "Fri 27 Nov"; nothing where no day is named."""
    return full_date(estimate.expected_on, today, SHORT) if estimate.expected_on else ""


def valid_through(day: date, today: date, zone: ZoneInfo) -> str:
    """ "Wednesday 23 December, 24:00 in Rome"."""
    values = {"day": full_date(day, today, LONG), "place": place(zone)}
    return _("%(day)s, 24:00 in %(place)s") % values


def terms_of(
    estimate: Estimate, document: Document, *, today: date, zone: ZoneInfo, before: int | None
) -> Iterator[str]:
    """What is accepted; `before` is the revision that is accepted already."""
    yield {
        Effect.CAP: _(
            "The amount is a cap. If less time is needed, you pay less; if more is needed, we stop "
            "and send another estimate, and you decide again."
        ),
        Effect.FIXED: _("The price is fixed: you pay it however long the work takes."),
        Effect.INDICATIVE: _(
            "The amount is an indication: you pay the time that is worked. Before it becomes more, "
            "we send another estimate, and you decide again."
        ),
    }[effect_of(estimate, document)]
    if before is not None:
        yield _("Until you decide, estimate %(number)s, which you accepted, stays as it is.") % {
            "number": before
        }
    elif estimate.revision and estimate.ticket.type in map(str, document.estimates.required_for):
        yield _("No chargeable work has been done or will be done before you accept.")
    if estimate.valid_through is not None:
        when = {"when": valid_through(estimate.valid_through, today, zone)}
        yield _("Valid through %(when)s. After that, ask us to renew it.") % when
    if estimate.version is not None:
        title = estimate.version.title(_language())
        values = {"title": title, "number": estimate.version.number}
        yield _("Terms: %(title)s, version %(number)s.") % values


def _language() -> str:
    return (get_language() or "en")[:2]
