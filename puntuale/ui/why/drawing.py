"""The lines of the drawing: places in per cent of the hours shown, and the words that fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import pgettext

from puntuale.core.working_time.span import Span
from puntuale.ui.why.days import Day, days, hours_shown
from puntuale.ui.why.folding import Fold, folded
from puntuale.ui.why.lengths import length_told
from puntuale.ui.why.values import Explanation, Look, Mark, Sign
from puntuale.ui.words.dates import date_of, weekday
from puntuale.ui.words.durations import duration
from puntuale.ui.words.viewpoint import Viewpoint

PATTERNS = {Look.PAUSED: "hatch-paused", Look.HELD: "hatch-held"}
NARROW_TRACK = 290  # pixels of a line on a phone: words must fit there
CHARACTER = 6.6  # pixels of a figure at the size of the drawing
PADDING = 12  # pixels around a flag's words
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch on a line: its place and length in per cent, and words if they fit."""

    look: str
    x: float
    width: float
    words: str = ""

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return self.x + self.width / 2

    @property
    def pattern(self) -> str:
        """The id of the hatching that fills it, or empty."""
        return PATTERNS.get(Look(self.look), "") if self.look in set(Look) else ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark on a line; its words stand before it, after it or over it, in a box a line long."""

    sign: str
    x: float
    side: str
    box_x: float
    lead: str
    text: str

    def covers(self, place: float) -> bool:
        """Whether its words lie over what stands at that place. Some stand higher."""
        width = _share(self.text)
        left = self.x - width if self.side == "before" else self.x
        stands_higher = self.sign in {Sign.NOW, Sign.DONE}
        return not stands_higher and left - 5 < place < left + width + 5


@dataclass(frozen=True, slots=True)
class Line:
    """One day."""

    label: str
    note: str
    bars: Sequence[Bar]
    flags: Sequence[Flag]


@dataclass(frozen=True, slots=True)
class Hour:
    """One figure over the lines; a minor one is left out on a phone."""

    x: float
    label: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the ruler needs: hours, lines and folds from above, and the looks in use."""

    hours: Sequence[Hour]
    lines: Sequence[Line | Fold]
    looks: Sequence[str]


def draw(explanation: Explanation) -> Drawing:
    """The drawing of an explanation."""
    shown = days(explanation)
    lines = [
        part if isinstance(part, Fold) else _line(part, explanation.view)
        for part in folded(shown, explanation)
    ]
    looks = [look for look in Look if any(s.look is look for s in explanation.stretches)]
    return Drawing(_hours(*hours_shown(explanation)), lines, looks)


def _line(day: Day, view: Viewpoint) -> Line:
    flags = [_flag(mark, day.per_cent(mark.at)) for mark in _told_once(day.marks)]
    bars = [_uncovered(bar, flags) for bar in _stretches(day)]
    return Line(weekday(day.date), _note(day, view), [*_open(day), *bars], flags)


def _uncovered(bar: Bar, flags: Sequence[Flag]) -> Bar:
    return replace(bar, words="") if any(flag.covers(bar.middle) for flag in flags) else bar


def _note(day: Day, view: Viewpoint) -> str:
    note = date_of(day.date, view.today)
    if day.length == A_DAY:
        return note
    return f"{note}, {duration(day.length)}"


def _open(day: Day) -> Iterator[Bar]:
    for span in day.open:
        yield from _bar(day, span, "open")


def _stretches(day: Day) -> Iterator[Bar]:
    for stretch in day.stretches:
        words = _words(stretch.look, stretch.span)
        if stretch.look is not Look.PAUSED:
            yield from _bar(day, stretch.span, stretch.look, words)
            continue
        # A pause in a closed window costs nothing and gains nothing: it is not drawn there.
        for window in day.open:
            yield from _bar(day, stretch.span.overlap(window), stretch.look, words)


def _words(look: Look, span: Span) -> str:
    match look:
        case Look.PAUSED:
            return pgettext("time", "waiting")
        case Look.HELD:
            return pgettext("time", "held")
        case _:
            return duration(length_told(span))


def _bar(day: Day, span: Span, look: str, words: str = "") -> Iterator[Bar]:
    seen = span.overlap(day.shown)
    if not seen.length:
        return
    x, end = day.per_cent(seen.start), day.per_cent(seen.end)
    fits = _pixels(words) + 6 <= (end - x) / 100 * NARROW_TRACK
    yield Bar(look, x, round(end - x, 3), words if fits else "")


def _told_once(marks: Sequence[Mark]) -> list[Mark]:
    """Before anything is sent, its start is now: one flag says both."""
    now = {mark.at for mark in marks if mark.sign is Sign.NOW}
    return [mark for mark in marks if mark.sign is not Sign.START or mark.at not in now]


def _flag(mark: Mark, x: float) -> Flag:
    needed = _share(mark.text)
    match mark.sign:
        case Sign.NOW | Sign.DONE if needed / 2 < x < 100 - needed / 2:
            side, box_x = "over", x - 50
        case Sign.NOW | Sign.DONE | Sign.DUE if x + needed <= 100:
            side, box_x = "after", x
        case Sign.START if x < needed:
            side, box_x = "after", x
        case _:
            side, box_x = "before", x - 100
    return Flag(mark.sign, x, side, round(box_x, 3), mark.lead, mark.text)


def _hours(first: int, last: int) -> list[Hour]:
    step = 2 if last - first <= 14 else 4
    marks = range(first, last + 1, step)
    return [
        Hour(round(100 * (hour - first) / (last - first), 3), f"{hour:02}", bool(n % 2))
        for n, hour in enumerate(marks)
    ]


def _pixels(words: str) -> float:
    return len(words) * CHARACTER


def _share(words: str) -> float:
    """How much of a narrow line a flag with these words covers, in per cent."""
    return 100 * (_pixels(words) + PADDING) / NARROW_TRACK
