"""A partner's customers: what they have, and what they asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.coverages import coverages_held_by
from puntuale.apps.agreements.licensing import today_of_vendor, versions_of
from puntuale.apps.catalogue.models import Licence
from puntuale.apps.customers.models import Organisation
from puntuale.apps.partners.queries import customers_of, licences_visible_to
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.apps.tickets.queue.rows import rows_for
from puntuale.apps.tickets.queue.standings import board_for, versions_in_force
from puntuale.interfaces.desk.queue.row import Scribe
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.parts import QueueRow
from puntuale.ui.words.licences import machines_in_words, versions_in_words
from puntuale.ui.words.viewpoint import Viewpoint

MOST = 100


@dataclass(frozen=True, slots=True)
class LicenceLine:
    """A licence, up to which release it runs, and its machines."""

    licence: Licence
    versions: str
    machines: str


@require_safe
@needs(Ability.GIVE_SUPPORT)
def index(request: StaffRequest) -> HttpResponse:
    """Everybody that this partner looks after; ours stand in the office."""
    if request.user.is_of_vendor:
        raise Http404
    return render(
        request, "desk/partners/customers.html", {"customers": customers_of(request.user)}
    )


@require_safe
@needs(Ability.GIVE_SUPPORT)
def page(request: StaffRequest, pk: int) -> HttpResponse:
    """One of them: open requests, licences, agreements."""
    if request.user.is_of_vendor:
        raise Http404
    customer = get_object_or_404(customers_of(request.user), pk=pk)
    now, today = timezone.now(), timezone.localdate()
    language = get_language() or "en"
    context = {
        "customer": customer,
        "rows": _rows(request, customer),
        "licences": _licences(request, customer),
        "coverages": [
            (each.version.title(language), each.coverage.ends_on)
            for each in coverages_held_by(customer, today, now)
        ],
    }
    return render(request, "desk/partners/customer.html", context)


def _rows(request: StaffRequest, customer: Organisation) -> Sequence[QueueRow]:
    now = timezone.now()
    theirs = tickets_visible_to(request.user).filter(organisation=customer, closed_at=None)
    ids = theirs.order_by("-pk").values_list("pk", flat=True)[:MOST]
    found = rows_for(request.user)(list(ids))
    view = Viewpoint(now, ZoneInfo(request.user.time_zone))
    board = board_for(found, versions_in_force(request.user), now=now)
    scribe = Scribe(board, view, get_language() or "en", f"{reverse('desk:queue')}tickets/")
    return [scribe.row_of(each) for each in found]


def _licences(request: StaffRequest, customer: Organisation) -> list[LicenceLine]:
    """Of the products that the partner looks after."""
    now, theirs = timezone.now(), licences_visible_to(request.user).filter(holder=customer)
    held = list(theirs.prefetch_related("product__releases")[:MOST])
    until, today = versions_of(held, now), today_of_vendor(now)
    # Releases come as their model sorts them: the newest first.
    return [
        LicenceLine(
            each,
            versions_in_words(until[each.pk], each.product.releases.all(), today),
            machines_in_words(each),
        )
        for each in held
    ]
