"""The page of an agreement: matrix, hours, test bench, clauses beside the document, versions."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.queries import customers_covered
from puntuale.apps.tickets.queries import open_on_versions
from puntuale.core.agreements.document.kinds.dates import FIRST_YEAR, LAST_YEAR
from puntuale.interfaces.office.agreements.bench import bench_of
from puntuale.interfaces.office.agreements.clauses import clauses_shown
from puntuale.interfaces.office.agreements.hours import Week, monday, week_of
from puntuale.interfaces.office.agreements.matrix import matrix_of
from puntuale.interfaces.office.agreements.opening import (
    Opened,
    in_force,
    open_agreement,
    state_in_words,
)
from puntuale.interfaces.office.agreements.promises import promises_of
from puntuale.interfaces.office.agreements.year import Year, year_of
from puntuale.ui.access import StaffRequest, needs


@needs(Ability.READ_AGREEMENTS)
@require_GET
def page(request: StaffRequest, code: str) -> HttpResponse:
    """The agreement as it is in force now, or its draft where nothing is yet."""
    at = timezone.now()
    return _render(request, open_agreement(code, at), at)


@needs(Ability.READ_AGREEMENTS)
@require_GET
def version(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """One version as it was signed, in force or not."""
    at = timezone.now()
    return _render(request, open_agreement(code, at, number), at)


@needs(Ability.READ_AGREEMENTS)
@require_GET
def bench(request: StaffRequest, code: str) -> HttpResponse:
    """The bench alone: its fields and its answer, to be swapped in."""
    at = timezone.now()
    opened = open_agreement(code, at)
    found = bench_of(opened, request.GET, at)
    context = {"opened": opened, "bench": found, "keeps": request.user.can(Ability.KEEP_AGREEMENTS)}
    part = "_bench.html" if found.sentence else "_bench_answer.html"
    answer = render(request, f"office/agreement/{part}", context)
    if found.share:
        answer["HX-Replace-Url"] = found.share
    return answer


def _render(request: StaffRequest, opened: Opened, at: datetime) -> HttpResponse:
    agreement, shown = opened.agreement, opened.shown
    open_requests = open_on_versions([each.pk for each in opened.versions])
    week, year = _times(request, opened, at)
    context: dict[str, Any] = {
        "opened": opened,
        "agreement": agreement,
        "version": shown.version,
        "state": state_in_words(shown.version, opened, at),
        "is_in_force": shown.version == in_force(opened.versions, at),
        "matrix": matrix_of(shown, opened.draft if not opened.is_draft else None),
        "promises": promises_of(shown),
        "week": week,
        "year": year,
        "bench": bench_of(opened, request.GET, at),
        "clauses": clauses_shown(opened),
        "customers": customers_covered(agreement, at),
        "open_requests": open_requests.get(shown.version.pk, 0),
        "rows": [
            (each, state_in_words(each, opened, at), open_requests.get(each.pk, 0))
            for each in opened.versions
        ],
        "drafted": _drafted(opened),
        "keeps": request.user.can(Ability.KEEP_AGREEMENTS),
        "replay_url": _address("office:replay", agreement.code),
        "public_url": _address("public:support", agreement.code) if agreement.is_published else "",
    }
    return render(request, "office/agreement/page.html", context)


def _times(request: StaffRequest, opened: Opened, at: datetime) -> tuple[Week | None, Year | None]:
    """The week that was asked for, else this one, and its year."""
    document, terms = opened.shown.document, opened.terms(opened.shown)
    if document is None or terms is None:
        return None, None
    today = at.astimezone(terms.zone).date()
    first = monday(_asked_day(request.GET.get("week", "")) or today)
    return week_of(document, terms, first, at), year_of(terms, first.year, at)


def _asked_day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if FIRST_YEAR < day.year < LAST_YEAR else None


def _drafted(opened: Opened) -> LogEntry | None:
    """Who kept the draft last, and when."""
    if opened.drafted is None:
        return None
    entries = LogEntry.objects.filter(what="agreement.draft_kept", subject=str(opened.drafted))
    return entries.select_related("by").first()


def _address(name: str, code: str) -> str:
    """Where another page about the agreement is; empty while there is none."""
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return ""
