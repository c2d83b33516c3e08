"""Ordering packages and coupons: what is on offer, what it costs, how it is paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from puntuale.apps.customers.queries import spenders
from puntuale.apps.sales.actions import ordering
from puntuale.apps.sales.errors import MayNotSpend, OfferChanged, SalesRefusal
from puntuale.apps.sales.models import Purchase
from puntuale.apps.sales.offers import BANK, CARD, Offered, offered, offers_for
from puntuale.apps.sales.paying_ways import bank_account, takes
from puntuale.apps.sales.queries import purchases_visible_to
from puntuale.apps.sales.references import in_groups
from puntuale.interfaces.portal.forms.order import OrderForm
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.ui.payment_code import transfer_code
from puntuale.ui.words.prepaid import OfferInWords, offer_in_words

State = Purchase.State


@dataclass(frozen=True, slots=True)
class OnOffer:
    """One thing on offer: in words, and the form that asks how many."""

    words: OfferInWords
    form: OrderForm


@require_http_methods(["GET", "POST"])
@customers_only
def new(request: PortalRequest) -> HttpResponse:
    """What can be bought; a quantity is first answered by its price, and ordered when confirmed."""
    if request.method != "POST":
        return _offers(request)
    if not request.contact.may_spend:
        raise PermissionDenied
    form = OrderForm(request.POST)
    found = offered(request.contact.organisation, request.POST.get("offer", ""), timezone.now())
    if found is None or not form.is_valid():
        return _offers(request, form=form if found else None)
    if form.amount_shown is None:
        return _confirm(request, found, form)
    try:
        purchase = _order(request, form)
    except OfferChanged as refusal:
        messages.error(request, str(refusal))
        return _confirm(request, found, form)
    except MayNotSpend as refusal:
        raise PermissionDenied from refusal
    except SalesRefusal as refusal:
        messages.error(request, str(refusal))
        return redirect("portal:buy")
    return redirect("portal:order", pk=purchase.pk)


@require_safe
@customers_only
def page(request: PortalRequest, pk: int) -> HttpResponse:
    """One order: what, how much, and how it can be paid as long as it waits for that."""
    purchase = _order_of(request, pk)
    account = bank_account() if takes(purchase, BANK) else None
    waits, at = purchase.state == State.ORDERED, timezone.now()
    context = {
        "purchase": purchase,
        "waits": waits,
        "account": account if waits else None,
        "reference": in_groups(purchase.reference or ""),
        "code": (
            transfer_code(account.holder, account.iban, purchase.reference or "", purchase.money)
            if account and waits
            else None
        ),
        "by_card": bool(waits and settings.PAYMENT_PROVIDER and takes(purchase, CARD)),
        "is_held": at < purchase.price_until,
        "may_order": request.contact.may_spend,
    }
    return render(request, "portal/order.html", context)


@require_POST
@customers_only
def cancellation(request: PortalRequest, pk: int) -> HttpResponse:
    """Nobody pays it any more."""
    purchase = _order_of(request, pk)
    try:
        ordering.cancel(purchase, by=request.user, at=timezone.now())
        messages.success(request, _("The order is cancelled."))
    except MayNotSpend as refusal:
        raise PermissionDenied from refusal
    except SalesRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("portal:order", pk=purchase.pk)


def _order(request: PortalRequest, form: OrderForm) -> Purchase:
    facts = form.cleaned_data
    organisation = request.contact.organisation
    if organisation is None:
        raise MayNotSpend
    return ordering.order(
        organisation,
        facts["offer"],
        facts["quantity"],
        by=request.user,
        at=timezone.now(),
        shown=form.amount_shown,
        idempotency_key=facts["key"],
        order_number=facts["order_number"],
    )


def _order_of(request: PortalRequest, pk: int) -> Purchase:
    return get_object_or_404(purchases_visible_to(request.user), pk=pk)


def _offers(request: PortalRequest, *, form: OrderForm | None = None) -> HttpResponse:
    organisation = request.contact.organisation
    context = {
        "offers": _shown(offers_for(organisation, timezone.now()), form),
        "may_order": request.contact.may_spend,
        "who_may": list(spenders(organisation)) if organisation else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "portal/buy.html", context, status=status)


def _shown(offers: Sequence[Offered], form: OrderForm | None) -> list[OnOffer]:
    """Each with its own form; the one that was filled wrong says what is wrong."""
    return [
        OnOffer(
            offer_in_words(each, each.cost(1)),
            form
            if form is not None and form.data.get("offer") == each.key
            else OrderForm(initial={"offer": each.key}, auto_id=f"id_{number}_%s"),
        )
        for number, each in enumerate(offers)
    ]


def _confirm(request: PortalRequest, found: Offered, form: OrderForm) -> HttpResponse:
    """The price of so many, to be confirmed: it is held from then on."""
    cost = found.cost(form.cleaned_data["quantity"])
    shown = {"shown": f"{cost.amount.minor} {cost.amount.currency}"}
    context = {
        "words": offer_in_words(found, cost),
        "form": OrderForm(initial=form.cleaned_data | shown),
    }
    return render(request, "portal/order_confirm.html", context)
