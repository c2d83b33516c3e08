"""The holidays of one version, as dates; each can be taken out of a draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.actions import keep_draft
from puntuale.apps.agreements.examining import examine
from puntuale.apps.agreements.holidays import UnknownHolidays, holidays_of, names_of_holidays
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.terms import document_of, stored_holidays
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.edits import NothingThere, with_exception
from puntuale.core.agreements.document.parts.calendars import Holidays
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.clauses.naming import holidays_name, plainly

YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Day:
    """One public holiday: closed, or a day like any other."""

    date: date
    name: str
    is_excepted: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The holidays of one calendar or window; `place` says where in the document they stand."""

    name: str
    where: str
    place: str
    days: tuple[Day, ...]


@needs(Ability.KEEP_AGREEMENTS)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Every holiday of this year and the next; a draft lets each be taken out."""
    versions = AgreementVersion.objects.select_related("agreement")
    version = get_object_or_404(versions, agreement__code=code, number=number)
    is_draft = version.state == AgreementVersion.State.DRAFT
    if request.method == "POST" and is_draft:
        return _take_out(request, version)
    document = (
        examine(version.document, version.agreement).document if is_draft else document_of(version)
    )
    this_year = timezone.localdate().year
    years = range(this_year, this_year + YEARS_AHEAD)
    listed = list(_listed(version, document, years)) if document else []
    context = {"version": version, "is_draft": is_draft, "listed": listed, "is_read": document}
    return render(request, "office/holidays.html", context)


def _take_out(request: StaffRequest, version: AgreementVersion) -> HttpResponse:
    place, _sep, day = request.POST.get("day", "").partition(" ")
    path = [int(step) if step.isdecimal() else step for step in place.split("/")]
    try:
        text = with_exception(version.document, path, date.fromisoformat(day))
    except (NothingThere, ValueError):
        messages.error(
            request,
            _(
                "These holidays stand in the agreement that this one extends. Write them here first."
            ),
        )
    else:
        keep_draft(version.agreement, text, by=request.user, at=timezone.now())
        messages.success(request, _("%(date)s is now a day like any other.") % {"date": day})
    return redirect("office:holidays", code=version.agreement.code, number=version.number)


def _listed(version: AgreementVersion, document: Document, years: range) -> Iterator[Listed]:
    for name, row in document.calendars.items():
        for at, holidays in _rows(f"calendars/{name}/holidays", row.holidays):
            yield _days(version, name, at, holidays, years)
    for number, window in enumerate(document.windows):
        for at, holidays in _rows(f"windows/{number}/holidays", window.holidays):
            yield _days(version, window.code, at, holidays, years)


def _rows(place: str, rows: tuple[Holidays, ...]) -> Iterator[tuple[str, Holidays]]:
    # One may stand alone, several stand in a list.
    for number, row in enumerate(rows):
        yield place if len(rows) == 1 else f"{place}/{number}", row


def _days(version: AgreementVersion, name: str, place: str, row: Holidays, years: range) -> Listed:
    try:
        stored = stored_holidays(version, row.country, row.subdivision)
        known = holidays_of(row.country, row.subdivision) if stored is None else stored
        names = names_of_holidays(row.country, row.subdivision, years, get_language() or "en")
    except UnknownHolidays:
        known, names = frozenset(), {}
    days = sorted(day for day in known if day.year in years)
    return Listed(
        name=plainly(name),
        where=holidays_name([row]),
        place=place,
        days=tuple(Day(day, names.get(day, ""), day in row.exceptions) for day in days),
    )
