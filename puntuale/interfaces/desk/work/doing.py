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
from puntuale.apps.work.errors import AlreadyWithdrawn, NoTimer, WorkedMeanwhile, WorkRefusal
from puntuale.apps.work.models import Timing
from puntuale.apps.work.queries import entries_visible_to, running_timer
from puntuale.interfaces.desk.ticket.doing import deed, deed_of_ones_own, filled
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


@deed_of_ones_own
def stop(request: StaffRequest, ticket: Ticket) -> None:
    running = running_timer(request.user)
    if running is None or running.ticket_id != ticket.pk:
        raise NoTimer
    stop_timer(running, at=timezone.now())


@deed_of_ones_own
def drop(request: StaffRequest, ticket: Ticket) -> None:
    measured = _measured(request, ticket)
    if measured is None:
        raise NoTimer
    working.drop_measured(measured, at=timezone.now())


@require_POST
@needs(Ability.GIVE_SUPPORT)
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
@needs(Ability.GIVE_SUPPORT)
def correct(request: StaffRequest, number: int, entry: int) -> HttpResponse:
    """Put an entry right, with a reason that stays; or be led to taking it back."""
    ticket = ticket_for(request.user, number)
    entries = entries_visible_to(request.user, ticket).filter(withdrawn_at=None)
    entries = entries.select_related("worker", "ticket")
    found = get_object_or_404(entries, pk=entry)
    form = corrected_work(found, request.POST or None)
    if form.is_valid():
        because, at = form.cleaned_data["because"], timezone.now()
        try:
            working.correct_work(found, form.work, because=because, by=request.user, at=at)
        except WorkRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The work is corrected, and rated again."))
            return redirect(f"{reverse('desk:ticket', args=[number])}#work")
    context = {
        "ticket": ticket,
        "entry": found,
        "form": form,
        "withdrawal": WithdrawalForm(auto_id="withdrawal-%s"),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "desk/work/correct.html", context, status=status)


@deed_of_ones_own
def withdraw(request: StaffRequest, ticket: Ticket) -> None:
    because = str(filled(WithdrawalForm(request.POST))["because"])
    key = request.POST.get("entry", "")
    entries = entries_visible_to(request.user, ticket).filter(withdrawn_at=None)
    found = entries.filter(pk=int(key[:18])).first() if key.isdecimal() else None
    if found is None:
        raise AlreadyWithdrawn
    working.withdraw_work(found, because=because, by=request.user, at=timezone.now())
    messages.success(request, _("The work is taken back, and the request rated again."))


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
