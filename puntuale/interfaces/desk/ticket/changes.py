"""What a change of class, customer or product would do, said before it is done."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.refusals import refusal_under
from puntuale.apps.tickets.supposing import Supposed
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.ui.readings import viewpoint
from puntuale.ui.words.metrics import METRICS
from puntuale.ui.words.moments import short
from puntuale.ui.words.refusals import because


def changes(ticket: Ticket, supposed: Supposed, reader: User) -> list[str]:
    """A line for the agreement, where it changes, for each promise that moves, and for the rest."""
    return [*_agreement(ticket, supposed), *_promises(supposed, reader), *_rest(supposed)]


def _agreement(ticket: Ticket, supposed: Supposed) -> Iterator[str]:
    before, after = _title(ticket), _title(supposed.ticket)
    if ticket.version_id != supposed.ticket.version_id:
        yield _("Agreement: %(before)s → %(after)s") % {"before": before, "after": after}
    if supposed.refusal:
        refusal = refusal_under(
            supposed.ticket.version,
            supposed.refusal,
            channel=ticket.channel,
            type=supposed.ticket.type,
        )
        yield _("The agreement would not take it on: %(why)s") % {"why": because(refusal)}


def _title(ticket: Ticket) -> str:
    if ticket.version is None:
        return _("none")
    values = {
        "title": ticket.version.title(get_language() or "en"),
        "number": ticket.version.number,
    }
    return _("%(title)s, version %(number)s") % values


def _promises(supposed: Supposed, reader: User) -> Iterator[str]:
    before = {(each.metric, each.binding): each for each in supposed.before}
    after = {(each.metric, each.binding): each for each in supposed.after}
    for slot in {**before, **after}:
        was, will = _when(before.get(slot), reader), _when(after.get(slot), reader)
        if was != will:
            name = METRICS[slot[0].value].name
            yield _("%(promise)s: %(before)s → %(after)s") % {
                "promise": name,
                "before": was,
                "after": will,
            }


def _when(reading: Reading | None, reader: User) -> str:
    if reading is None or reading.state == "cancelled":
        return _("nothing promised")
    if reading.due_at is None:
        return _("no date yet")
    return short(reading.due_at, viewpoint(reading, ZoneInfo(reader.time_zone)))


def _rest(supposed: Supposed) -> Iterator[str]:
    if supposed.unknown:
        yield ngettext(
            "The agreement does not know %(words)s: it has to be classified again.",
            "The agreement does not know %(words)s: they have to be classified again.",
            len(supposed.unknown),
        ) % {"words": ", ".join(supposed.unknown)}
