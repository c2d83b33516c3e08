"""What the page asks once a minute: times that pass, and how many requests changed."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.apps.tickets.queue.changes import changes_since
from puntuale.apps.tickets.queue.filters import UnknownFilter
from puntuale.apps.tickets.queue.pages import PAGE
from puntuale.apps.tickets.queue.rows import Shown, filled, rows_for
from puntuale.apps.tickets.queue.standings import board_for, versions_in_force
from puntuale.interfaces.desk.queue.chosen import Chosen
from puntuale.interfaces.desk.queue.row import Scribe
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.words.viewpoint import Viewpoint

# A page left open for longer is told so only once it is shown again.
LONGEST = timedelta(days=7)


def changes_url(chosen: Chosen, tickets: Iterable[Shown], now: datetime) -> str:
    """Where the page that shows `tickets` asks what has become of them."""
    asked = {
        **chosen.filters,
        "since": now.isoformat(),
        "shown": ".".join(str(ticket.number) for ticket in tickets),
    }
    return f"{reverse('desk:changes')}?{urlencode(asked)}"


@require_safe
@needs(Ability.GIVE_SUPPORT)
@conditional_page
def changes(request: StaffRequest) -> HttpResponse:
    """Time left and the line of now for the rows that are shown; rows stay where they are."""
    now, language = timezone.now(), get_language() or "en"
    view = Viewpoint(now, ZoneInfo(request.user.time_zone))
    chosen = Chosen.read(request.GET.dict())
    shown = _numbers(request.GET.get("shown", ""))
    visible = tickets_visible_to(request.user).filter(number__in=shown)
    tickets = filled(
        rows_for(request.user)(list(visible.values_list("id", flat=True))), request.user
    )
    board = board_for(tickets, versions_in_force(request.user), now=now)
    scribe = Scribe(board, view, language, "")
    context = {
        "rows": [scribe.row_of(ticket) for ticket in tickets],
        "count": _count(request, chosen, shown, now),
        "here": reverse("desk:queue") + chosen.query(),
    }
    response = render(request, "desk/queue/_changes.html", context)
    response["Cache-Control"] = "private, no-cache"
    return response


def _count(request: StaffRequest, chosen: Chosen, shown: Collection[int], now: datetime) -> int:
    try:
        since = datetime.fromisoformat(request.GET.get("since", ""))
        since = max(since, now - LONGEST)
        return changes_since(since, chosen.filters, shown, reader=request.user, now=now)
    except (ValueError, TypeError, UnknownFilter):
        return 0


def _numbers(text: str) -> list[int]:
    numbers = (part for part in text.split(".")[:PAGE] if part.isascii() and part.isdecimal())
    return [int(number[:15]) for number in numbers]
