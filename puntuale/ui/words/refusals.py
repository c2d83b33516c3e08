"""What cannot be done, why, and what can."""

from collections.abc import Callable, Mapping
from datetime import date, time

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.refusals import Refusal, Texts
from puntuale.ui.words.dates import LONG, date_of
from puntuale.ui.words.verdicts import in_language

PHONE, EMAIL = Ticket.Channel.PHONE, Ticket.Channel.EMAIL
ANOTHER = "not_covered_see_"


def because(refusal: Refusal) -> str:
    """Why, in sentences, and what is possible; the words of whoever refused come last."""
    sentence = _reason(refusal)
    said = refusal.said
    return f"{sentence} {said}" if said else sentence


def reason_name(code: str, title: Texts) -> str:
    """A reason as it stands in a list to choose from."""
    known = {
        "technically_unfeasible": pgettext("reason", "Technically unfeasible"),
        "out_of_scope": pgettext("reason", "Outside what the agreement covers"),
        "not_ours": pgettext("reason", "Not within our competence"),
        "not_covered": pgettext("reason", "Not covered by the agreement"),
    }
    if title:
        return in_language(title)
    return known.get(code) or code.replace("_", " ").capitalize()


def _reason(refusal: Refusal) -> str:
    if refusal.title:
        return f"{in_language(refusal.title)}."
    if refusal.code in BY_CHANNEL:
        return BY_CHANNEL[refusal.code](refusal)
    if refusal.code.startswith(ANOTHER) and refusal.kind and refusal.covered:
        return _covered_elsewhere(refusal)
    if refusal.code.startswith("not_covered"):
        return _not_covered(refusal)
    known = {
        "technically_unfeasible": _("It is technically unfeasible."),
        "out_of_scope": _("It lies outside what the agreement covers."),
        "not_ours": _("It is not within our competence."),
        "declined": _("The estimate was not accepted; nothing is charged."),
    }
    return known.get(refusal.code) or f"{refusal.code.replace('_', ' ').capitalize()}."


def _not_covered(refusal: Refusal) -> str:
    values = {"title": in_language(refusal.agreement), "kind": in_language(refusal.kind)}
    if not values["kind"]:
        return _("Not covered by %(title)s. Ask us what is possible.") % values
    return _("“%(kind)s” is not covered by %(title)s. Ask us what is possible.") % values


def _covered_elsewhere(refusal: Refusal) -> str:
    covers = ", ".join(_quoted(each) for each in refusal.covered)
    other = refusal.code.removeprefix(ANOTHER).replace("_", " ").title()
    return not_covered(in_language(refusal.agreement), covers, _quoted(refusal.kind), other)


def _quoted(texts: Texts) -> str:
    return pgettext("a name in a sentence", "“%(name)s”") % {"name": in_language(texts)}


def _refused_channel(refusal: Refusal) -> str:
    if refusal.channel == PHONE:
        return no_phone()
    if refusal.channel == EMAIL:
        return _("Your agreement takes no requests by mail. Open one on our page.")
    return _("Your agreement takes no requests this way. Write us a mail.")


def _reply_only(refusal: Refusal) -> str:
    if refusal.channel == EMAIL:
        return _(
            "By mail you can only answer to requests that are open. Open a new one on our page."
        )
    return _("This way you can only answer to requests that are open.")


def _closed_channel(refusal: Refusal) -> str:
    if refusal.channel == PHONE:
        sentence = _("By telephone we take requests only in office hours. Write us a mail.")
    elif refusal.channel == EMAIL:
        sentence = _("By mail we take requests only in office hours. Write again when we are open.")
    else:
        sentence = _("This way is open only in office hours. Write us a mail.")
    return f"{sentence} {purpose(refusal.purpose)}".strip()


BY_CHANNEL: Mapping[str, Callable[[Refusal], str]] = {
    "channel_refused": _refused_channel,
    "channel_not_listed": _refused_channel,
    "channel_reply_only": _reply_only,
    "channel_closed": _closed_channel,
}


def purpose(code: str) -> str:
    """What a channel is meant for, where its agreement restricts it."""
    if code == "fallback_when_email_impossible":
        return _("The telephone is for when you cannot write a mail.")
    return f"{code.replace('_', ' ').capitalize()}." if code else ""


def not_covered(agreement: str, covers: str, lacks: str, other: str = "") -> str:
    """ "Not covered by Gold: it covers malfunctions, not help with use. Platinum does."."""
    sentence = _("Not covered by %(agreement)s: it covers %(covers)s, not %(lacks)s.") % {
        "agreement": agreement,
        "covers": covers,
        "lacks": lacks,
    }
    return f"{sentence} " + _("%(agreement)s does.") % {"agreement": other} if other else sentence


def no_phone() -> str:
    """Where the agreement takes no requests by telephone."""
    return _("Requests cannot be opened by telephone. We can send you the form.")


def tried_to_call() -> str:
    """After the third call without an answer."""
    return _("We tried to call you three times.")


def hour_not_on_the_clock(wall: time, day: date, before: time, after: time) -> str:
    """The clock jumped over that hour; the hours beside the gap can be used."""
    return _(
        "The date is not on the clock: %(hour)s does not exist on %(day)s. Use %(before)s or"
        " %(after)s."
    ) % {
        "hour": f"{wall:%H:%M}",
        "day": date_of(day, day, LONG),
        "before": f"{before:%H:%M}",
        "after": f"{after:%H:%M}",
    }


def changed_meanwhile() -> str:
    """Two people saved the same thing."""
    return _("Not saved: someone else changed it. Look at the change and try again.")
