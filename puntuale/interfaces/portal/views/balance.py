"""What the customer holds: hours, coupons, included time, and what used them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from puntuale.apps.customers.models import Contact
from puntuale.apps.customers.queries import spenders
from puntuale.apps.sales.actions.keeping import bring_up_to_date
from puntuale.apps.sales.balances import Balance, balance_of
from puntuale.apps.sales.offers import offers_for
from puntuale.apps.sales.queries import purchases_visible_to
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import tickets_of
from puntuale.interfaces.portal.clocks import seen_by
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.ui.balances import BalanceShown, balance_shown, lot_shown, tickets_in
from puntuale.ui.words.viewpoint import Viewpoint

MOST_ORDERS = 20


@require_safe
@customers_only
def page(request: PortalRequest) -> HttpResponse:
    """The balance with every movement, what was there before, and the orders."""
    at = timezone.now()
    organisation = request.contact.organisation
    if organisation is not None:
        bring_up_to_date(organisation, at=at)
    balance = balance_of(organisation, at)
    view = seen_by(request.user, at)
    context = {
        "balance": shown_to(request.contact, balance, view),
        "earlier": [lot_shown(each, view) for each in balance.earlier],
        "orders": purchases_visible_to(request.user)[:MOST_ORDERS],
        "can_buy": bool(offers_for(organisation, at)),
        "may_order": request.contact.may_spend,
        "who_may": list(spenders(organisation)) if organisation else [],
        "today": view.today,
        "reads_statements": request.contact.may_spend or request.contact.sees_colleagues,
    }
    return render(request, "portal/balance.html", context)


def shown_to(reader: Contact, balance: Balance, view: Viewpoint) -> BalanceShown:
    """What `reader` is shown; requests that they may not see are not named."""
    keys = tickets_in(balance)
    tickets = tickets_of(reader).filter(pk__in=keys).in_bulk() if keys else {}
    return balance_shown(balance, view, tickets, href_of)


def href_of(ticket: Ticket) -> str:
    """The page of a request in the portal."""
    return reverse("portal:request", args=[ticket.number])
