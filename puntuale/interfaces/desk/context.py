"""What the shell around every page of the staff shows; customers' pages have their own."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.queue.counts import unread_for
from puntuale.interfaces.desk.queue.side import unread_figure
from puntuale.ui.parts import Link

STAFF_DOORS = frozenset({"desk", "office", "operations"})


def shell(request: HttpRequest) -> dict[str, Any]:
    """Vendor, navigation, search and the person's links; nothing outside the staff's pages."""
    match = request.resolver_match
    if match is None or not STAFF_DOORS & set(match.namespaces):
        return {}
    reader = request.user
    if not reader.is_authenticated or not reader.is_staff:
        return {}
    return {
        "navigation": _navigation(reader, match),
        "home_url": reverse("desk:queue"),
        "search_url": reverse("desk:search") if reader.can(Ability.GIVE_SUPPORT) else "",
        "profile_url": reverse("desk:profile"),
        "sign_out_url": reverse("account_logout"),
        "notices_url": reverse("desk:notices"),
        "shortcuts": reader.uses_shortcuts,
        # Asked only by pages that have not counted already, and once though it stands there twice.
        "vendor_name": _vendor_name,
        "unread_notices": cache(lambda: unread_figure(unread_for(reader))),
    }


def _navigation(user: User, match: ResolverMatch) -> list[Link]:
    here, code = match.view_name, match.kwargs.get("code", "")
    pages = (
        (_("Queue"), reverse("desk:queue"), "q", here == "desk:queue", Ability.GIVE_SUPPORT),
        (
            pgettext("navigation", "Customers"),
            reverse("office:index", args=["customers"]),
            "c",
            here.startswith("office:") and code == "customers",
            Ability.KEEP_CUSTOMERS,
        ),
        (
            pgettext("navigation", "Calls"),
            reverse("desk:calls"),
            "t",
            here == "desk:calls",
            Ability.GIVE_SUPPORT,
        ),
        (
            pgettext("navigation", "Licences"),
            reverse("desk:licences"),
            "l",
            here in {"desk:licences", "desk:licence"},
            Ability.WORK_ON_TICKETS,
        ),
        (
            pgettext("navigation", "Agreements"),
            reverse("office:agreements"),
            "a",
            here.startswith("office:") and "/agreements/" in match.route,
            Ability.READ_AGREEMENTS,
        ),
        (
            pgettext("navigation", "Saved replies"),
            reverse("desk:replies"),
            "s",
            here == "desk:replies",
            Ability.KEEP_SAVED_REPLIES,
        ),
    )
    links = [
        Link(label, url, current=current, key=key)
        for label, url, key, current, ability in pages
        if user.can(ability)
    ]
    return links if user.is_of_vendor else [*links, *_of_partner(here)]


def _of_partner(here: str) -> list[Link]:
    """What partners have besides, who have no office."""
    pages = {
        # Leads to licences and registrations as well, for which a narrow window has no room here.
        "desk:customers": pgettext("navigation", "Customers"),
        "desk:leads": pgettext("navigation", "Enquiries"),
        "desk:terms": pgettext("navigation", "Terms"),
        "desk:billing": pgettext("navigation", "Charges"),
    }
    return [Link(label, reverse(name), current=name == here) for name, label in pages.items()]


def _vendor_name() -> str:
    return Vendor.objects.values_list("name", flat=True).first() or "Puntuale"
