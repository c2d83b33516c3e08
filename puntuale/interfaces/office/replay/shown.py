"""The sums of a replay as bars side by side and as a table, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.replay.compared import Compared, Sums
from puntuale.core.agreements.replay.totals import Totals
from puntuale.core.agreements.replay.words import Missing
from puntuale.core.agreements.terms.terms import Slot
from puntuale.core.working_time.instants import MICROSECOND
from puntuale.ui.words.durations import MINUTE, duration
from puntuale.ui.words.metrics import METRICS


@dataclass(frozen=True, slots=True)
class Row:
    """One figure on both sides; the widths are per cent of the longer bar."""

    label: str
    before: str
    after: str
    before_width: float
    after_width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one promise on both sides, for the table."""

    promise: str
    figure: str
    before: str
    after: str


def sentence(compared: Compared) -> str:
    """What has become better or worse, in one sentence."""
    more = _binding(compared.after).late - _binding(compared.before).late
    if more > 0:
        return ngettext(
            "%(count)s more promise would have been late.",
            "%(count)s more promises would have been late.",
            more,
        ) % {"count": number_format(more, force_grouping=True)}
    if more < 0:
        return ngettext(
            "%(count)s promise fewer would have been late.",
            "%(count)s promises fewer would have been late.",
            -more,
        ) % {"count": number_format(-more, force_grouping=True)}
    return _("As many promises would have been late as were.")


def rows(compared: Compared) -> list[Row]:
    """The figures that matter to a signature; those that are nothing on both sides are left out."""
    before, after = _all(compared.before), _all(compared.after)
    one, other = _binding(compared.before), _binding(compared.after)
    aims = _aims(compared.before), _aims(compared.after)
    found = [
        _counted(_("Promises kept"), one.kept, other.kept),
        _counted(_("Promises late"), one.late, other.late),
        _counted(_("Promises still open"), one.open, other.open),
        _counted(_("Aims missed"), aims[0].late, aims[1].late),
        _counted(_("Stood still out of hours"), before.still, after.still),
        _lasting(_("Waiting out of hours"), before.idle, after.idle),
        _lasting(_("Waiting for somebody else"), before.paused, after.paused),
        _lasting(_("Counted until done"), before.worked, after.worked),
        *_middles(compared),
    ]
    return [row for row in found if row is not None]


def lines(compared: Compared) -> Iterator[Line]:
    """Every figure of every promise, for the table."""
    for slot in dict.fromkeys((*compared.before, *compared.after)):
        one = compared.before.get(slot, Totals())
        other = compared.after.get(slot, Totals())
        for label, name in (
            (_("kept"), "kept"),
            (_("late"), "late"),
            (_("still open"), "open"),
            (_("cancelled"), "cancelled"),
        ):
            yield Line(_name(slot), label, *(_number(getattr(t, name)) for t in (one, other)))
        for label, name in (
            (_("counted until done"), "worked"),
            (_("waiting for somebody else"), "paused"),
            (_("waiting out of hours"), "idle"),
        ):
            yield Line(_name(slot), label, *(_time(getattr(t, name)) for t in (one, other)))


def missing_words(missing: dict[Missing, int]) -> list[str]:
    """Which requests were left out, by the word that is lacking."""
    return [_lacking(word, times) for word, times in missing.items()]


def _lacking(word: Missing, times: int) -> str:
    values = {"count": number_format(times, force_grouping=True), "word": word.word}
    if word.kind == "type":
        return (
            ngettext(
                "%(count)s request of type %(word)s: the document has no such type.",
                "%(count)s requests of type %(word)s: the document has no such type.",
                times,
            )
            % values
        )
    if word.kind == "severity":
        return (
            ngettext(
                "%(count)s request of severity %(word)s: the document has no such severity.",
                "%(count)s requests of severity %(word)s: the document has no such severity.",
                times,
            )
            % values
        )
    return (
        ngettext(
            "%(count)s request at level %(word)s: the document has no such level.",
            "%(count)s requests at level %(word)s: the document has no such level.",
            times,
        )
        % values
    )


def _middles(compared: Compared) -> Iterator[Row | None]:
    for metric in Metric:
        one, other = (
            side.get((metric, True), Totals()).middle for side in (compared.before, compared.after)
        )
        if one is not None or other is not None:
            label = _("%(deed)s, middle") % {"deed": METRICS[metric.value].name}
            yield _row(label, one or 0, other or 0, _minutes(one), _minutes(other))


def _counted(label: str, one: int, other: int) -> Row | None:
    return _row(label, one, other, _number(one), _number(other))


def _lasting(label: str, one: int, other: int) -> Row | None:
    return _row(label, one, other, _time(one), _time(other))


def _row(label: str, one: int, other: int, before: str, after: str) -> Row | None:
    longest = max(one, other)
    if not longest:
        return None
    return Row(label, before, after, round(100 * one / longest, 1), round(100 * other / longest, 1))


def _name(slot: Slot) -> str:
    metric, binding = slot
    name = str(METRICS[metric.value].name)
    return name if binding else _("%(deed)s, aim") % {"deed": name}


def _binding(sums: Sums) -> Totals:
    return _sum(totals for (_metric, binding), totals in sums.items() if binding)


def _aims(sums: Sums) -> Totals:
    return _sum(totals for (_metric, binding), totals in sums.items() if not binding)


def _all(sums: Sums) -> Totals:
    return _sum(iter(sums.values()))


def _sum(some: Iterator[Totals]) -> Totals:
    total = Totals()
    for each in some:
        total.add(each)
    return total


def _number(count: int) -> str:
    return str(number_format(count, force_grouping=True))


def _time(microseconds: int) -> str:
    return duration(MICROSECOND * microseconds)


def _minutes(minutes: int | None) -> str:
    return "–" if minutes is None else duration(timedelta() + MINUTE * minutes)
