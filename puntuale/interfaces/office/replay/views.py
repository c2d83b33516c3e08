"""Replays of an agreement's requests: asked for, watched while they run, read, taken away."""

import csv
from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.errors import DocumentHasProblems
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.charges.replaying import ask
from puntuale.apps.tickets.models import Replay
from puntuale.apps.tickets.replay.actions import terms_of
from puntuale.apps.tickets.replay.results import compared_in
from puntuale.interfaces.office.replay.changed import cells, changed, changes_visible_to
from puntuale.interfaces.office.replay.costs import replayed_costs
from puntuale.interfaces.office.replay.form import ReplayForm, name_of
from puntuale.interfaces.office.replay.shown import lines, missing_words, rows, sentence
from puntuale.ui.access import StaffRequest, needs

PAGE = 50


@needs(Ability.KEEP_AGREEMENTS)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest, code: str) -> HttpResponse:
    """Ask for a replay; those that were asked for before."""
    agreement = get_object_or_404(Agreement, code=code)
    at = timezone.now()
    form = ReplayForm(agreement, timezone.localdate(), request.POST or None)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            replay = ask(agreement, **facts, by=request.user, at=at)
        except DocumentHasProblems as refusal:
            form.add_error("version", [str(problem) for problem in refusal.problems])
        else:
            return redirect("office:replay_result", code=code, pk=replay.pk)
    kept = Replay.objects.filter(agreement=agreement).select_related(
        "version__agreement", "organisation"
    )
    context = {
        "agreement": agreement,
        "form": form,
        "kept": [(replay, name_of(replay.version)) for replay in kept],
    }
    return render(
        request, "office/replay/index.html", context, status=422 if form.is_bound else 200
    )


@needs(Ability.KEEP_AGREEMENTS)
@require_GET
def result(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """How far it is, or what came out; `after` is the key of the last change that was seen."""
    replay = _replay(code, pk)
    found = changes_visible_to(request.user, replay)
    after = request.GET.get("after", "")
    if after.isdecimal():
        found = found.filter(pk__gt=int(after))
    zone = terms_of(replay).zone
    changes = [changed(row, zone) for row in found[: PAGE + 1]] if replay.finished_at else []
    compared = compared_in(replay.result)
    context = {
        "replay": replay,
        "agreement": replay.agreement,
        "name": name_of(replay.version),
        "compared": compared,
        "sentence": sentence(compared),
        "rows": rows(compared),
        "lines": list(lines(compared)),
        "missing": missing_words(compared.missing),
        "changes": changes[:PAGE],
        "more_href": f"?after={changes[PAGE - 1].key}" if len(changes) > PAGE else "",
        "costs": replayed_costs(replay, request.user),
        "zone": zone.key,
    }
    part = "office/replay/_result.html" if request.htmx else "office/replay/result.html"
    return render(request, part, context)


@needs(Ability.KEEP_AGREEMENTS)
@require_GET
def requests(request: StaffRequest, code: str, pk: int) -> StreamingHttpResponse:
    """All requests whose fate changes, as a file for a spreadsheet."""
    replay = _replay(code, pk)
    zone = terms_of(replay).zone
    found = (changed(row, zone) for row in changes_visible_to(request.user, replay).iterator())
    answer = StreamingHttpResponse(_written(cells(found)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="replay-{replay.pk}.csv"'
    return answer


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _written(rows: Iterator[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    # Without a mark spreadsheets take it for another encoding.
    yield "\ufeff"
    for row in rows:
        yield writer.writerow(row)


def _replay(code: str, pk: int) -> Replay:
    replays = Replay.objects.select_related("agreement", "version__agreement", "organisation")
    return get_object_or_404(replays, pk=pk, agreement__code=code)
