"""The small parts every page is made of: {% load ui %}."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from puntuale.apps.tickets.models import Notice
from puntuale.ui import markup
from puntuale.ui.parts import Due, Part, QueueRow
from puntuale.ui.words.notices import told_by

register = template.Library()


@register.filter
def initials(person: object) -> str:
    """The first letters of the first and the last word: "Elena Riva" is ER."""
    return markup.initials_of(str(person))


@register.simple_tag
def plate(text: str, look: str = "") -> SafeString:
    """The class of a request or the state of a document. No text, no plate."""
    return markup.plate_html(text, look)


@register.simple_tag
def state(look: str, text: str) -> SafeString:
    """The word for a clock; the mark before it comes from its look."""
    return markup.state_html(look, text)


@register.simple_tag
def notice_told(notice: Notice) -> SafeString | str:
    """What a notice tells, with the mark of its look where it has one."""
    look, sentence = told_by(notice)
    return markup.state_html(look, sentence) if look else sentence


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside its word, never instead of it."""
    return markup.icon_html(name)


@register.simple_tag
def person(name: str = "", short: str = "") -> SafeString:
    """Who; without a name, nobody. `short` is what is written when it is not the name."""
    return markup.person_html(name, short)


@register.simple_tag
def due_figure(due: Due) -> SafeString:
    """The hour of a promise, or a dash."""
    return markup.due_html(due)


@register.simple_tag
def budget(parts: Sequence[Part], size: str = "") -> SafeString:
    """The bar of a promise; `size` is "tall" or nothing."""
    return markup.budget_html(parts, size)


@register.simple_tag
def queue_left(row: QueueRow, swaps: str = "") -> SafeString:
    """What is left of a promise; with "swaps" it goes to its place in a page by its id."""
    return markup.left_html(row, swaps=bool(swaps))


@register.simple_tag
def queue_row(row: QueueRow, cursor: int | None = None) -> SafeString:
    """A request as a line of the queue; `cursor` is the number of the row the keyboard is on."""
    return markup.row_html(row, has_cursor=row.number == cursor)


@register.simple_tag
def found_row(row: QueueRow, line: Sequence[tuple[str, bool]]) -> SafeString:
    """A request that was looked for, with a line of it in pieces, some of them marked."""
    return markup.found_row_html(row, line)
