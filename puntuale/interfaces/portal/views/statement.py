"""The customer's month, to be read, printed or opened in a spreadsheet."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.sales.statement import Statement, statement_of
from puntuale.apps.tickets.queries import tickets_of
from puntuale.core.charges.validity import months_after
from puntuale.interfaces.portal.clocks import seen_by
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.interfaces.portal.views.balance import href_of
from puntuale.ui.sheets import csv_answer
from puntuale.ui.statement import StatementShown, headings, sheet_of, statement_shown


@require_safe
@customers_only
def page(request: PortalRequest, year: int, month: int) -> HttpResponse:
    """Every request that was worked on, every fee and purchase, and what they come to."""
    statement = _statement(request, year, month)
    context = {
        "statement": _shown(request, statement),
        "first": statement.first,
        "before": months_after(statement.first, -1),
        "after": statement.following if statement.following <= timezone.localdate() else None,
        "now": timezone.now(),
    }
    return render(request, "portal/statement.html", context)


@require_safe
@customers_only
def export(request: PortalRequest, year: int, month: int) -> HttpResponse:
    """The same lines for a spreadsheet."""
    shown = _shown(request, _statement(request, year, month))
    name = f"statement-{year:04}-{month:02}.csv"
    return csv_answer(name, headings(), sheet_of(shown))


def _statement(request: PortalRequest, year: int, month: int) -> Statement:
    organisation = reads_money_of(request.contact)
    if not (2000 <= year <= 9000 and 1 <= month <= 12):
        raise Http404
    return statement_of(organisation, date(year, month, 1))


def reads_money_of(contact: Contact) -> Organisation:
    """The company whose statements `contact` may read: who spends, and who sees all requests."""
    if contact.organisation is None or not (contact.may_spend or contact.sees_colleagues):
        raise PermissionDenied
    return contact.organisation


def _shown(request: PortalRequest, statement: Statement) -> StatementShown:
    keys = [each.ticket.pk for each in statement.work]
    visible = set(tickets_of(request.contact).filter(pk__in=keys).values_list("pk", flat=True))
    today = seen_by(request.user, timezone.now()).today
    return statement_shown(statement, visible, href_of, today)
