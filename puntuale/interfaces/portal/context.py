"""What the shell around every customer's page shows; the desk has its own."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.post.models import Mailbox
from puntuale.apps.registrations.queries import registration_open_under
from puntuale.ui.parts import Link


def shell(request: HttpRequest) -> dict[str, Any]:
    """Vendor, navigation and the person's links, on every page that is not the desk's."""
    match = request.resolver_match
    # A request that was refused before it reached a view has no reader either.
    if match is None or {"desk", "office", "operations"} & set(match.namespaces):
        return {}
    return {
        # Asked only by pages that show them.
        "vendor_name": _vendor_name,
        "vendor_mail": _vendor_mail,
        "support_url": _support_url,
        "home_url": reverse("portal:home"),
        "profile_url": reverse("portal:profile"),
        "sign_out_url": reverse("account_logout"),
        "register_url": _register_url,
        "navigation": partial(_navigation, request),
    }


def _vendor_name() -> str:
    return Vendor.objects.values_list("name", flat=True).first() or "Puntuale"


def _vendor_mail() -> str:
    mailboxes = Mailbox.objects.filter(is_default=True)
    return mailboxes.values_list("address", flat=True).first() or ""


def _support_url() -> str:
    """Where anybody reads what is promised; nothing where no agreement is published."""
    is_published = Agreement.objects.filter(is_published=True).exists()
    return reverse("public:support_index") if is_published else ""


def _register_url() -> str:
    """Where one registers; nothing where no agreement asks for it."""
    return reverse("portal:registration") if registration_open_under(timezone.now()) else ""


def _navigation(request: HttpRequest) -> list[Link]:
    if not request.user.is_authenticated:
        names = {"account_login": _("Sign in"), "portal:public_request": _("Send a request")}
    elif request.user.is_staff:
        return [Link(_("To the desk"), "/desk/")]
    else:
        names = {
            "portal:home": _("My requests"),
            "portal:new_request": _("New request"),
            "portal:balance": _("Balance"),
            "portal:licences": _("Licences"),
            "portal:news": _("News"),
        }
    here = request.resolver_match.view_name if request.resolver_match else None
    return [Link(label, reverse(name), current=name == here) for name, label in names.items()]
