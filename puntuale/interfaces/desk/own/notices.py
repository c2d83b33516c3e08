"""What this person should know: assigned, the customer wrote, a promise is near or late."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.actions.reading import read_notices
from puntuale.apps.tickets.notices import notices_for
from puntuale.ui.access import StaffRequest, needs

PAGE = 50


@require_safe
@needs(Ability.ASK)
def index(request: StaffRequest) -> HttpResponse:
    """The newest notices, page after page by key."""
    found = notices_for(request.user).select_related(
        "ticket__organisation",
        "ticket__contact",
        "coverage__organisation",
        "coverage__agreement",
        "mailbox",
        "organisation",
    )
    before = request.GET.get("before", "")
    if before.isascii() and before.isdecimal():
        found = found.filter(id__lt=int(before[:18]))
    notices = list(found[: PAGE + 1])
    context = {
        "notices": notices[:PAGE],
        "before": notices[PAGE - 1].pk if len(notices) > PAGE else None,
    }
    return render(request, "desk/own/notices.html", context)


@require_POST
@needs(Ability.ASK)
def read(request: StaffRequest) -> HttpResponse:
    """Take one notice as read, or all."""
    one = request.POST.get("notice", "")
    only = [int(one[:18])] if one.isascii() and one.isdecimal() else None
    if only is not None or one == "all":
        read_notices(request.user, at=timezone.now(), only=only)
    return redirect("desk:notices")
