"""Closures that the vendor announces."""

import re
from datetime import date
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.closures import announce_closure, withdraw_closure
from puntuale.apps.agreements.errors import AgreementRefusal
from puntuale.apps.agreements.models import Closure
from puntuale.interfaces.office.closing import previewed
from puntuale.interfaces.office.forms.fields import DateInput
from puntuale.ui.access import StaffRequest, needs

HOURS = re.compile(r"(([01]\d|2[0-3]):[0-5]\d)-(([01]\d|2[0-3]):[0-5]\d|24:00)")
TAKEN = gettext_lazy("There is a closure with this code already.")


class ClosureForm(forms.Form):
    """From the first day to the last, with hours open in between."""

    code = forms.SlugField(label=gettext_lazy("Code"), max_length=60)
    first_date = forms.DateField(label=gettext_lazy("First day"), widget=DateInput())
    last_date = forms.DateField(label=gettext_lazy("Last day"), widget=DateInput())
    availability = forms.CharField(
        label=gettext_lazy("Open in between"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One day a line, for example 2026-08-12 09:00-13:00"),
    )

    def clean_availability(self) -> list[dict[str, Any]]:
        return [
            _opening(line.split())
            for line in self.cleaned_data["availability"].splitlines()
            if line.strip()
        ]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Closure.objects.filter(code=code).exists():
            raise ValidationError(TAKEN)
        return code

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        first, last = facts.get("first_date"), facts.get("last_date")
        if first and last and last < first:
            self.add_error("last_date", _("The last day lies before the first."))
        for opening in facts.get("availability") or []:
            if first and last and not first <= date.fromisoformat(opening["date"]) <= last:
                self.add_error("availability", _("A day lies outside the closure."))
        return facts


def _opening(words: list[str]) -> dict[str, Any]:
    try:
        day = date.fromisoformat(words[0])
    except ValueError as trouble:
        raise ValidationError(_("Write the day as 2026-08-12.")) from trouble
    if len(words) < 2 or not all(HOURS.fullmatch(hours) for hours in words[1:]):
        raise ValidationError(_("Write the hours as 09:00-13:00."))
    if any(opens >= closes for opens, closes in (hours.split("-") for hours in words[1:])):
        raise ValidationError(_("Hours end after they begin, and never past midnight."))
    return {"date": day.isoformat(), "hours": words[1:]}


@needs(Ability.ANNOUNCE_CLOSURES)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """What has been announced, and one more."""
    if request.method != "POST":
        return _list(request, ClosureForm())
    form = ClosureForm(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                announce_closure(**form.cleaned_data, by=request.user, at=timezone.now())
        except IntegrityError:
            form.add_error("code", TAKEN)
        else:
            messages.success(
                request,
                _("Announced. It counts for every request that comes from now on."),
            )
            return redirect("office:closures")
    return _list(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@needs(Ability.ANNOUNCE_CLOSURES)
@require_safe
def preview(request: StaffRequest) -> HttpResponse:
    """What a closure would do, and the mail that would tell of it; nothing is written."""
    form = ClosureForm(request.GET)
    if not form.is_valid():
        return _list(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    at = timezone.now()
    row = Closure(**form.cleaned_data, announced_at=at)
    context = {"form": form, **previewed(row, by=request.user, at=at)}
    return render(request, "office/closure_preview.html", context)


@needs(Ability.ANNOUNCE_CLOSURES)
@require_POST
def withdrawal(request: StaffRequest, code: str) -> HttpResponse:
    """Stay open after all."""
    try:
        withdraw_closure(get_object_or_404(Closure, code=code), by=request.user, at=timezone.now())
        messages.success(request, _("Withdrawn. Requests that came meanwhile keep their promises."))
    except AgreementRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("office:closures")


def _list(request: StaffRequest, form: ClosureForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    today = timezone.now().date()
    rows = [
        {"row": row, "can_be_withdrawn": row.withdrawn_at is None and row.last_date >= today}
        for row in Closure.objects.order_by("-first_date")
    ]
    context = {"form": form, "closures": rows}
    return render(request, "office/closures.html", context, status=status)
