"""The page of one estimate: what is offered, and the decision or what became of it."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.actions.deciding import Decider, accept, decline, fingerprint
from puntuale.apps.estimates.actions.ending import ask_to_renew
from puntuale.apps.estimates.errors import ShownDiffers
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.queries import (
    deciders_of,
    estimates_sent,
    revision_accepted,
)
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.portal.estimates.forms import ACCEPT, DecisionForm
from puntuale.ui.access import address_of
from puntuale.ui.estimates import OfferShown, offer_shown
from puntuale.ui.words.decisions import outcome_of
from puntuale.ui.words.viewpoint import Viewpoint

RENEW = "renew"
LANGUAGE = "language"


def language_of(request: HttpRequest, estimate: Estimate) -> str:
    """The one asked for, else that of the request that is answered."""
    asked = request.GET.get(LANGUAGE, "")
    return asked if asked in dict(settings.LANGUAGES) else estimate.language


def answer(
    request: HttpRequest, estimate: Estimate, contact: Contact, *, at: datetime, by_link: str = ""
) -> HttpResponse:
    """Show the estimate to `contact`; what is posted decides, and nothing else does.

    `by_link` is the address to which the link was mailed, where it is one.
    """
    with translation.override(language_of(request, estimate)):
        offer = offer_shown(estimate, at=at, before=_before(estimate))
        if request.method != "POST":
            return _show(request, estimate, contact, offer, at=at, by_link=by_link)
        if request.POST.get("decision") == RENEW:
            ask_to_renew(estimate, contact, at=at)
            return redirect(request.get_full_path())
        form = DecisionForm(request.POST, commits=_commits(estimate.ticket, contact))
        refusal = ""
        if form.is_valid():
            refusal = _decide(request, estimate, contact, offer, form, at=at)
            if not refusal:
                return redirect(request.get_full_path())
            estimate.refresh_from_db()
        return _show(
            request, estimate, contact, offer, at=at, by_link=by_link, form=form, refusal=refusal
        )


def _decide(
    request: HttpRequest,
    estimate: Estimate,
    contact: Contact,
    offer: OfferShown,
    form: DecisionForm,
    *,
    at: datetime,
) -> str:
    """Why it could not be decided; nothing where it was."""
    values = form.cleaned_data
    decider = Decider(
        contact,
        name=values["name"],
        address=address_of(request),
        shown=offer.text,
        order_reference=values["order_reference"],
    )
    try:
        if values["shown"] != fingerprint(offer.text):
            raise ShownDiffers
        if values["decision"] == ACCEPT:
            accept(estimate, decider, at=at)
        else:
            reason, keep_open = values["reason"], values["keep_open"]
            decline(estimate, decider, at=at, reason=reason, keep_open=keep_open)
    except TicketRefusal as refusal:
        return str(refusal)
    return ""


def _show(
    request: HttpRequest,
    estimate: Estimate,
    contact: Contact,
    offer: OfferShown,
    *,
    at: datetime,
    by_link: str,
    form: DecisionForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    ticket = estimate.ticket
    deciders = deciders_of(ticket)
    assert estimate.version is not None
    zone = ZoneInfo(str(document_of(estimate.version).header.timezone))
    outcome = outcome_of(estimate, Viewpoint(at, zone, names_days=True))
    is_open = outcome is None
    commits = _commits(ticket, contact)
    start = {"shown": fingerprint(offer.text)}
    context: dict[str, Any] = {
        "estimate": estimate,
        "ticket": ticket,
        "offer": offer,
        "reader": contact,
        "commits": commits,
        "outcome": outcome,
        "refusal": refusal,
        "decides": is_open and contact in deciders,
        "deciders": [each for each in deciders if each != contact] if is_open else [],
        "form": form if form and is_open else DecisionForm(initial=start, commits=commits),
        "by_link": by_link,
        "later": _later(request, estimate),
        "card_url": f"{request.path}card.pdf?{LANGUAGE}={translation.get_language()}",
        "languages": [
            {"code": code, "name": name, "address": f"{request.path}?{LANGUAGE}={code}"}
            for code, name in settings.LANGUAGES
        ],
    }
    status = HTTPStatus.OK
    if form is not None:
        status = HTTPStatus.CONFLICT if refusal else HTTPStatus.UNPROCESSABLE_ENTITY
    response = render(request, "portal/estimate.html", context, status=status)
    response["Content-Language"] = translation.get_language() or "en"
    return response


def _before(estimate: Estimate) -> int | None:
    """The revision that stays accepted while this one waits."""
    return revision_accepted(estimate.ticket) if estimate.waits else None


def _commits(ticket: Ticket, contact: Contact) -> str:
    return str(ticket.organisation or contact)


def _later(request: HttpRequest, estimate: Estimate) -> str:
    """Where the latest revision is, for whoever looks at an earlier one."""
    latest = estimates_sent(estimate.ticket).first()
    if latest is None or latest.revision == estimate.revision or request.resolver_match is None:
        return ""
    kwargs = {**request.resolver_match.kwargs, "revision": latest.revision}
    return reverse(request.resolver_match.view_name, kwargs=kwargs)
