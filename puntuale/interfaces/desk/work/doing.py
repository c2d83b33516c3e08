"""Timers and entries: load, call one action, show the request again."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.charges import working
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.actions.timing import stop_timer
from puntuale.apps.work.errors import NoTimer, WorkedMeanwhile, WorkRefusal
from puntuale.apps.work.models import TimeEntry, Timing
from puntuale.apps.work.queries import running_timer
from puntuale.interfaces.desk.ticket.doing import deed, filled
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.interfaces.desk.ticket.page import show
from puntuale.interfaces.desk.work.forms import (
    TimerForm,
    WithdrawalForm,
    WorkForm,
    corrected_work,
)
from puntuale.interfaces.desk.work.meanwhile import free_of, said_of
from puntuale.ui.access import StaffRequest, needs

UNPROCESSABLE = 422


@deed
def start(request: StaffRequest, ticket: Ticket) -> None:
    values = filled(TimerForm(request.POST))
    working.start_timer(
        ticket,
        by=request.user,
        at=timezone.now(),
        free_because=str(values["free_because"]),
        instead=bool(values["instead"]),
    )


@deed
def stop(request: StaffRequest, ticket: Ticket) -> None:
    running = running_timer(request.user)
    if running is None or running.ticket_id != ticket.pk:
        raise NoTimer
    stop_timer(running, at=timezone.now())


@deed
def drop(request: StaffRequest, ticket: Ticket) -> None:
    measured = _measured(request, ticket)
    if measured is None:
        raise NoTimer
    working.drop_measured(measured, at=timezone.now())


@require_POST
@needs(Ability.WORK_ON_TICKETS)
def enter(request: StaffRequest, number: int) -> HttpResponse:
    """Record work by hand, or what was measured: then the form names it."""
    ticket, at = ticket_for(request.user, number), timezone.now()
    form = _work_form(request, ticket)
    if form is None:
        messages.error(request, str(NoTimer()))
        return redirect(f"{reverse('desk:ticket', args=[number])}#work")
    if not form.is_valid():
        return show(request, ticket, work_form=form, status=UNPROCESSABLE)
    try:
        _enter(request, ticket, form, at)
    except WorkRefusal as refusal:
        return _refused(request, ticket, form, refusal)
    messages.success(request, _("The work is recorded."))
    return redirect(f"{reverse('desk:ticket', args=[number])}#work")


@require_http_methods(["GET", "POST"])
@needs(Ability.WORK_ON_TICKETS)
def correct(request: StaffRequest, number: int, entry: int) -> HttpResponse:
    """Put an entry right, or take it back; both with a reason that stays."""
    ticket, at = ticket_for(request.user, number), timezone.now()
    found = get_object_or_404(
        TimeEntry.objects.select_related("worker"), pk=entry, ticket=ticket, withdrawn_at=None
    )
    is_withdrawal = "withdraw" in request.POST
    form = corrected_work(found, request.POST if request.POST and not is_withdrawal else None)
    withdrawal = WithdrawalForm(request.POST if is_withdrawal else None, auto_id="withdrawal-%s")
    if request.method == "POST" and (withdrawal if is_withdrawal else form).is_valid():
        try:
            if is_withdrawal:
                because = withdrawal.cleaned_data["because"]
                working.withdraw_work(found, because=because, by=request.user, at=at)
            else:
                because = form.cleaned_data["because"]
                working.correct_work(found, form.work, because=because, by=request.user, at=at)
        except WorkRefusal as refusal:
            (withdrawal.add_error(None, str(refusal)) if is_withdrawal else form.refuse(refusal))
        else:
            messages.success(request, _("The work is corrected, and rated again."))
            return redirect(f"{reverse('desk:ticket', args=[number])}#work")
    is_wrong = request.method == "POST"
    context = {"ticket": ticket, "entry": found, "form": form, "withdrawal": withdrawal}
    status = UNPROCESSABLE if is_wrong else 200
    return render(request, "desk/work/correct.html", context, status=status)


def _enter(request: StaffRequest, ticket: Ticket, form: WorkForm, at: datetime) -> None:
    by, split = request.user, "split" in request.POST
    if form.measured is not None:
        working.enter_measured(form.measured, form.work, by=by, at=at, split=split)
    else:
        working.enter_work(ticket, form.work, worker=by, by=by, at=at, split=split)


def _refused(
    request: StaffRequest, ticket: Ticket, form: WorkForm, refusal: WorkRefusal
) -> HttpResponse:
    free = ""
    if isinstance(refusal, WorkedMeanwhile):
        form.add_error(None, said_of(refusal, request.user))
        free = free_of(refusal)
    else:
        form.refuse(refusal)
    return show(request, ticket, work_form=form, free=free, status=UNPROCESSABLE)


def _work_form(request: StaffRequest, ticket: Ticket) -> WorkForm | None:
    """The form as it was sent; None: what it is about was entered or dropped meanwhile."""
    if not request.POST.get("measured"):
        return WorkForm(request.POST, auto_id="work-%s")
    measured = _measured(request, ticket)
    if measured is None:
        return None
    return WorkForm(request.POST, measured=measured, auto_id=f"measured-{measured.pk}-%s")


def _measured(request: StaffRequest, ticket: Ticket) -> Timing | None:
    """What the reader has measured on `ticket`, by the key that the form names."""
    key = request.POST.get("measured", "")
    theirs = Timing.objects.filter(ticket=ticket, worker=request.user, ended_at__isnull=False)
    return theirs.filter(pk=int(key[:18])).first() if key.isdecimal() else None
