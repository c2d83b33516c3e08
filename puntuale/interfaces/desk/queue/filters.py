"""All filters at once: those that are rarely asked for need lists that are rarely read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.queue.standings import versions_in_force
from puntuale.interfaces.desk.queue.chosen import Chosen
from puntuale.interfaces.desk.queue.options import filters_for
from puntuale.ui.access import StaffRequest, needs


@require_safe
@needs(Ability.GIVE_SUPPORT)
def index(request: StaffRequest) -> HttpResponse:
    """Every filter with everything that can be chosen; in place of the short line, or as a page."""
    chosen = Chosen.read(request.GET.dict())
    language = get_language() or "en"
    filters, vendor = filters_for(
        chosen.filters,
        versions_in_force(request.user),
        language,
        reader=request.user,
        everything=True,
    )
    context = {
        "url": reverse("desk:queue"),
        "filters": filters,
        "vendor_name": vendor,
        "all_filters": True,
    }
    template = "desk/queue/_filters.html" if request.htmx else "desk/queue/filters.html"
    return render(request, template, context)
