"""The drawing as markup: hours across, one line per day, places in per cent of the hours shown.

Written without the template engine, which took four times as long as everything else it shows.
"""

from collections.abc import Iterator
from html import escape

from django.utils.safestring import SafeString

from puntuale.ui.why.drawing import Bar, Drawing, Flag, Hour, Line
from puntuale.ui.why.folding import Fold
from puntuale.ui.why.values import Sign

CLOSED = '<rect width="100%" height="100%" fill="url(#hatch-closed)"/>'
# Flags of what is or was stand above those of what is expected.
ABOVE = frozenset({Sign.NOW, Sign.DONE})


def ruler_html(drawing: Drawing) -> SafeString:
    """The figures of the hours, then a line for each day or fold."""
    hours = "".join(map(_hour, drawing.hours))
    lines = "".join(map(_line, drawing.lines))
    return SafeString(
        f'<div class="ruler__hours"><span></span><svg class="ruler__scale">{hours}</svg></div>{lines}'
    )


def _hour(hour: Hour) -> str:
    minor = " ruler__hour--minor" if hour.minor else ""
    return f'<text class="ruler__hour{minor}" x="{hour.x}%" y="12">{escape(hour.label)}</text>'


def _line(line: Line | Fold) -> str:
    if isinstance(line, Fold):
        return f'<div class="ruler__fold"><span>{escape(line.text)}</span></div>'
    parts = [*map(_bar, line.bars), *_words(line), *map(_flag, line.flags)]
    label = f"{escape(line.label)}<small>{escape(line.note)}</small>"
    return (
        f'<div class="ruler__day"><p class="ruler__label">{label}</p>'
        f'<svg class="ruler__track">{CLOSED}{"".join(parts)}</svg></div>'
    )


def _bar(bar: Bar) -> str:
    fill = f' fill="url(#{bar.pattern})"' if bar.pattern else ""
    place = f'x="{bar.x}%" width="{bar.width}%"'
    return f'<rect class="ruler__span ruler__span--{bar.look}" {place}{fill}/>'


def _words(line: Line) -> Iterator[str]:
    """After every bar, so that none lies over another's words."""
    for bar in line.bars:
        if bar.words:
            look = f'class="ruler__words ruler__words--{bar.look}"'
            yield f'<text {look} x="{bar.middle}%" y="50%">{escape(bar.words)}</text>'


def _flag(flag: Flag) -> str:
    lead = f"<i>{escape(flag.lead)} </i>" if flag.lead else ""
    signs = ("edge-now", "now") if flag.sign == Sign.NOW else (f"edge-{flag.sign}",)
    y = "-20%" if flag.sign in ABOVE else "22%"
    return (
        f"{''.join(_mark(sign, flag.x) for sign in signs)}"
        f'<foreignObject class="ruler__flag ruler__flag--{flag.side} ruler__flag--{flag.sign}"'
        f' x="{flag.box_x}%" width="100%" y="{y}" height="20">'
        f"<span>{lead}{escape(flag.text)}</span></foreignObject>"
    )


def _mark(sign: str, x: float) -> str:
    place = f'x1="{x}%" x2="{x}%" y1="-10%" y2="110%"'
    return f'<line class="ruler__mark ruler__mark--{sign}" {place}/>'
