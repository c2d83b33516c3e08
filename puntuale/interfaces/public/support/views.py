"""The support page of one agreement, the list of all of them, and their closures as a calendar."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.agreements.terms import announced_closures, terms_in_force
from puntuale.apps.partners.queries import listed_partners
from puntuale.apps.post.models import Mailbox
from puntuale.core.agreements.terms.terms import ChannelRule, Terms
from puntuale.interfaces.public.calendars.closures import closures_as_calendar
from puntuale.interfaces.public.support.finding import (
    PARAMETER,
    Published,
    all_published,
    published,
)
from puntuale.interfaces.public.support.now import asked_now
from puntuale.interfaces.public.support.sections import sections_of
from puntuale.interfaces.public.support.structured import structured_data
from puntuale.ui.clauses.naming import place_name
from puntuale.ui.clauses.weeks import dated
from puntuale.ui.parts import Link


@dataclass(frozen=True, slots=True)
class House:
    """The vendor as a stranger sees it."""

    name: str
    mail: str


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every public agreement; the page itself where there is one only."""
    found = all_published(timezone.now())
    if len(found) == 1:
        return redirect("public:support", code=found[0].code)
    language = (translation.get_language() or "en")[:2]
    context = {
        "pages": [
            Link(each.version.title(language), reverse("public:support", args=[each.code]))
            for each in found
        ],
        "navigation": _navigation(request),
        "has_partners": listed_partners().exists(),
    }
    return render(request, "public/index.html", context)


@login_not_required
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """What one agreement promises, when, by which ways and for how much."""
    at = timezone.now()
    found = published(code, at)
    language = found.language(request)
    house = _house()
    terms = terms_in_force(found.version, announced_closures())
    etag = _etag(request, found, terms, house, language, at)
    unchanged = get_conditional_response(request, etag=etag)
    if isinstance(unchanged, HttpResponseNotModified):
        return unchanged
    with translation.override(language):
        response = render(
            request, "public/support.html", _context(request, found, terms, house, at)
        )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Language"] = language
    return response


@login_not_required
@require_safe
def closures(request: HttpRequest, code: str) -> HttpResponse:
    """The closures of one agreement: its own, and the vendor's where it lists them."""
    at = timezone.now()
    found = published(code, at)
    with translation.override(found.language(request)):
        terms = terms_in_force(found.version, announced_closures())
        return closures_as_calendar(terms.closures, at=at)


def _context(
    request: HttpRequest, found: Published, terms: Terms, house: House, at: datetime
) -> dict[str, Any]:
    language = translation.get_language() or "en"
    home = ZoneInfo(timezone.get_current_timezone_name())
    asked = asked_now(found.version, terms, home=home, at=at)
    version, address = found.version, reverse("public:support", args=[found.code])
    assert version.valid_from is not None
    return {
        "title": version.title(language),
        "number": version.number,
        "now_line": asked.now,
        "sections": sections_of(found.document, terms, asked.request),
        "takes": {
            name for name, channel in terms.channels.items() if channel.rule is ChannelRule.ACCEPT
        },
        "mail": house.mail,
        "since": dated(version.valid_from.astimezone(terms.zone).date()),
        "place": place_name(found.document.header.timezone),
        "hash": _in_fours(version.sha256),
        "sha256": version.sha256,
        "calendar": f"{reverse('public:agreement_closures', args=[found.code])}?{PARAMETER}={language}",
        "languages": [
            {
                "code": code,
                "address": f"{address}?{PARAMETER}={code}",
                "whole_address": f"{settings.PUBLIC_URL}{address}?{PARAMETER}={code}",
                "is_current": code == language,
            }
            for code in found.languages
        ],
        "whole_address": f"{settings.PUBLIC_URL}{address}",
        "structured": structured_data(
            found.document,
            terms,
            name=house.name,
            mail=house.mail,
            url=f"{settings.PUBLIC_URL}{address}",
            at=at,
        ),
        "navigation": _navigation(request),
        "vendor_name": house.name,
        "vendor_mail": house.mail,
    }


def _navigation(request: HttpRequest) -> list[Link]:
    support = Link(_("Support"), reverse("public:support_index"), current=True)
    if not request.user.is_authenticated:
        names = {_("Send a request"): "portal:public_request", _("Sign in"): "account_login"}
    elif request.user.is_staff:
        return [support, Link(_("To the desk"), "/desk/")]
    else:
        names = {_("New request"): "portal:new_request", _("My requests"): "portal:home"}
    return [support, *(Link(label, reverse(name)) for label, name in names.items())]


def _house() -> House:
    vendor = Vendor.objects.values_list("name", flat=True).first()
    mailboxes = Mailbox.objects.filter(is_default=True)
    return House(vendor or "Puntuale", mailboxes.values_list("address", flat=True).first() or "")


def _etag(
    request: HttpRequest,
    found: Published,
    terms: Terms,
    house: House,
    language: str,
    at: datetime,
) -> str:
    """All that the page depends on: the version, the closures, the minute, and who is looking."""
    who = (request.user.pk, request.COOKIES.get("theme", ""))
    what = (found.version.sha256, terms.closures, house, language, f"{at:%Y-%m-%d %H:%M}", who)
    return f'"{hashlib.sha256(repr(what).encode()).hexdigest()[:32]}"'


def _in_fours(sha256: str) -> str:
    return " ".join(sha256[at : at + 4] for at in range(0, 16, 4))
