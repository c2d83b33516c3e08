"""What customers hold: whose packages run low first, and each customer by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.models import Organisation
from puntuale.apps.customers.queries import spenders
from puntuale.apps.sales.actions.keeping import bring_up_to_date
from puntuale.apps.sales.balances import balance_of
from puntuale.apps.sales.queries import purchases_visible_to
from puntuale.apps.sales.running_low import Lasting, packages_by_need
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.balances import balance_shown, lot_shown, tickets_in
from puntuale.ui.parts import LotShown
from puntuale.ui.words.dates import date_of
from puntuale.ui.words.prepaid import last_day
from puntuale.ui.words.viewpoint import Viewpoint

MOST, MOST_ORDERS = 200, 50


@dataclass(frozen=True, slots=True)
class Row:
    """A package in the list of all: whose, how it stands, and until when it lasts."""

    organisation: Organisation
    lot: LotShown
    lasts: str
    is_low: bool


@needs(Ability.READ_CHARGES)
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Every package that is valid, those first that need somebody."""
    view = _view(request, timezone.now())
    rows: Sequence[Row] = [_row(each, view) for each in packages_by_need(view.now)[:MOST]]
    return render(request, "office/sales/balances.html", {"rows": rows})


@needs(Ability.READ_CHARGES)
@require_safe
def page(request: StaffRequest, pk: int) -> HttpResponse:
    """What one customer holds, what used it, and who may buy more."""
    organisation = get_object_or_404(Organisation, pk=pk)
    view = _view(request, timezone.now())
    bring_up_to_date(organisation, at=view.now)
    balance = balance_of(organisation, view.now)
    keys = tickets_in(balance)
    tickets = tickets_visible_to(request.user).filter(pk__in=keys).in_bulk() if keys else {}
    orders = purchases_visible_to(request.user).filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "balance": balance_shown(balance, view, tickets, href_of),
        "earlier": [lot_shown(each, view) for each in balance.earlier],
        "who_may": list(spenders(organisation)),
        "orders": orders[:MOST_ORDERS],
        "today": view.today,
    }
    return render(request, "office/sales/balance.html", context)


def href_of(ticket: Ticket) -> str:
    """The page of a request at the desk."""
    return reverse("desk:ticket", args=[ticket.number])


def _view(request: StaffRequest, at: datetime) -> Viewpoint:
    return Viewpoint(at, ZoneInfo(request.user.time_zone))


def _row(each: Lasting, view: Viewpoint) -> Row:
    organisation = each.held.lot.account.organisation
    assert organisation is not None
    return Row(organisation, lot_shown(each.held, view), _lasts(each, view), each.is_low)


def _lasts(each: Lasting, view: Viewpoint) -> str:
    """ "8 Jan", "expires first: 30 June", "used up", "not used lately"."""
    if not each.held.left:
        return _("used up")
    if each.expires_first:
        expires_at = each.held.lot.expires_at
        assert expires_at is not None
        return _("expires first: %(day)s") % {
            "day": last_day(expires_at, each.held.zone, view.today)
        }
    if each.until is None:
        return _("not used lately")
    return date_of(view.local(each.until).date(), view.today)
