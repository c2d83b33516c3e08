"""Going to the provider's page, and hearing from the provider."""

from http import HTTPStatus

import structlog
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from puntuale.apps.accounts.models import User
from puntuale.apps.sales.actions.checking_out import keep_checkout, key_of_next, open_checkout
from puntuale.apps.sales.actions.events import take
from puntuale.apps.sales.actions.ordering import may_order
from puntuale.apps.sales.errors import SalesRefusal
from puntuale.apps.sales.models import Checkout, Purchase
from puntuale.apps.sales.queries import purchases_visible_to
from puntuale.interfaces.payments.pretend import SIGNATURE, Pretend, message, signature_of
from puntuale.interfaces.payments.provider import NotGenuine, Provider, Unreachable, provider

log = structlog.get_logger(__name__)


class SignedIn(HttpRequest):
    """A request in which somebody is signed in."""

    user: User


@require_POST
def checkout(request: SignedIn, pk: int) -> HttpResponse:
    """Begin a page of the provider for an order, and lead there by a link.

    A form may not be sent on to another site (Content-Security-Policy), a link may lead there.
    """
    found = provider()
    purchase = get_object_or_404(purchases_visible_to(request.user), pk=pk)
    if found is None:
        raise Http404
    if not may_order(request.user, purchase.organisation):
        raise PermissionDenied
    try:
        begun = _begun(found, purchase)
    except SalesRefusal as refusal:
        messages.error(request, str(refusal))
    except Unreachable as trouble:
        log.warning("the payment provider cannot be reached", because=str(trouble))
        messages.error(
            request,
            _("The payment provider cannot be reached now. Nothing was charged; try again later."),
        )
    else:
        return render(request, "payments/go.html", {"purchase": purchase, "url": begun.url})
    return redirect("portal:order", pk=purchase.pk)


@csrf_exempt
@login_not_required
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """What the provider tells; only its signature is believed."""
    found = provider()
    if found is None:
        raise Http404
    at = timezone.now()
    try:
        told = found.read(request.body, request.headers, at=at)
    except NotGenuine:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    take(found.name, told, at=at)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_http_methods(["GET", "POST"])
def pretend(request: SignedIn, session: str) -> HttpResponse:
    """The page of the provider that moves no money; where a real one is set up it does not exist."""
    found = provider()
    if not isinstance(found, Pretend):
        raise Http404
    row = get_object_or_404(Checkout.objects.select_related("purchase"), session=session)
    purchase = get_object_or_404(purchases_visible_to(request.user), pk=row.purchase_id)
    if request.method != "POST":
        return render(request, "payments/pretend.html", {"purchase": purchase})
    body, at = message(session, purchase), timezone.now()
    take(found.name, found.read(body, {SIGNATURE: signature_of(body)}, at=at), at=at)
    return redirect(f"{reverse('portal:order', args=[purchase.pk])}?back=paid")


def _begun(found: Provider, purchase: Purchase) -> Checkout:
    at = timezone.now()
    if (lasting := open_checkout(purchase, at=at)) is not None:
        return lasting
    back = f"{settings.PUBLIC_URL}{reverse('portal:order', args=[purchase.pk])}"
    begun = found.start(purchase, key=key_of_next(purchase), back=back, at=at)
    return keep_checkout(
        purchase, found.name, begun.session, begun.url, at=at, expires_at=begun.expires_at
    )
