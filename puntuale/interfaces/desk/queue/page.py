"""The queue: what falls due next, first."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.queue.filters import tickets_in
from puntuale.apps.tickets.queue.pages import Page, page_by_due, page_by_number
from puntuale.apps.tickets.queue.rows import Shown, filled, rows_for
from puntuale.apps.tickets.queue.standings import board_for, versions_in_force
from puntuale.interfaces.desk.queue.changes import changes_url
from puntuale.interfaces.desk.queue.chosen import Chosen
from puntuale.interfaces.desk.queue.emptiness import emptiness
from puntuale.interfaces.desk.queue.groups import sheet_of
from puntuale.interfaces.desk.queue.options import filters_for
from puntuale.interfaces.desk.queue.row import Scribe
from puntuale.interfaces.desk.queue.side import side_for, timetables
from puntuale.interfaces.desk.queue.undoing import offered
from puntuale.interfaces.desk.vulnerabilities.panel import authority_lines
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.words.viewpoint import Viewpoint, place


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """The queue; a customer who strays here is led to their own requests, billing to the orders."""
    if request.user.is_staff and not request.user.can(Ability.GIVE_SUPPORT):
        return redirect("office:orders")
    return _index(request) if request.user.is_staff else redirect("portal:home")


@needs(Ability.GIVE_SUPPORT)
def _index(request: StaffRequest) -> HttpResponse:
    chosen = Chosen.read(request.GET.dict())
    return answer(request, chosen)


def answer(request: StaffRequest, chosen: Chosen) -> HttpResponse:
    """The whole page, or the part that htmx puts in its place."""
    context = {**queue_context(request, chosen), "status": offered(request)}
    swaps = request.htmx and not request.htmx.history_restore_request
    template = "desk/queue/_swap.html" if swaps else "desk/queue/index.html"
    response = render(request, template, context)
    if swaps:
        response["HX-Push-Url"] = context["url"] + context["here"]
    # The same address answers with a part or with the whole.
    patch_vary_headers(response, ["HX-Request"])
    return response


def queue_context(request: StaffRequest, asked: Chosen) -> dict[str, Any]:
    """All that the queue's templates show, in twelve queries at most."""
    now, language = timezone.now(), get_language() or "en"
    view, url = Viewpoint(now, ZoneInfo(request.user.time_zone)), reverse("desk:queue")
    active = list(versions_in_force(request.user))
    filters, vendor = filters_for(asked.filters, active, language, reader=request.user)
    unknown = [each for each in filters if not each.is_known]
    chosen = asked.without(*(each.name for each in unknown)) if unknown else asked
    page = _page(request.user, chosen, view)
    board = board_for(page.rows, active, now=now)
    scribe = Scribe(board, view, language, f"{url}tickets/")
    lines = [(ticket, scribe.row_of(ticket)) for ticket in page.rows]
    side = side_for(request.user, chosen, url, now=now)
    is_last = page.older is None
    return {
        "url": url,
        "filters_query": chosen.query(),
        "here": chosen.here,
        "new_url": reverse("desk:new"),
        "vendor_name": vendor,
        "side": side,
        "views": side.views,
        "own_views": side.own_views,
        "unread_notices": side.unread_notices,
        "timetables": timetables(board, view, language),
        "authority_lines": authority_lines(request.user, now) if chosen.is_first_page else [],
        "filters": filters,
        "unknown": [(each, url + asked.without(each.name).query()) for each in unknown],
        "sheet": sheet_of(lines, view, is_first=chosen.is_first_page, is_last=is_last),
        "shows_ended": chosen.shows_ended,
        "rows": [row for _ticket, row in lines],
        "empty": None if lines else emptiness(request.user, chosen, filters, view),
        "cursor": lines[0][0].number if lines else None,
        "newer_href": page.newer and url + chosen.query(before=page.newer),
        "older_href": page.older and url + chosen.query(after=page.older),
        "place": place(view.zone),
        "changes_url": changes_url(chosen, page.rows, now),
        "people": next(each.options for each in filters if each.name == "assignee")[2:],
    }


def _page(reader: User, chosen: Chosen, view: Viewpoint) -> Page[Shown]:
    found = tickets_in(chosen.filters, reader=reader, now=view.now)
    page_of = page_by_number if chosen.shows_ended else page_by_due
    page = page_of(found, rows_for(reader), after=chosen.after, before=chosen.before)
    filled(page.rows, reader)
    return page
