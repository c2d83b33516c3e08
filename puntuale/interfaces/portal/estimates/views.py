"""An estimate by its mailed link, without an account; and signed in."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.actions.forwarding import ask_to_decide
from puntuale.apps.estimates.links import link_behind
from puntuale.apps.estimates.models import DecisionLink, Estimate
from puntuale.apps.estimates.queries import estimates_seen_by, estimates_sent
from puntuale.interfaces.portal.estimates.card import card
from puntuale.interfaces.portal.estimates.page import answer
from puntuale.interfaces.portal.http import PortalRequest, customers_only

# HEAD as well: whatever opens a link to look at it, such as a scanner of mail, decides nothing.
SHOWN_OR_DECIDED = ("GET", "HEAD", "POST")


@login_not_required
@never_cache
@require_http_methods(SHOWN_OR_DECIDED)
def by_link(request: HttpRequest, token: str, revision: int | None = None) -> HttpResponse:
    """The estimate that the link was mailed for, or a later one of the same request."""
    at = timezone.now()
    link = link_behind(token, at=at)
    if link is None:
        return _gone(request)
    estimate = _behind(link, revision)
    return answer(request, estimate, link.contact, at=at, by_link=link.contact.email)


@login_not_required
@never_cache
@require_safe
def card_by_link(request: HttpRequest, token: str, revision: int | None = None) -> HttpResponse:
    """The intervention card on paper."""
    at = timezone.now()
    link = link_behind(token, at=at)
    if link is None:
        return _gone(request)
    return card(request, _behind(link, revision), at=at)


@never_cache
@require_http_methods(SHOWN_OR_DECIDED)
@customers_only
def page(request: PortalRequest, number: int, revision: int) -> HttpResponse:
    """The same, for whoever is signed in."""
    estimate = _seen_by(request.contact, number, revision)
    return answer(request, estimate, request.contact, at=timezone.now())


@never_cache
@require_safe
@customers_only
def card_of_page(request: PortalRequest, number: int, revision: int) -> HttpResponse:
    """The intervention card, for whoever is signed in."""
    return card(request, _seen_by(request.contact, number, revision), at=timezone.now())


@require_POST
@customers_only
def forward(request: PortalRequest, number: int, revision: int) -> HttpResponse:
    """Have the link mailed again to those who can decide."""
    estimate = _seen_by(request.contact, number, revision)
    ask_to_decide(estimate, by=request.contact, at=timezone.now())
    return redirect("portal:estimate", number=number, revision=revision)


def _seen_by(contact: Contact, number: int, revision: int) -> Estimate:
    seen = estimates_seen_by(contact)
    return get_object_or_404(seen, ticket__number=number, revision=revision)


def _behind(link: DecisionLink, revision: int | None) -> Estimate:
    """Whoever holds the link of one revision may follow it to those that came later."""
    sent = estimates_sent(link.ticket).filter(revision__gte=link.revision)
    found = get_object_or_404(sent, revision=link.revision if revision is None else revision)
    found.ticket = link.ticket  # loaded already, with its people
    return found


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/estimate_gone.html", status=HTTPStatus.GONE)
