"""Requests: the list, one of them, and why its promises fall due when they do."""

from collections.abc import Sequence
from typing import Annotated

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router
from pydantic import Field

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.apps.tickets.queue.filters import (
    ANY,
    ENDED_STATES,
    UnknownFilter,
    condition,
    conditions,
)
from puntuale.apps.tickets.queue.pages import BadKey, Key, page_by_due, page_by_number
from puntuale.apps.tickets.search.finding import tickets_found_by
from puntuale.apps.tickets.search.wanted import wanted
from puntuale.interfaces.api.caller import Caller, caller_of
from puntuale.interfaces.api.finding import ticket_numbered
from puntuale.interfaces.api.problems import Refused
from puntuale.interfaces.api.values.kinds import Given, Number, Word
from puntuale.interfaces.api.values.requests import (
    RELATED,
    Request,
    Requests,
    WhyOfClock,
    Whys,
    clocks_of,
    in_list,
    request_of,
)

router = Router(tags=["Requests"])
ENDED = "ended"
# By what a customer may narrow down; the rest are facts of the desk.
OF_CUSTOMERS = frozenset({"state", "product"})
MOST_FOUND = 500


class Wanted(Given):
    """Which requests; without a state, those that are worked on."""

    q: Word = Field(default="", description="Words, as in the search of the pages.")
    state: Word = Field(default="", description="A state, or “ended” for all that are closed.")
    clock: Word = Field(default="", description="late, near, held or paused. For the desk.")
    agreement: Word = Field(default="", description="Its code, or none. For the desk.")
    severity: Word = Field(default="", description="For the desk.")
    assignee: Word = Field(default="", description="me, nobody, or a number. For the desk.")
    team: Word = Field(default="", description="A number, or none. For the desk.")
    language: Word = Field(default="", description="For the desk.")
    channel: Word = Field(default="", description="For the desk.")
    tag: Word = Field(default="", description="For the desk.")
    customer: Word = Field(default="", description="The number of an organisation. For the desk.")
    product: Word = Field(default="", description="A code of the catalogue.")
    side: Word = Field(default="", description="vendor or partner: who has to act. For the desk.")
    after: Word = Field(default="", description="“next” of the page before.")
    limit: Annotated[int, Field(ge=1, le=100)] = 40

    def filters(self) -> dict[str, str]:
        """What was asked for of the closed list by which requests are narrowed down."""
        given: dict[str, str] = self.model_dump(exclude={"q", "after", "limit"})
        return {name: value for name, value in given.items() if value}


@router.get("/requests", response=Requests, summary="Requests that the caller may see")
def index(request: HttpRequest, wanted_: Query[Wanted]) -> Requests:
    """Open ones in the order in which their promises fall due, ended ones with the newest first."""
    caller = caller_of(request)
    if caller.is_staff:
        caller.must(Ability.GIVE_SUPPORT)
    # A filter that is misspelled would show more than was asked for.
    if others := request.GET.keys() - Wanted.model_fields.keys():
        raise _unknown(min(others))
    tickets = _narrowed(wanted_, caller)
    find = page_by_number if wanted_.state in {ENDED, *ENDED_STATES} else page_by_due
    page = find(tickets, _read, after=_after(wanted_.after), size=wanted_.limit)
    return Requests(
        items=[in_list(ticket) for ticket in page.rows],
        next=str(page.older) if page.older else None,
    )


@router.get("/requests/{int:number}", response=Request, summary="One request")
def one(request: HttpRequest, number: Path[Number]) -> Request:
    """Its classification, its agreement, and every clock with its reasons, read now."""
    caller = caller_of(request)
    return request_of(ticket_numbered(number, caller), caller, at=timezone.now())


@router.get("/requests/{int:number}/why", response=Whys, summary="Why its promises fall due")
def why(request: HttpRequest, number: Path[Number]) -> Whys:
    """The derivation of every promise, as values and in words."""
    caller, at = caller_of(request), timezone.now()
    ticket = ticket_numbered(number, caller)
    clocks = clocks_of(ticket, caller, at=at)
    return Whys(
        number=ticket.number,
        read_at=at,
        clocks=[
            WhyOfClock(metric=each.metric, binding=each.binding, due_at=each.due_at, why=each.why)
            for each in clocks
        ],
    )


def _narrowed(asked: Wanted, caller: Caller) -> QuerySet[Ticket]:
    """What is asked for of all that `caller` may see."""
    filters = asked.filters()
    if not caller.is_staff and (others := filters.keys() - OF_CUSTOMERS):
        raise _unknown(min(others))
    tickets = tickets_visible_to(caller.user)
    if asked.q:
        found = tickets_found_by(caller.user, wanted(asked.q), most=MOST_FOUND)
        tickets = tickets.filter(pk__in=found)
    try:
        return tickets.filter(*_conditions(filters, caller))
    except UnknownFilter as unknown:
        raise _unknown(str(unknown.args[0])) from unknown


def _conditions(filters: dict[str, str], caller: Caller) -> list[Q]:
    now = timezone.now()
    if filters.get("state") != ENDED:
        return conditions({"side": ANY, **filters}, reader=caller.user, now=now)
    others = [(name, value) for name, value in filters.items() if name != "state"]
    narrowed = [condition(name, value, reader=caller.user, now=now) for name, value in others]
    return [Q(closed_at__isnull=False), *narrowed]


def _after(text: str) -> Key | None:
    try:
        return Key.read(text) if text else None
    except BadKey as bad:
        raise Refused("unknown_page", _("Take “after” from “next” of a page.")) from bad


def _read(ids: Sequence[int]) -> list[Ticket]:
    by_id = Ticket.objects.select_related(*RELATED).defer("entitlement").in_bulk(ids)
    return [by_id[each] for each in ids if each in by_id]


def _unknown(name: str) -> Refused:
    sentence = format_lazy(_("“{name}” cannot be this, or not for this person."), name=name)
    return Refused("unknown_filter", sentence)
