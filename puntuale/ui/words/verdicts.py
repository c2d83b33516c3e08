"""Covered or not, because: the stored decision about a request's agreement, in sentences."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from puntuale.ui.parts import Reason
from puntuale.ui.words.dates import date_of, full_date
from puntuale.ui.words.rights import right


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer in one sentence, and every candidate with why it won or lost."""

    answer: str
    reasons: tuple[Reason, ...]


def verdict(trace: Mapping[str, Any]) -> Verdict:
    """What the entitlement stored with a request says; the winner's reasons first.

    What the agreement refuses stands before everything else.
    """
    if not trace.get("agreement"):
        return Verdict(_not_covered(trace), tuple(_lost(trace)))
    values = {"title": in_language(trace["title"]), "number": trace["number"]}
    if trace.get("refusal"):
        answer = _("Not taken on by %(title)s, version %(number)s") % values
    else:
        answer = _("Covered by %(title)s, version %(number)s") % values
    return Verdict(answer, (*_refused(trace), *_won(trace), *_lost(trace)))


def verdict_to_customer(trace: Mapping[str, Any]) -> str:
    """Under which agreement we work for the customer, and why under this one; nothing for none."""
    if not trace.get("agreement"):
        return ""
    title = {"title": in_language(trace["title"]), "number": trace["number"]}
    winner = _winner(trace)
    if winner["coverage"] == "standard":
        return (
            _("%(title)s, version %(number)s: it serves everybody whom no other agreement covers.")
            % title
        )
    if trace.get("product"):
        return _(
            "%(title)s, version %(number)s: it covers %(product)s, and was in force when you wrote."
        ) % (title | {"product": trace["product"]})
    return _("%(title)s, version %(number)s: it was in force when you wrote.") % title


def in_language(texts: Mapping[str, str]) -> str:
    """The text in the reader's language, else in English, else in any it has."""
    language = get_language() or "en"
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _not_covered(trace: Mapping[str, Any]) -> str:
    if trace.get("reason") == "nothing_applies":
        return _("Not covered: no agreement of this customer applies.")
    return _("Not covered: this customer has no agreement.")


def _refused(trace: Mapping[str, Any]) -> Iterator[Reason]:
    """The row of the agreement that does not take the request on; a channel has none."""
    if trace.get("refusal") and trace.get("row"):
        values = {"kind": in_language(trace["titled"]), "row": trace["row"]}
        yield Reason(_("because of “Charges”, row %(row)s: %(kind)s") % values, against=True)
    elif trace.get("refusal"):
        yield Reason(_("because of the way by which it came"), against=True)


def _won(trace: Mapping[str, Any]) -> Iterator[Reason]:
    winner = _winner(trace)
    if winner["coverage"] == "standard":
        yield Reason(_("because it serves everybody whom no other agreement covers"))
    else:
        yield Reason(_in_force(trace, winner))
        yield Reason(_in_scope(trace))
    if not trace.get("refusal"):
        yield from _purpose(trace)
    if trace.get("titled") and trace.get("row") and not trace.get("refusal"):
        values = {"kind": in_language(trace["titled"]), "row": trace["row"]}
        yield Reason(_("because “%(kind)s” is taken on: “Charges”, row %(row)s") % values)


def _purpose(trace: Mapping[str, Any]) -> Iterator[Reason]:
    if trace.get("purpose") == "fallback_when_email_impossible":
        yield Reason(_("because the telephone was open; it is for when a mail cannot be written"))


def _winner(trace: Mapping[str, Any]) -> Mapping[str, Any]:
    winner: Mapping[str, Any] = next(each for each in trace["candidates"] if each["why"] == "won")
    return winner


def _in_force(trace: Mapping[str, Any], winner: Mapping[str, Any]) -> str:
    """Where the dates were stored, they stand beside the instant that they are held against."""
    if not trace.get("as_of") or not winner.get("starts_on"):
        return _("because it was in force when the request came")
    came = datetime.fromisoformat(trace["as_of"]).astimezone(ZoneInfo(trace["zone"]))
    values = {
        "when": f"{full_date(came.date(), came.date())} {came:%H:%M}",
        "from": _day(winner["starts_on"]),
        "to": _day(winner["ends_on"]) if winner.get("ends_on") else "",
    }
    if values["to"]:
        return _("because it was in force on %(when)s (%(from)s – %(to)s)") % values
    return _("because it was in force on %(when)s (since %(from)s)") % values


def _day(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{date_of(day, day)} {day.year}"


def _in_scope(trace: Mapping[str, Any]) -> str:
    product = {"product": trace.get("product", "")}
    if trace.get("any_product"):
        return _("because it covers every product")
    if not product["product"]:
        return _("because no product is named that would lie outside its scope")
    places = {
        "cloud": _("because %(product)s is in its scope and runs in our cloud"),
        "subscription": _("because %(product)s is in its scope, by subscription"),
        "premises": _("because %(product)s is in its scope, on the customer’s premises"),
    }
    return (
        places.get(trace.get("deployment", ""), _("because %(product)s is in its scope")) % product
    )


def _lost(trace: Mapping[str, Any]) -> Iterator[Reason]:
    for each in trace.get("candidates", ()):
        if each["why"] != "won":
            why = _why(each)
            title = in_language(each["title"])
            yield Reason(
                _("not by %(title)s: %(why)s") % {"title": title, "why": why}, against=True
            )


def _why(fate: Mapping[str, Any]) -> str:
    match fate["why"]:
        case "not_started" if fate.get("starts_on"):
            return _("it begins on %(day)s") % {"day": _day(fate["starts_on"])}
        case "ended" if fate.get("ends_on"):
            return _("ended %(day)s") % {"day": _day(fate["ends_on"])}
        case "requirement_missing":
            return _("it asks for %(right)s") % {"right": right(fate.get("detail") or "")}
        case code:
            return (
                LOST[code]()
                if code in LOST
                else _("also valid, but a dedicated agreement comes first")
            )


LOST: Mapping[str, Callable[[], str]] = {
    "not_started": lambda: _("it had not begun when the request came"),
    "ended": lambda: _("it had ended when the request came"),
    "suspended": lambda: _("it was suspended when the request came"),
    "other_product": lambda: _("it covers other products"),
    "other_deployment": lambda: _("it is for installations of another kind"),
    "partner_not_reached": lambda: _("it is a partner’s, who was not reached"),
    "lower_precedence": lambda: _("also valid, but a more specific agreement comes first"),
    "started_earlier": lambda: _("also valid, but a newer agreement of the same rank comes first"),
}
