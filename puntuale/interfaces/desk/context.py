"""What the shell around every page of the staff shows; customers' pages have their own."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.tickets.notices import unread_notices
from puntuale.ui.parts import Link

STAFF_DOORS = frozenset({"desk", "office"})


def shell(request: HttpRequest) -> dict[str, Any]:
    """Vendor, navigation, search and the person's links; nothing outside the staff's pages."""
    match = request.resolver_match
    if match is None or not STAFF_DOORS & set(match.namespaces):
        return {}
    if not request.user.is_authenticated or not request.user.is_staff:
        return {}
    return {
        "navigation": _navigation(request),
        "home_url": reverse("desk:queue"),
        "search_url": reverse("desk:search"),
        "profile_url": reverse("desk:profile"),
        "sign_out_url": reverse("account_logout"),
        "notices_url": reverse("desk:notices"),
        "shortcuts": request.user.uses_shortcuts,
        # Asked only by pages that have not counted already.
        "vendor_name": _vendor_name,
        "unread_notices": partial(_unread, request.user),
    }


def _navigation(request: HttpRequest) -> list[Link]:
    match = request.resolver_match
    here = (match.app_name, match.url_name) if match else ("", "")
    in_office = here[0] == "office"
    return [
        Link(_("Queue"), reverse("desk:queue"), current=here == ("desk", "queue"), key="q"),
        Link(
            pgettext("navigation", "Saved replies"),
            reverse("desk:replies"),
            current=here == ("desk", "replies"),
            key="r",
        ),
        *([Link(_("Customers"), reverse("office:index", args=["organisations"]), in_office)]),
    ]


def _vendor_name() -> str:
    return Vendor.objects.values_list("name", flat=True).first() or "Puntuale"


def _unread(user: User) -> int:
    return unread_notices(user).count()
