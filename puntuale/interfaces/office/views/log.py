"""Who changed what, newest first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.accounts.roles import Ability
from puntuale.interfaces.office.log_words import log_row
from puntuale.ui.access import StaffRequest, needs

PAGE = 100


@needs(Ability.READ_THE_LOG)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """A page of the log; `before` is the key of the last entry seen."""
    entries = LogEntry.objects.select_related("by")
    before = request.GET.get("before", "")
    if before.isdecimal():
        entries = entries.filter(pk__lt=int(before))
    page = list(entries[: PAGE + 1])
    context = {
        "rows": [log_row(entry) for entry in page[:PAGE]],
        "next_key": page[PAGE - 1].pk if len(page) > PAGE else None,
    }
    return render(request, "office/log.html", context)
