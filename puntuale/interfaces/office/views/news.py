"""News and bulletins: written in both languages, looked at with whom they go to, sent, stopped."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import LANGUAGES
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.models import Closure
from puntuale.apps.customers.queries import language_of
from puntuale.apps.news.actions import drop_bulletin, send_bulletin, stop_bulletin, write_bulletin
from puntuale.apps.news.audience import people_for, readers_of
from puntuale.apps.news.errors import AlreadySent, BulletinRefusal
from puntuale.apps.news.models import Bulletin
from puntuale.apps.news.queries import bulletins_kept_by, progress_of
from puntuale.ui.access import StaffRequest, address_of, needs

MOST = 100
SAMPLE = 10


class BulletinForm(forms.ModelForm[Bulletin]):
    """What is written, and to whom."""

    closure = forms.ModelChoiceField(
        Closure.objects.filter(withdrawn_at=None).order_by("-first_date"),
        label=gettext_lazy("Closure"),
        required=False,
    )

    class Meta:
        model = Bulletin
        fields: ClassVar = [
            *("title_en", "text_en", "title_it", "text_it"),
            *("about", "is_to_registered", "products", "agreements", "closure"),
        ]
        widgets: ClassVar = {
            "title_en": forms.TextInput(attrs={"lang": "en"}),
            "text_en": forms.Textarea(attrs={"lang": "en"}),
            "title_it": forms.TextInput(attrs={"lang": "it"}),
            "text_it": forms.Textarea(attrs={"lang": "it"}),
            "products": forms.CheckboxSelectMultiple,
            "agreements": forms.CheckboxSelectMultiple,
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        about, names = values.get("about"), Bulletin.About
        if about == names.CLOSURE:
            values |= {"is_to_registered": False, "products": [], "agreements": []}
            if not values.get("closure"):
                self.add_error("closure", _("Say which closure."))
        else:
            values["closure"] = None
        if about == names.MAINTENANCE:
            values |= {"is_to_registered": False, "products": []}
            if not values.get("agreements"):
                self.add_error("agreements", _("Say under which agreements."))
        if about == names.NEWS and not (values.get("is_to_registered") or values.get("agreements")):
            self.add_error("is_to_registered", _("Say who gets it."))
        return values


@dataclass(frozen=True, slots=True)
class Readers:
    """Who gets a bulletin by mail: how many, in which languages, a few of them, and who does not."""

    count: int
    languages: list[tuple[str, int]]
    sample: list[str]
    without_consent: int

    @property
    def more(self) -> int:
        return self.count - len(self.sample)


@require_safe
@needs(Ability.WRITE_NEWS)
def index(request: StaffRequest) -> HttpResponse:
    """What was written and sent, the last one first."""
    language = get_language() or "en"
    rows = [(each, each.title(language)) for each in bulletins_kept_by(request.user)[:MOST]]
    return render(request, "office/news/index.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@needs(Ability.WRITE_NEWS)
def create(request: StaffRequest) -> HttpResponse:
    """A new draft."""
    return _write(request, None)


@require_http_methods(["GET", "POST"])
@needs(Ability.WRITE_NEWS)
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """A draft in other words."""
    return _write(request, _bulletin(request, pk))


@require_safe
@needs(Ability.WRITE_NEWS)
def page(request: StaffRequest, pk: int) -> HttpResponse:
    """A draft as everybody would get it, with who that is; or how far it has gone."""
    bulletin, at = _bulletin(request, pk), timezone.now()
    write: Callable[..., Any] = import_string(settings.NEWS_MAIL)
    context = {
        "bulletin": bulletin,
        "title": bulletin.title(get_language() or "en"),
        "letters": [(name, code, write(bulletin, code)) for code, name in LANGUAGES],
        "readers": None if bulletin.sent_at else _readers(bulletin, at),
        "progress": progress_of(bulletin) if bulletin.sent_at else None,
        "an_hour": settings.NEWS_AN_HOUR,
    }
    return render(request, "office/news/page.html", context)


@require_POST
@needs(Ability.WRITE_NEWS)
def send(request: StaffRequest, pk: int) -> HttpResponse:
    """Let it go out."""
    done = _("It goes out now, little by little, behind all other mail.")
    return _do(request, pk, "bulletins.sent", send_bulletin, done)


@require_POST
@needs(Ability.WRITE_NEWS)
def stop(request: StaffRequest, pk: int) -> HttpResponse:
    """Send it to nobody else."""
    return _do(request, pk, "bulletins.stopped", stop_bulletin, _("It goes to nobody else."))


@require_POST
@needs(Ability.WRITE_NEWS)
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    try:
        drop_bulletin(_bulletin(request, pk))
    except BulletinRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("office:news")


def _write(request: StaffRequest, bulletin: Bulletin | None) -> HttpResponse:
    form = BulletinForm(request.POST or None, instance=bulletin)
    status = HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                kept = write_bulletin(
                    bulletin, form.cleaned_data, by=request.user, at=timezone.now()
                )
                return redirect("office:bulletin", pk=kept.pk)
            except AlreadySent as refusal:
                form.add_error(None, str(refusal))
                status = HTTPStatus.CONFLICT
    context = {"form": form, "bulletin": bulletin}
    return render(request, "office/news/edit.html", context, status=status)


def _do(
    request: StaffRequest, pk: int, what: str, action: Callable[..., None], done: str
) -> HttpResponse:
    bulletin, at = _bulletin(request, pk), timezone.now()
    try:
        action(bulletin, by=request.user, at=at)
    except BulletinRefusal as refusal:
        messages.error(request, str(refusal))
    else:
        record_change(what, bulletin, by=request.user, at=at, address=address_of(request))
        messages.success(request, done)
    return redirect("office:bulletin", pk=pk)


def _readers(bulletin: Bulletin, at: datetime) -> Readers:
    readers = list(readers_of(bulletin, at=at))
    spoken = [language_of(each) for each in readers]
    return Readers(
        count=len(readers),
        languages=[(name, spoken.count(code)) for code, name in LANGUAGES],
        sample=[
            f"{each}, {each.organisation}" if each.organisation else str(each)
            for each in readers[:SAMPLE]
        ],
        without_consent=people_for(bulletin, at=at).count() - len(readers),
    )


def _bulletin(request: StaffRequest, pk: int) -> Bulletin:
    return get_object_or_404(bulletins_kept_by(request.user), pk=pk)
