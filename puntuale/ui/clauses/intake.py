"""How requests come in: registration, channels, and what is made of a request at first."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.parts.intake import ACCEPT, REPLY_ONLY, ChannelRow
from puntuale.ui.clauses.naming import (
    all_plainly,
    channel_name,
    hours_name,
    is_open_always,
    level_name,
    plainly,
    severity_name,
    type_name,
)
from puntuale.ui.clauses.speech import Speech, Strong, join
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.words.lists import listed
from puntuale.ui.words.rights import right


def registration(speech: Speech) -> Iterator[Sentence]:
    """The keys `entitlement` and `registration`."""
    if speech.document.entitlement:
        rights = listed(map(right, speech.document.entitlement))
        yield speech.say(_("It asks for %(rights)s."), ("entitlement",), rights=rights)
    row, at = speech.document.registration, ("registration",)
    if row is None:
        return
    if row.requires:
        told = all_plainly(row.requires, _asked())
        yield speech.say(
            _("Whoever registers tells us: %(things)s."), (*at, "requires"), things=told
        )
    if row.unknown_serial is not None:
        yield speech.say(
            _("Whoever does not know the serial number writes %(value)s."),
            (*at, "serial_number"),
            value=row.unknown_serial,
        )
    if row.when:
        yield speech.say(_("Activating the product registers you."), (*at, "when"))
    if row.grants:
        rights = listed(map(right, row.grants))
        yield speech.say(_("Registering makes you %(rights)s."), (*at, "grants"), rights=rights)


def channels(speech: Speech) -> Iterator[Sentence]:
    """The key `channels`."""
    for name, row in (speech.document.channels or {}).items():
        yield _channel(speech, name, row)


def _channel(speech: Speech, name: str, row: ChannelRow) -> Sentence:
    at: Path = ("channels", name)
    if row.rule == REPLY_ONLY:
        sentence = _("%(channel)s: only for answers to requests that are open.")
    elif row.rule != ACCEPT:
        sentence = _("%(channel)s: no requests are taken.")
    elif row.calendar and is_open_always(speech, row.calendar):
        sentence = _("%(channel)s: requests are taken around the clock (“%(hours)s”).")
    elif row.calendar:
        sentence = _("%(channel)s: requests are taken in the hours “%(hours)s”.")
    else:
        sentence = _("%(channel)s: requests are taken at any time.")
    said = speech.say(
        sentence, at, channel=Strong(channel_name(name)), hours=hours_name(row.calendar or "")
    )
    return join(said, _purpose(speech, at, row.purpose) if row.purpose else None)


def _purpose(speech: Speech, at: Path, purpose: str) -> Sentence:
    if purpose == "fallback_when_email_impossible":
        return speech.say(_("It is for when email is impossible."), at)
    return speech.say(_("It is for: %(purpose)s."), at, purpose=plainly(purpose))


def triage(speech: Speech) -> Iterator[Sentence]:
    """The key `triage`."""
    row, at = speech.document.triage, ("triage",)
    first = row.until_classified
    if first is not None:
        named = [
            type_name(speech, first.type) if first.type else "",
            severity_name(speech, first.severity) if first.severity else "",
            level_name(speech, first.level) if first.level else "",
        ]
        yield speech.say(
            _("Until we have sorted a request, it counts as %(class)s."),
            (*at, "until_classified"),
            **{"class": Strong(listed(filter(None, named)))},
        )
    if row.accept_required:
        yield speech.say(
            _("Each request is accepted or refused by us, with a reason."), (*at, "accept")
        )
    if row.reject_reasons:
        known = {
            "technically_unfeasible": _("it is technically not feasible"),
            "out_of_scope": _("it lies outside what we serve"),
        }
        yield speech.say(
            _("Reasons to refuse one: %(reasons)s."),
            (*at, "reject_reasons"),
            reasons=all_plainly(row.reject_reasons, known),
        )
    yield from _severity(speech)


def _severity(speech: Speech) -> Iterator[Sentence]:
    row, at = speech.document.triage, ("triage",)
    if row.proposed_by == "customer":
        yield speech.say(_("You propose the severity."), (*at, "proposed_by"))
    elif row.proposed_by:
        yield speech.say(_("We propose the severity."), (*at, "proposed_by"))
    if row.severity_by == "customer":
        yield speech.say(_("The severity is yours to decide."), (*at, "severity_by"))
    elif row.severity_by:
        yield speech.say(_("The severity is ours to decide."), (*at, "severity_by"))


def _asked() -> dict[str, str]:
    return {
        "serial_number": _("serial number"),
        "company_name": _("company name"),
        "company_address": _("company address"),
        "country": _("country"),
        "contact_name": _("contact name"),
        "contact_email": _("email address"),
        "contact_phone": _("telephone number"),
    }
