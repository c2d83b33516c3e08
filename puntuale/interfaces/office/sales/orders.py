"""Orders: those that wait for money, money that waits for a decision, and each one by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.models import Organisation
from puntuale.apps.sales.actions import ordering, paying
from puntuale.apps.sales.actions.refunding import paid_for, refund
from puntuale.apps.sales.errors import SalesRefusal
from puntuale.apps.sales.models import Purchase
from puntuale.apps.sales.offers import offers_for
from puntuale.apps.sales.queries import lines_to_decide, money_to_decide, purchases_visible_to
from puntuale.interfaces.office.sales.forms import NewOrderForm, PaidForm, refund_form
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.words.prepaid import OfferInWords, offer_in_words

PAGE = 50
State = Purchase.State
Deed = Callable[[StaffRequest, Purchase], HttpResponse | None]


@needs(Ability.KEEP_SALES)
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """What waits for a decision, then all orders, page after page by key."""
    orders = purchases_visible_to(request.user)
    if request.GET.get("state") == State.ORDERED:
        orders = orders.filter(state=State.ORDERED)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdecimal():
        orders = orders.filter(pk__lt=int(before[:18]))
    page = list(orders.order_by("-pk")[: PAGE + 1])
    context = {
        "to_decide": money_to_decide(),
        "lines": lines_to_decide().count(),
        "orders": page[:PAGE],
        "before": page[PAGE - 1].pk if len(page) > PAGE else None,
        "only_waiting": request.GET.get("state") == State.ORDERED,
    }
    return render(request, "office/sales/orders.html", context)


@needs(Ability.KEEP_SALES)
@require_safe
def page(request: StaffRequest, pk: int) -> HttpResponse:
    """One order with its payments, and what can be done about it."""
    return _show(request, _order(request, pk))


@dataclass(frozen=True, slots=True)
class OnOffer:
    """One thing that a customer can buy, by the key under which it is ordered."""

    key: str
    words: OfferInWords


@needs(Ability.KEEP_SALES)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """First whose order it is, then what of their offers, with its price."""
    first = {"organisation": request.GET.get("organisation", "")}
    form = NewOrderForm(request.POST or None, initial=first)
    offers: list[OnOffer] = []
    if form.is_bound and form.is_valid():
        facts = form.cleaned_data
        if request.method == "POST" and facts["offer"]:
            try:
                purchase = _ordered(request, form)
            except SalesRefusal as refusal:
                messages.error(request, str(refusal))
            else:
                return redirect("office:order", pk=purchase.pk)
        offers = [
            OnOffer(each.key, offer_in_words(each, each.cost(facts["quantity"])))
            for each in offers_for(facts["organisation"], timezone.now())
        ]
    context = {"form": form, "offers": offers, "asked": form.is_bound and form.is_valid()}
    wrong = form.is_bound and not form.is_valid()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "office/sales/order_new.html", context, status=status)


def deed(done: Lazy) -> Callable[[Deed], Callable[..., HttpResponse]]:
    """What somebody does about one order: told when it is done, and why where it is not."""

    def decorate(act: Deed) -> Callable[..., HttpResponse]:
        @needs(Ability.KEEP_SALES)
        @require_POST
        @wraps(act)
        def view(request: StaffRequest, pk: int) -> HttpResponse:
            purchase = _order(request, pk)
            try:
                answer = act(request, purchase)
            except SalesRefusal as refusal:
                messages.error(request, str(refusal))
                return redirect("office:order", pk=purchase.pk)
            if answer is not None:
                return answer
            messages.success(request, str(done))
            return redirect("office:order", pk=purchase.pk)

        return view

    return decorate


@deed(_("Paid and granted."))
def payment(request: StaffRequest, purchase: Purchase) -> HttpResponse | None:
    """The money was seen."""
    form = PaidForm(request.POST)
    if not form.is_valid():
        return _show(request, purchase, paid_form=form)
    note = form.cleaned_data["note"]
    paying.mark_paid(purchase, purchase.money, by=request.user, at=timezone.now(), note=note)
    return None


@deed(_("Taken as paid, and granted."))
def acceptance(request: StaffRequest, purchase: Purchase) -> HttpResponse | None:
    """Another amount came than was asked for, and that is enough."""
    form = PaidForm(request.POST)
    if not form.is_valid():
        return _show(request, purchase, paid_form=form)
    note = form.cleaned_data["note"]
    paying.accept_as_paid(purchase, by=request.user, at=timezone.now(), note=note)
    return None


@deed(_("The order is cancelled."))
def cancellation(request: StaffRequest, purchase: Purchase) -> HttpResponse | None:
    """Nobody pays it any more."""
    ordering.cancel(purchase, by=request.user, at=timezone.now())
    return None


@deed(_("Refunded. What was left of it is gone."))
def refunding(request: StaffRequest, purchase: Purchase) -> HttpResponse | None:
    """Money goes back."""
    form = refund_form(purchase, paid_for(purchase), request.POST)
    if not form.is_valid():
        return _show(request, purchase, refund_form=form)
    facts = form.cleaned_data
    refund(purchase, facts["amount"], by=request.user, at=timezone.now(), note=facts["note"])
    return None


def _order(request: StaffRequest, pk: int) -> Purchase:
    return get_object_or_404(purchases_visible_to(request.user), pk=pk)


def _ordered(request: StaffRequest, form: NewOrderForm) -> Purchase:
    facts = form.cleaned_data
    organisation: Organisation = facts["organisation"]
    return ordering.order(
        organisation,
        facts["offer"],
        facts["quantity"],
        by=request.user,
        at=timezone.now(),
        idempotency_key=facts["key"],
        order_number=facts["order_number"],
    )


def _show(request: StaffRequest, purchase: Purchase, **forms: object) -> HttpResponse:
    paid = paid_for(purchase)
    can_refund = purchase.state in (State.GRANTED, State.CANCELLED) and paid.minor > 0
    context = {
        "purchase": purchase,
        "payments": purchase.payments.select_related("recorded_by").order_by("received_at", "pk"),
        "paid": paid,
        "waits": purchase.state == State.ORDERED,
        "paid_form": PaidForm(),
        "refund_form": refund_form(purchase, paid) if can_refund else None,
        **forms,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if forms else HTTPStatus.OK
    return render(request, "office/sales/order.html", context, status=status)
