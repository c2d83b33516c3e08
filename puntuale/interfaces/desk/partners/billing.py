"""What a partner charges its customers for the first level, month by month; also as a table."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.charges.first_level import charges_of_month
from puntuale.apps.charges.models import FirstLevelCharge
from puntuale.apps.partners.queries import partner_of
from puntuale.apps.sales.statement import summed
from puntuale.core.charges.validity import months_after
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.sheets import Cell, csv_answer


@require_safe
@needs(Ability.GIVE_SUPPORT)
def index(request: StaffRequest) -> HttpResponse:
    """This month, or the one that `month` names; with `as=csv` for a spreadsheet."""
    month = _month(request.GET.get("month", "")) or timezone.localdate().replace(day=1)
    rows = _rows(request, month)
    if request.GET.get("as") == "csv":
        head = [_("Day"), _("Request"), _("Customer"), _("Amount"), _("Currency"), _("Refused")]
        lines = [_cells(row) for row in rows]
        return csv_answer(f"first-level-{month:%Y-%m}.csv", head, lines)
    context = {
        "month": month,
        "rows": rows,
        "totals": summed(row.amount for row in rows),
        "before": f"{reverse('desk:billing')}?month={months_after(month, -1):%Y-%m}",
        "csv": f"{reverse('desk:billing')}?month={month:%Y-%m}&as=csv",
    }
    return render(request, "desk/partners/billing.html", context)


def _cells(row: FirstLevelCharge) -> list[Cell]:
    facts: tuple[Cell, ...] = (row.worked_on, row.ticket.number, str(row.customer or ""))
    return [*facts, row.amount.decimal, row.currency, row.refused]


def _rows(request: StaffRequest, month: date) -> list[FirstLevelCharge]:
    partner = partner_of(request.user)
    if partner is None:
        raise PermissionDenied
    return charges_of_month(partner, month, months_after(month, 1))


def _month(text: str) -> date | None:
    try:
        first = date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return None
    return first if 2000 <= first.year <= 9000 else None
