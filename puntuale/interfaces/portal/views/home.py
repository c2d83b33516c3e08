"""What a customer sees first: what waits for them, what is open; and what is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, F, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from puntuale.apps.agreements.concerned import closures_soon_for
from puntuale.apps.agreements.coverages import coverages_held_by
from puntuale.apps.estimates.queries import decisions_awaited_from
from puntuale.apps.news.queries import bulletins_for
from puntuale.apps.registrations.queries import colleagues_waiting
from puntuale.apps.sales.balances import balance_of
from puntuale.apps.tickets.forecast import forecast_for
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import tickets_of, tickets_of_oneself
from puntuale.apps.tickets.search.finding import tickets_found_by
from puntuale.apps.tickets.search.wanted import wanted
from puntuale.interfaces.portal.clocks import seen_by
from puntuale.interfaces.portal.forecasts.board import sentence_if_now
from puntuale.interfaces.portal.greeting import greeting
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.interfaces.portal.rows import Row, rows_of
from puntuale.interfaces.portal.views.balance import shown_to
from puntuale.interfaces.portal.views.licences import lines
from puntuale.ui.balances import BalanceShown
from puntuale.ui.clauses.closures import closure_in_words
from puntuale.ui.estimates import valid_of
from puntuale.ui.words.coverages import covered_until
from puntuale.ui.words.estimates import price_in_short

MOST_OPEN = 100
MOST_NEWS = 3
LATELY = timedelta(days=30)
PAGE = 25


@dataclass(frozen=True, slots=True)
class Covered:
    """An agreement by its title, until when it covers the customer, and what of; nothing is all."""

    title: str
    until: str
    products: str


@dataclass(frozen=True, slots=True)
class Decision:
    """An estimate to decide on: what it costs, and until when it can be accepted."""

    number: int
    subject: str
    price: str
    valid: str
    href: str


@require_safe
@customers_only
def index(request: PortalRequest) -> HttpResponse:
    """My requests: open ones, first those that wait for me; or everything that says some words."""
    words = request.GET.get("q", "").strip()[:100]
    rows = _found(request, words) if words else _open(request)
    context = {
        "greeting": greeting(request.user, timezone.now()),
        "words": words,
        "rows": rows[:MOST_OPEN],
        "is_cut": len(rows) > MOST_OPEN,
        "waiting": [row for row in rows if row.waits_for_reader],
        "decisions": [] if words else _decisions(request),
        "of_company": _of_company(request),
        "if_now": "" if rows else _if_now(request),
        "closures": [] if words else _closures(request),
        "coverages": _coverages(request),
        "news": [] if words else _news(request),
        "colleagues": 0 if words else colleagues_waiting(request.contact).count(),
        "lines": [] if words else lines(request, timezone.now()),
        "balance": None if words else _balance(request),
    }
    return render(request, "portal/home.html", context)


@require_safe
@customers_only
def closed(request: PortalRequest) -> HttpResponse:
    """What is done, the latest first, page after page by key."""
    ended = _scope(request).filter(closed_at__isnull=False)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdecimal():
        ended = ended.filter(pk__lt=int(before[:18]))
    tickets = list(_whole(ended).order_by("-pk")[: PAGE + 1])
    context = {
        "rows": _rows(request, tickets[:PAGE]),
        "before": tickets[PAGE - 1].pk if len(tickets) > PAGE else None,
        "of_company": _of_company(request),
    }
    return render(request, "portal/closed.html", context)


def _if_now(request: PortalRequest) -> str:
    """By when we answer what is sent now, for whoever has nothing open."""
    now = timezone.now()
    forecast = forecast_for(
        request.contact.organisation,
        product=None,
        channel=Ticket.Channel.PORTAL,
        type="",
        severity="",
        at=now,
    )
    return sentence_if_now(forecast, ZoneInfo(request.user.time_zone))


def _decisions(request: PortalRequest) -> list[Decision]:
    """Estimates that wait for this person's yes or no."""
    now = timezone.now()
    return [
        Decision(
            estimate.ticket.number,
            estimate.ticket.subject,
            price_in_short(estimate),
            valid_of(estimate, now),
            reverse("portal:estimate", args=[estimate.ticket.number, estimate.revision]),
        )
        for estimate in decisions_awaited_from(request.contact, now)
    ]


def _coverages(request: PortalRequest) -> list[Covered]:
    """By what the customer is covered, until when, and which products."""
    now, today = timezone.now(), timezone.localdate()
    language = get_language() or "en"
    return [
        Covered(
            held.version.title(language),
            covered_until(held.coverage, today),
            ", ".join(product.name for product in held.coverage.products.all()),
        )
        for held in coverages_held_by(request.contact.organisation, today, now)
    ]


def _news(request: PortalRequest) -> list[tuple[int, str, datetime | None]]:
    """What was told lately: its number, its title and since when."""
    since, language = timezone.now() - LATELY, get_language() or "en"
    lately = bulletins_for(request.contact).filter(sent_at__gt=since)
    return [(each.pk, each.title(language), each.sent_at) for each in lately[:MOST_NEWS]]


def _balance(request: PortalRequest) -> BalanceShown | None:
    """What is left to use; nothing where nothing was ever bought or included."""
    at = timezone.now()
    balance = balance_of(request.contact.organisation, at)
    if balance.is_empty:
        return None
    return shown_to(request.contact, balance, seen_by(request.user, at))


def _closures(request: PortalRequest) -> list[str]:
    """When we are closed soon, for whoever it concerns."""
    now = timezone.now()
    today = seen_by(request.user, now).today
    found = closures_soon_for(request.contact.organisation, now)
    return [closure_in_words(each, today) for each in found]


def _open(request: PortalRequest) -> list[Row]:
    waits = Case(When(state=Ticket.State.WAITING_CUSTOMER, then=0), default=1)
    by_promise = F("next_due_at").asc(nulls_last=True)
    tickets = _whole(_scope(request).filter(closed_at=None)).order_by(waits, by_promise, "pk")
    return _rows(request, tickets[: MOST_OPEN + 1])


def _found(request: PortalRequest, words: str) -> list[Row]:
    found = tickets_found_by(request.user, wanted(words), most=MOST_OPEN + 1)
    return _rows(request, _whole(Ticket.objects.filter(pk__in=found)).order_by("-pk"))


def _scope(request: PortalRequest) -> QuerySet[Ticket]:
    whole = _of_company(request)
    return tickets_of(request.contact) if whole else tickets_of_oneself(request.contact)


def _of_company(request: PortalRequest) -> bool:
    return request.contact.sees_colleagues and request.GET.get("of") == "company"


def _whole(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    return tickets.defer("entitlement")


def _rows(request: PortalRequest, tickets: Iterable[Ticket]) -> list[Row]:
    return rows_of(list(tickets), seen_by(request.user, timezone.now()))
