"""What decided, in sentences: the facts of a derivation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from puntuale.core.agreements.clocks.steps import Fact
from puntuale.ui.words.dates import LONG, full_date
from puntuale.ui.words.moments import short
from puntuale.ui.words.quantities import within
from puntuale.ui.words.viewpoint import Viewpoint

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who the facts are told to: the viewpoint, and what people call the agreement's codes."""

    view: Viewpoint
    names: Names

    def name(self, code: object) -> str:
        """What people call it; the code itself where it has no name."""
        return self.names.get(str(code), str(code))

    def when(self, at: object) -> str:
        """The hour of an instant, with its day."""
        assert isinstance(at, datetime)
        return short(at, self.view)

    def day(self, on: object) -> str:
        """A date, in full."""
        assert isinstance(on, date)
        return full_date(on, self.view.today, LONG)


def sentences(facts: Sequence[Fact], reader: Reader) -> Iterator[str]:
    """A sentence for each fact that the drawing and its steps do not show already."""
    for fact in facts:
        say = SENTENCES.get(fact.code)
        if say is not None:
            yield say(fact, reader)


def _not_classified(fact: Fact, reader: Reader) -> str:
    classes = [fact["type"], fact["severity"], fact["level"]]
    named = ", ".join(reader.name(code) for code in classes if code)
    return _("Not classified yet; until then it counts as %(class)s.") % {"class": named}


def _target(fact: Fact, reader: Reader) -> str:
    values = {
        "within": within(str(fact["within"])),
        "table": reader.name(fact["table"]),
        "row": fact["row"],
        "severity": reader.name(fact["severity"]),
    }
    if fact["severity"]:
        return _("%(within)s for %(severity)s: “%(table)s”, row %(row)s of the agreement.") % values
    return _("%(within)s: “%(table)s”, row %(row)s of the agreement.") % values


def _reclassified(fact: Fact, reader: Reader) -> str:
    values = {
        "when": reader.when(fact["at"]),
        "class": ", ".join(
            reader.name(fact[kind]) for kind in ("type", "severity", "level") if fact[kind]
        ),
        "effect": _effect(str(fact["effect"])),
    }
    if fact["cause"] == "correction":
        return _("%(when)s: it is %(class)s, the first assessment was wrong; %(effect)s.") % values
    return _("%(when)s: it became %(class)s; %(effect)s.") % values


def _effect(effect: str) -> str:
    effects = {
        "judged_again": pgettext("effect", "everything counts from the beginning"),
        "stricter": pgettext("effect", "the new time counts from then, and nothing gets later"),
        "looser": pgettext("effect", "the new time counts from the beginning"),
        "same_row": pgettext("effect", "the promise stays the same"),
        "replaced": pgettext("effect", "another promise takes its place"),
        "gained": pgettext("effect", "the promise was added"),
        "dropped": pgettext("effect", "the promise was taken away"),
        "already_kept": pgettext("effect", "the promise had been kept already"),
        "already_breached": pgettext("effect", "the promise was late already"),
    }
    return effects.get(effect, effect)


def _ends_of_days(fact: Fact, reader: Reader) -> str:
    days = fact["days"]
    assert isinstance(days, int)
    sentence = ngettext(
        "It lasts to the end of the next working day after %(day)s.",
        "It lasts to the end of the %(count)s working days after %(day)s.",
        days,
    )
    return sentence % {"count": days, "day": reader.day(fact["notified_on"])}


def _closure_not_known(fact: Fact, reader: Reader) -> str:
    values = {
        "closure": reader.name(fact["closure"]),
        "first": reader.day(fact["first"]),
        "last": reader.day(fact["last"]),
    }
    return (
        _(
            "“%(closure)s” (%(first)s – %(last)s) does not count: it was announced after the"
            " request came."
        )
        % values
    )


def _waits_for(fact: Fact, _reader: Reader) -> str:
    if fact["what"] == "from_estimate":
        return _("It waits for the date that the estimate will name.")
    return _("It waits for the date that we will name.")


def _no_deadline(_fact: Fact, _reader: Reader) -> str:
    return _("No date: so many open hours do not come.")


def _cancelled(fact: Fact, reader: Reader) -> str:
    return _("%(when)s: nothing is promised any more.") % {"when": reader.when(fact["at"])}


SENTENCES: Mapping[str, Callable[[Fact, Reader], str]] = {
    "not_classified": _not_classified,
    "target": _target,
    "reclassified": _reclassified,
    "ends_of_days": _ends_of_days,
    "closure_not_known": _closure_not_known,
    "waits_for": _waits_for,
    "no_deadline": _no_deadline,
    "cancelled": _cancelled,
}
