"""What was looked for, and the requests it stands in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.catalogue.models import Licence
from puntuale.apps.catalogue.queries import licence_numbered
from puntuale.apps.partners.queries import licences_visible_to
from puntuale.apps.tickets.models import Message
from puntuale.apps.tickets.queries import is_readable_by
from puntuale.apps.tickets.queue.rows import Shown, filled, rows_for
from puntuale.apps.tickets.queue.standings import board_for, versions_in_force
from puntuale.apps.tickets.search.finding import ticket_numbered, tickets_found_by
from puntuale.apps.tickets.search.lines import matching_line, pieces
from puntuale.apps.tickets.search.wanted import Wanted, wanted
from puntuale.interfaces.desk.queue.row import Scribe
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.parts import QueueRow
from puntuale.ui.words.viewpoint import Viewpoint

PAGE = 20
LONGEST_QUERY = 200
# Looked through for the line to show; the index has looked through all of it.
MOST_MESSAGES = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A request with the line in which the words stand, in pieces of which some are marked."""

    row: QueueRow
    line: Sequence[tuple[str, bool]]


@require_safe
@needs(Ability.GIVE_SUPPORT)
def index(request: StaffRequest) -> HttpResponse:
    """Requests with all the words, the newest first; a number goes straight to its request.

    Over them the licence whose serial number was typed.
    """
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    named = ticket_numbered(query, request.user)
    if named is not None:
        return redirect(f"{reverse('desk:queue')}tickets/{named.number}/")
    looked_for = wanted(query)
    before = _key(request.GET.get("before", ""))
    found = tickets_found_by(request.user, looked_for, most=PAGE + 1, before=before)
    shown = filled(rows_for(request.user)(found[:PAGE]), request.user)
    context = {
        "query": query,
        "is_empty": not looked_for,
        "found": _found(request.user, shown, looked_for),
        "before": shown[-1].id if len(found) > PAGE else None,
        "is_first": "before" not in request.GET,
        "licence": _licence(request.user, query),
    }
    return render(request, "desk/search/index.html", context)


def _licence(reader: User, query: str) -> Licence | None:
    # A serial number has figures, and most of what is looked for has none.
    if not any(map(str.isdigit, query)):
        return None
    return licence_numbered(query, licences_visible_to(reader))


def _found(reader: User, tickets: Sequence[Shown], looked_for: Wanted) -> list[Found]:
    if not tickets:
        return []
    now, language = timezone.now(), get_language() or "en"
    board = board_for(tickets, versions_in_force(reader), now=now)
    view = Viewpoint(now, ZoneInfo(reader.time_zone))
    scribe = Scribe(board, view, language, f"{reverse('desk:queue')}tickets/")
    texts = _texts(tickets, reader)
    return [
        Found(
            scribe.row_of(ticket),
            pieces(matching_line(texts[ticket.id], looked_for), looked_for),
        )
        for ticket in tickets
    ]


def _texts(tickets: Sequence[Shown], reader: User) -> dict[int, list[str]]:
    texts: dict[int, list[str]] = defaultdict(list)
    shown = [ticket.id for ticket in tickets]
    said = Message.objects.filter(is_readable_by(reader), ticket__in=shown).order_by("id")
    for ticket_id, text in said.values_list("ticket_id", "text")[:MOST_MESSAGES]:
        texts[ticket_id].append(text)
    return texts


def _key(text: str) -> int | None:
    return int(text[:18]) if text.isascii() and text.isdecimal() else None
