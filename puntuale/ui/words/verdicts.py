"""Covered or not, because: the stored decision about a request's agreement, in sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from puntuale.ui.parts import Reason
from puntuale.ui.words.rights import right


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer in one sentence, and every candidate with why it won or lost."""

    answer: str
    reasons: tuple[Reason, ...]


def verdict(trace: Mapping[str, Any]) -> Verdict:
    """What the entitlement stored with a request says; the winner's reasons first."""
    if not trace.get("agreement"):
        return Verdict(_not_covered(trace), tuple(_lost(trace)))
    values = {"title": in_language(trace["title"]), "number": trace["number"]}
    answer = _("Covered by %(title)s, version %(number)s") % values
    return Verdict(answer, (*_won(trace), *_lost(trace)))


def in_language(texts: Mapping[str, str]) -> str:
    """The text in the reader's language, else in English, else in any it has."""
    language = get_language() or "en"
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _not_covered(trace: Mapping[str, Any]) -> str:
    if trace.get("reason") == "nothing_applies":
        return _("Not covered: no agreement of this customer applies.")
    return _("Not covered: this customer has no agreement.")


def _won(trace: Mapping[str, Any]) -> Iterator[Reason]:
    winner = next(each for each in trace["candidates"] if each["why"] == "won")
    if winner["coverage"] == "standard":
        yield Reason(_("because it serves everybody whom no other agreement covers"))
        return
    yield Reason(_("because it was in force when the request came"))
    yield Reason(_("because the product lies in its scope"))


def _lost(trace: Mapping[str, Any]) -> Iterator[Reason]:
    for each in trace.get("candidates", ()):
        if each["why"] != "won":
            why = _why(each["why"], each.get("detail") or "")
            title = in_language(each["title"])
            yield Reason(
                _("not by %(title)s: %(why)s") % {"title": title, "why": why}, against=True
            )


def _why(code: str, detail: str) -> str:
    match code:
        case "not_started":
            return _("it had not begun when the request came")
        case "ended":
            return _("it had ended when the request came")
        case "suspended":
            return _("it was suspended when the request came")
        case "other_product":
            return _("it covers other products")
        case "other_deployment":
            return _("it is for installations of another kind")
        case "requirement_missing":
            return _("it asks for %(right)s") % {"right": right(detail)}
        case "lower_precedence":
            return _("also valid, but a more specific agreement comes first")
        case "started_earlier":
            return _("also valid, but a newer agreement of the same rank comes first")
        case _:
            return _("also valid, but a dedicated agreement comes first")
