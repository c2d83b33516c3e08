"""The parts that lists repeat by the dozen, written without the template engine.

A row of the queue is drawn fifty times a page. As a template with its partials it took half a
millisecond each time, as a string a twentieth of that (`python -m bench.pages`).
"""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from puntuale.ui.budget import Bar, bars
from puntuale.ui.parts import Due, Part, QueueRow


def initials_of(name: str) -> str:
    """The first letters of the first and the last word: "Elena Riva" is ER."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def classes(name: str, look: str) -> str:
    """A component's class, and the one of its variant."""
    return escape(f"{name} {name}--{look}" if look else name)


def plate_html(text: str, look: str = "") -> SafeString:
    """The class of a request or the state of a document. No text, no plate."""
    if not text:
        return SafeString()
    return SafeString(f'<span class="{classes("plate", look)}">{escape(text)}</span>')


def state_html(look: str, text: str) -> SafeString:
    """The word for a clock; the mark before it comes from its look."""
    return SafeString(f'<span class="{classes("state", look)}">{escape(text)}</span>')


def icon_html(name: str) -> SafeString:
    """A drawing beside its word, never instead of it."""
    return SafeString(
        f'<svg class="icon" aria-hidden="true"><use href="#i-{escape(name)}"></use></svg>'
    )


def person_html(name: str, short: str = "") -> SafeString:
    """Who; without a name, nobody."""
    look, mark, shown = ("", initials_of(name), short or name)
    if not name:
        look, mark, shown = ("none", "–", _("Nobody"))
    return SafeString(
        f'<span class="{classes("person", look)}">'
        f'<span class="person__mark" aria-hidden="true">{escape(mark)}</span>'
        f"<span>{escape(shown)}</span></span>"
    )


def due_html(due: Due) -> SafeString:
    """The hour, the largest thing of its row."""
    if due.at is None:
        return SafeString(f"<b>{escape(due.figure)}</b>")
    return SafeString(f'<time datetime="{due.at.isoformat()}">{escape(due.figure)}</time>')


def budget_html(parts: Sequence[Part], size: str = "") -> SafeString:
    """The bar of a promise, hidden from assistive technology: the text beside it is complete."""
    drawn = "".join(map(_bar, bars(parts)))
    return SafeString(
        f'<svg class="{classes("budget", size)}" aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def _bar(bar: Bar) -> str:
    if bar.kind == "none":
        line = 'x1="0" x2="100%" y1="100%" y2="100%"'
        return f'<line class="budget__part budget__part--none" {line}/>'
    fill = f' fill="url(#{bar.pattern})"' if bar.pattern else ""
    place = f'x="{bar.x}%" width="{bar.width}%"'
    return f'<rect class="budget__part budget__part--{escape(bar.kind)}" {place}{fill}/>'


def left_html(row: QueueRow, *, swaps: bool = False) -> SafeString:
    """What is left of a promise; `swaps` where it goes to its place in a page by its id."""
    swap = ' hx-swap-oob="true"' if swaps else ""
    return SafeString(
        f'<div class="queue-row__budget" id="left-{row.number}" data-look="{escape(row.look)}"{swap}>'
        f'<span class="queue-row__left">{state_html(row.state, row.left)}</span>'
        f"{budget_html(row.parts)}</div>"
    )


def row_html(row: QueueRow, *, has_cursor: bool = False) -> SafeString:
    """A request as a line of the queue; `has_cursor` where the keyboard stands on it."""
    return _row(row, "h3", _select(row), _why(row), " data-cursor" if has_cursor else "")


def found_row_html(row: QueueRow, line: Sequence[tuple[str, bool]]) -> SafeString:
    """A request that was looked for, with a line of it: pieces, each with whether it is marked."""
    told = "".join(f"<mark>{escape(text)}</mark>" if on else escape(text) for text, on in line)
    why = f'<p class="queue-row__why" lang="{escape(row.language)}">{told}</p>' if told else ""
    return _row(row, "h2", "<span></span>", why)


def _row(row: QueueRow, heading: str, select: str, why: str, cursor: str = "") -> SafeString:
    return SafeString(
        f'<li class="{classes("queue-row", row.look)}" id="ticket-{row.number}" data-row{cursor}>'
        f"{select}"
        f'<p class="queue-row__due">{due_html(row.due)}<small>{escape(row.due.tail)}</small></p>'
        f"{left_html(row)}"
        f'<div class="queue-row__body">{_subject(row, heading)}{_meta(row)}{why}</div>'
        f'<p class="queue-row__class">'
        f"<span>{plate_html(row.plate, row.plate_look)} {escape(row.class_name)}</span>"
        f"<span>{escape(row.class_note)}</span></p>"
        f'<p class="queue-row__tail">{person_html(row.person)}{_via(row)}</p>'
        "</li>"
    )


def _select(row: QueueRow) -> str:
    checked = " checked" if row.selected else ""
    label = _("Select %(number)s, %(subject)s") % {"number": row.number, "subject": row.subject}
    return (
        '<label class="queue-row__select">'
        f'<input type="checkbox" name="ticket" value="{row.number}"{checked}>'
        f'<span class="visually-hidden">{escape(label)}</span></label>'
    )


def _subject(row: QueueRow, heading: str) -> str:
    unread = escape(_("new"))
    new = f' <span class="queue-row__unread">{unread}</span>' if row.unread else ""
    spoken = f' lang="{escape(row.language)}"' if row.language else ""
    link = f'<a href="{escape(row.href)}"{spoken}>{escape(row.subject)}</a>'
    return f'<{heading} class="queue-row__subject">{link}{new}</{heading}>'


def _meta(row: QueueRow) -> str:
    plate = plate_html(row.plate, row.plate_look)
    small = f'<span class="queue-row__plate">{plate}</span> ' if plate else ""
    restricted = escape(_("restricted"))
    lock = f"{icon_html('lock')} {restricted} · " if row.restricted else ""
    return f'<p class="queue-row__meta">{small}{lock}{row.number} · {escape(row.meta)}</p>'


def _why(row: QueueRow) -> str:
    return f'<p class="queue-row__why">{escape(row.why)}</p>' if row.why else ""


def _via(row: QueueRow) -> str:
    channel = ""
    if row.channel:
        name = f'<span class="visually-hidden">{escape(row.channel_name)}, </span>'
        channel = icon_html(row.channel) + name
    return (
        f'<span class="queue-row__via">{channel}<span>{escape(row.language.upper())}</span></span>'
    )
