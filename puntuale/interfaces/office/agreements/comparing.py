"""What two versions decide differently, in words."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.agreements.written import written
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.clauses.differences import changes


@needs(Ability.READ_AGREEMENTS)
@require_GET
def compare(request: StaffRequest, code: str) -> HttpResponse:
    """Version `from` and version `to`, whichever they are; by default the last two."""
    agreement = get_object_or_404(Agreement, code=code)
    numbers = list(agreement.versions.values_list("number", flat=True))
    if not numbers:
        raise Http404
    after = _number(request.GET.get("to"), numbers[0])
    before = _number(request.GET.get("from"), next((n for n in numbers if n < after), after))
    texts = {
        each.number: written(each, agreement)
        for each in agreement.versions.defer(None).filter(number__in={before, after})
    }
    if {before, after} - texts.keys():
        raise Http404
    old, new = texts[before], texts[after]
    readable = old.document is not None and new.document is not None
    context = {
        "agreement": agreement,
        "numbers": numbers,
        "before": old.version,
        "after": new.version,
        "is_readable": readable,
        "changes": changes(old.document, new.document) if old.document and new.document else (),
    }
    return render(request, "office/agreement/changes.html", context)


def _number(given: str | None, otherwise: int) -> int:
    return (
        int(given)
        if given and given.isascii() and given.isdigit() and len(given) < 9
        else otherwise
    )
