"""What prospects asked, with whom it is and what became of it; handing it to a partner and back."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.models import Organisation
from puntuale.apps.tickets.actions.handing import hand_to
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import classes_of
from puntuale.apps.tickets.queries import leads_visible_to
from puntuale.interfaces.desk.partners.forms import HandingForm
from puntuale.interfaces.desk.ticket.doing import deed, filled
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.words.moments import short
from puntuale.ui.words.viewpoint import Viewpoint

PAGE = 50


@dataclass(frozen=True, slots=True)
class Lead:
    """One enquiry as a line."""

    ticket: Ticket
    kind: str
    when: str


@require_safe
@needs(Ability.GIVE_SUPPORT)
def index(request: StaffRequest) -> HttpResponse:
    """The newest first, page after page by key."""
    view, language = _view(request.user), get_language() or "en"
    leads = leads_visible_to(request.user)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdecimal():
        leads = leads.filter(pk__lt=int(before[:18]))
    whole = leads.select_related("contact", "handed_to", "product", "version__agreement")
    found = list(whole[: PAGE + 1])
    context = {
        "leads": [
            Lead(each, classes_of(each).title(each.type, language), short(each.submitted_at, view))
            for each in found[:PAGE]
        ],
        "before": found[PAGE - 1].pk if len(found) > PAGE else None,
    }
    return render(request, "desk/partners/leads.html", context)


@deed
def hand(request: StaffRequest, ticket: Ticket) -> None:
    """To a partner or back; a partner only gives it back."""
    values = filled(HandingForm(request.POST, reader=request.user, ticket=ticket))
    partner = values.get("partner")
    assert partner is None or isinstance(partner, Organisation)
    hand_to(ticket, partner, reason=str(values["reason"]), by=request.user, at=timezone.now())


def _view(user: User) -> Viewpoint:
    return Viewpoint(timezone.now(), ZoneInfo(user.time_zone))
