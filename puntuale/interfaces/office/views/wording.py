"""Wording mails: with names in braces, looked at with real values, and back to ours."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.post.html.clean import FRAME_POLICY
from puntuale.apps.post.models import Wording
from puntuale.apps.tickets.actions.wording import drop_wording, keep_wording
from puntuale.interfaces.office.words_of_mails import TITLES, desk_of_words, refusals
from puntuale.ui.access import StaffRequest, needs

LONGEST = {"subject": 250, "body": 20_000}


@dataclass
class Draft:
    """The words of one mail in one language, as stored, as typed, or as ours to begin with."""

    language: str
    name: str
    subject: str
    body: str
    is_own: bool
    refusals: dict[str, list[str]] = field(default_factory=dict)
    shown: Any = None


@needs(Ability.KEEP_INSTALLATION)
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Every mail that may be worded, and in which languages it is."""
    own: dict[str, list[str]] = {}
    names = dict(settings.LANGUAGES)
    for wording in Wording.objects.order_by("language"):
        own.setdefault(wording.kind, []).append(names.get(wording.language, wording.language))
    kinds = [(kind, TITLES[kind], own.get(kind, [])) for kind in desk_of_words().kinds()]
    return render(request, "office/words.html", {"kinds": kinds})


@needs(Ability.KEEP_INSTALLATION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, kind: str) -> HttpResponse:
    """One mail in both languages: looked at with the values of a real request, then saved."""
    _known(kind)
    drafts = [_draft(request, kind, language) for language, _name in settings.LANGUAGES]
    wrong = any(draft.refusals for draft in drafts)
    if request.method == "POST" and "save" in request.POST and not wrong:
        _save(request, kind, drafts)
        messages.success(request, _("Saved: the next mails are written in these words."))
        return redirect("office:words_of", kind=kind)
    for draft in drafts:
        draft.shown = _preview(request, kind, draft)
    context = {
        "kind": kind,
        "title": TITLES[kind],
        "drafts": drafts,
        "variables": desk_of_words().variables_of(kind),
    }
    return render(request, "office/words_of.html", context, status=422 if wrong else 200)


@needs(Ability.KEEP_INSTALLATION)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: StaffRequest, kind: str, language: str) -> HttpResponse:
    """The HTML of what is kept, or typed, for the frame beside it."""
    _known(kind, language)
    shown = _preview(request, kind, _draft(request, kind, language))
    answer = HttpResponse(shown.html if shown else "", content_type="text/html; charset=utf-8")
    answer["Content-Security-Policy"] = FRAME_POLICY
    return answer


@needs(Ability.KEEP_INSTALLATION)
@require_POST
def ours(request: StaffRequest, kind: str, language: str) -> HttpResponse:
    """Back to our words."""
    _known(kind, language)
    drop_wording(kind, language, by=request.user, at=timezone.now())
    messages.success(request, _("These mails are written in our words again."))
    return redirect("office:words_of", kind=kind)


def _known(kind: str, language: str = "en") -> None:
    if kind not in desk_of_words().kinds() or language not in dict(settings.LANGUAGES):
        raise Http404


def _draft(request: StaffRequest, kind: str, language: str) -> Draft:
    name = dict(settings.LANGUAGES)[language]
    stored = Wording.objects.filter(kind=kind, language=language).first()
    subject, body = (
        (stored.subject, stored.body) if stored else desk_of_words().starter(kind, language)
    )
    if request.method == "POST":
        subject = request.POST.get(f"subject_{language}", "").strip()[: LONGEST["subject"]]
        body = request.POST.get(f"body_{language}", "").replace("\r\n", "\n")[: LONGEST["body"]]
    draft = Draft(language, name, subject, body, is_own=stored is not None)
    draft.refusals = refusals(kind, subject, body)
    return draft


def _preview(request: StaffRequest, kind: str, draft: Draft) -> Any:
    if draft.refusals:
        return None
    return desk_of_words().preview(
        kind, draft.language, draft.subject, draft.body, by=request.user, at=timezone.now()
    )


@transaction.atomic
def _save(request: StaffRequest, kind: str, drafts: list[Draft]) -> None:
    at = timezone.now()
    for draft in drafts:
        typed = (draft.subject, draft.body.strip())
        begun = desk_of_words().starter(kind, draft.language)
        # Whoever leaves the beginning as it is has worded nothing: our mail, with all it can say, stays.
        if not draft.is_own and typed == (begun[0], begun[1].strip()):
            continue
        facts = {"subject": draft.subject, "body": draft.body.strip() + "\n"}
        keep_wording(kind, draft.language, **facts, by=request.user, at=at)
