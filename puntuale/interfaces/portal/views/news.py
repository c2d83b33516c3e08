"""News and bulletins to a customer, and whether they come by mail as well."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.customers.consents import has_agreed, record_consent, said_by
from puntuale.apps.customers.models import Consent
from puntuale.apps.news.models import Bulletin
from puntuale.apps.news.queries import bulletins_for
from puntuale.interfaces.portal.http import PortalRequest, customers_only

MOST = 50
# What belongs to an agreement is marked as such; news are what they are.
ABOUT = {
    Bulletin.About.CLOSURE: gettext_lazy("closure"),
    Bulletin.About.MAINTENANCE: gettext_lazy("planned maintenance"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One bulletin in the reader's language."""

    pk: int
    title: str
    text: str
    sent_at: datetime | None
    about: str


@require_safe
@customers_only
def index(request: PortalRequest) -> HttpResponse:
    """What was sent, the last one first; what was said about mail, and where."""
    language = get_language() or "en"
    said = [(each, where_said(each)) for each in said_by(request.contact)]
    context = {
        "bulletins": [
            Shown(
                each.pk,
                each.title(language),
                each.text(language),
                each.sent_at,
                str(ABOUT.get(Bulletin.About(each.about), "")),
            )
            for each in bulletins_for(request.contact)[:MOST]
        ],
        "has_agreed": has_agreed(request.contact),
        "said": said,
    }
    return render(request, "portal/news.html", context)


@require_POST
@customers_only
def consent(request: PortalRequest) -> HttpResponse:
    """Agree to get them by mail, or take it back."""
    wants = request.POST.get("wants") == "yes"
    record_consent(request.contact, is_given=wants, source="news", at=timezone.now())
    messages.success(
        request,
        _("News come by mail from now on.") if wants else _("No more news come by mail."),
    )
    return redirect("portal:news")


def where_said(consent: Consent) -> str:
    """Where somebody agreed, or took it back, in words."""
    known = {
        "registration": _("when registering"),
        "profile": _("in the profile"),
        "news": _("on the page of news"),
        "mail": _("by the address in a mail"),
    }
    return known.get(consent.source.partition(":")[0], "")
