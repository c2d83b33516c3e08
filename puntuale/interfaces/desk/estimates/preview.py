"""What an offer costs and how the customer will read it, while it is made."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from puntuale.apps.estimates.actions.drafting import Offer, Priced, fill, next_revision, priced
from puntuale.apps.estimates.actions.sending import price_seen
from puntuale.apps.estimates.errors import NothingToPrice, TooMuch
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.pricing import Rules, means_of, price_of
from puntuale.apps.estimates.queries import revision_accepted
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.models import Ticket
from puntuale.ui.estimates import OfferShown, offer_shown
from puntuale.ui.words.charges import amount as money_of
from puntuale.ui.words.durations import duration
from puntuale.ui.words.estimates import effort_note


@dataclass(frozen=True, slots=True)
class Preview:
    """The price as the agreement makes it now, and what the customer will read in their language."""

    offer: OfferShown | None
    trouble: str = ""
    priced: OfferShown | None = None
    package: str = ""
    without_package: str = ""
    notes: tuple[str, ...] = ()
    seen: str = ""
    names_price: bool = True


def preview_of(
    ticket: Ticket, rules: Rules, draft: Estimate | None, offer: Offer, *, at: datetime
) -> Preview:
    """What `offer` comes to and how it reads, or what is missing for that."""
    if not any(offer.bands.values()):
        return Preview(None, _("Say how long it will take, and the price stands here."))
    try:
        found = priced(ticket, rules, offer, at=at)
    except TooMuch as refusal:
        return Preview(None, str(refusal))
    if found.quoted.refused:
        return Preview(None, said(NothingToPrice(found.quoted.refused)))
    shown = Estimate(ticket=ticket, revision=draft.revision if draft else next_revision(ticket))
    fill(shown, offer, found, rules)
    if shown.valid_through is None:
        shown.valid_through = rules.effort.last_day(at, rules.zone)
    before = revision_accepted(ticket)
    with override(ticket.language):
        as_read = offer_shown(shown, at=at, before=before)
    return Preview(
        offer=as_read,
        priced=offer_shown(shown, at=at, before=before),
        package=_package_words(ticket, found),
        without_package=_without_package(ticket, rules, found, at=at),
        notes=tuple(_notes(rules, offer, found)),
        seen=price_seen(shown),
        names_price=found.quoted.amount is not None,
    )


def _notes(rules: Rules, offer: Offer, found: Priced) -> list[str]:
    """What was made of what was typed, and whether it is much."""
    notes = []
    typed = {band: minutes for band, minutes in offer.bands.items() if minutes}
    if typed != dict(found.bands):
        notes.append(
            _("Offered in the agreement’s steps: %(effort)s.")
            % {"effort": effort_note(found.bands) or _time(found.minutes)}
        )
    if rules.effort.is_much(found.minutes):
        notes.append(_("This is near the most that is estimated. Consider a dedicated agreement."))
    return notes


def _package_words(ticket: Ticket, found: Priced) -> str:
    """What the packages hold, and what this takes of it."""
    drawn = found.quoted.package_seconds
    if drawn is None:
        return ""
    held = sum(lot.left for lot in means_of(ticket).packages)
    values = {
        "held": duration(timedelta(seconds=held)),
        "drawn": duration(timedelta(seconds=drawn)),
        "left": duration(timedelta(seconds=max(held - drawn, 0))),
    }
    return _("The package holds %(held)s; this takes at most %(drawn)s, %(left)s stay.") % values


def _without_package(ticket: Ticket, rules: Rules, found: Priced, *, at: datetime) -> str:
    if found.quoted.package_seconds is None:
        return ""
    plain = price_of(ticket, rules, found.bands, at=at, packages=False)
    if plain.amount is None:
        return ""
    return _("Without a package: %(amount)s.") % {"amount": money_of(plain.amount)}


def _time(minutes: int) -> str:
    return duration(timedelta(minutes=minutes))


def said(refusal: TicketRefusal) -> str:
    """Why it has no price or cannot be sent, and what to do about it."""
    if not isinstance(refusal, NothingToPrice):
        return str(refusal)
    known = {
        "not_classified": _("Set the type of the request first: the price depends on it."),
        "shortfall": _("The package has too little time left, and the agreement refuses more."),
        "terms_missing": _("The partner has not filled in the price yet."),
    }
    return known.get(refusal.reason) or str(refusal)
