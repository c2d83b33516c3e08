"""Each thing that can be done on a request: load, call one action, go back to its page."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.actions import contact_for
from puntuale.apps.tickets.actions import (
    deciding,
    merging,
    participants,
    passing_on,
    promising,
    refusing,
    sorting,
    waiting,
)
from puntuale.apps.tickets.actions.appending import may_act_on
from puntuale.apps.tickets.errors import TicketRefusal, WithTheVendor
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.desk.ticket import forms
from puntuale.interfaces.desk.ticket.choices import class_form, level_form, reject_form
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.ui.access import StaffRequest, needs

Deed = Callable[[StaffRequest, Ticket], None]


class NotFilledIn(Exception):
    """The form of a deed has errors; `form` holds them and what was typed."""

    def __init__(self, form: Form) -> None:
        super().__init__(form.errors.as_text())
        self.form = form


def deed_of(
    ability: Ability, *, whoever_has_it: bool = False
) -> Callable[[Deed], Callable[[StaffRequest, int], HttpResponse]]:
    """Views that do one thing to one request and show its page again, for whoever has `ability`.

    `whoever_has_it`: also while the request is with the other side.
    """

    def decorate(done: Deed) -> Callable[[StaffRequest, int], HttpResponse]:
        @require_POST
        @needs(ability)
        @wraps(done)
        def view(request: StaffRequest, number: int) -> HttpResponse:
            ticket = ticket_for(request.user, number)
            try:
                if not (whoever_has_it or may_act_on(request.user, ticket)):
                    raise WithTheVendor
                done(request, ticket)
            except TicketRefusal as refusal:
                messages.error(request, str(refusal))
            except NotFilledIn as trouble:
                for errors in trouble.form.errors.values():
                    messages.error(request, " ".join(map(str, errors)))
            return redirect(reverse("desk:ticket", args=[number]))

        return view

    return decorate


# Of whoever gives support, a partner as well; and of our own desk alone.
deed = deed_of(Ability.GIVE_SUPPORT)
vendors_deed = deed_of(Ability.WORK_ON_TICKETS)
# What one has begun on it can be ended, whoever has it by now.
deed_of_ones_own = deed_of(Ability.GIVE_SUPPORT, whoever_has_it=True)


def filled(form: Form) -> dict[str, object]:
    """What was typed, where it is right.

    Raises:
        NotFilledIn: it is not.
    """
    if not form.is_valid():
        raise NotFilledIn(form)
    return form.cleaned_data


@deed
def take_charge(request: StaffRequest, ticket: Ticket) -> None:
    deciding.take_charge(ticket, by=request.user, at=timezone.now())


@deed
def classify(request: StaffRequest, ticket: Ticket) -> None:
    values = filled(class_form(ticket, request.POST))
    deciding.classify(
        ticket,
        type=str(values.get("type", "")),
        severity=str(values.get("severity", "")),
        cause="evolution" if values["cause"] == "evolution" else "correction",
        reason=str(values["reason"]),
        by=request.user,
        at=timezone.now(),
    )


@deed
def wait(request: StaffRequest, ticket: Ticket) -> None:
    values = filled(forms.WaitForm(request.POST))
    state = Ticket.State(str(values["state"]))
    reason = str(values["reason"])
    waiting.wait_for(ticket, state, reason=reason, by=request.user, at=timezone.now())


@deed
def resume(request: StaffRequest, ticket: Ticket) -> None:
    waiting.resume(ticket, by=request.user, at=timezone.now())


@deed
def resolve(request: StaffRequest, ticket: Ticket) -> None:
    deciding.resolve(ticket, by=request.user, at=timezone.now())


@deed
def close(request: StaffRequest, ticket: Ticket) -> None:
    deciding.close_ticket(ticket, by=request.user, at=timezone.now())


@deed
def reopen(request: StaffRequest, ticket: Ticket) -> None:
    values = filled(forms.OptionalReasonForm(request.POST))
    deciding.reopen(ticket, by=request.user, at=timezone.now(), reason=str(values["reason"]))


@vendors_deed
def reject(request: StaffRequest, ticket: Ticket) -> None:
    values = filled(reject_form(ticket, request.POST))
    refusing.reject(
        ticket,
        reason=str(values["reason"]),
        text=str(values["text"]),
        by=request.user,
        at=timezone.now(),
    )


@vendors_deed
def promise(request: StaffRequest, ticket: Ticket) -> None:
    form = forms.PromiseForm(request.POST)
    filled(form)
    promising.promise_date(
        ticket,
        metric=form.cleaned_data["metric"],
        due_at=form.cleaned_data["due_at"],
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=timezone.now(),
    )


@vendors_deed
def release(request: StaffRequest, ticket: Ticket) -> None:
    values = filled(forms.ReleaseForm(request.POST))
    promising.release(ticket, name=str(values["name"]), by=request.user, at=timezone.now())


@deed
def pass_on(request: StaffRequest, ticket: Ticket) -> None:
    values = filled(level_form(ticket, request.POST))
    passing_on.pass_on(
        ticket,
        level=str(values["level"]),
        reason=str(values["reason"]),
        by=request.user,
        at=timezone.now(),
    )


@deed
def assign(request: StaffRequest, ticket: Ticket) -> None:
    form = forms.AssignmentForm(request.POST, reader=request.user)
    filled(form)
    sorting.assign(
        ticket,
        to=form.cleaned_data["assignee"],
        team=form.cleaned_data.get("team"),
        by=request.user,
        at=timezone.now(),
    )


@vendors_deed
def tag(request: StaffRequest, ticket: Ticket) -> None:
    form = forms.TagsForm(request.POST)
    filled(form)
    sorting.set_tags(ticket, form.cleaned_data["tags"], by=request.user, at=timezone.now())


@deed
def set_language(request: StaffRequest, ticket: Ticket) -> None:
    language = str(filled(forms.LanguageForm(request.POST))["language"])
    sorting.set_language(ticket, language, by=request.user, at=timezone.now())


@vendors_deed
def merge(request: StaffRequest, ticket: Ticket) -> None:
    form = forms.MergeForm(request.POST)
    filled(form)
    into = ticket_for(request.user, form.cleaned_data["into"])
    merging.merge(ticket, into=into, by=request.user, at=timezone.now())
    messages.success(request, _("Merged into %(number)s.") % {"number": into.number})


@vendors_deed
def unmerge(request: StaffRequest, ticket: Ticket) -> None:
    merging.unmerge(ticket, by=request.user, at=timezone.now())


@vendors_deed
def add_person(request: StaffRequest, ticket: Ticket) -> None:
    form = forms.PersonForm(request.POST)
    filled(form)
    at = timezone.now()
    contact = contact_for(form.cleaned_data["email"], at=at)
    if contact is not None:
        participants.add_participant(ticket, contact, by=request.user, at=at)


@vendors_deed
def remove_person(request: StaffRequest, ticket: Ticket) -> None:
    form = forms.PersonForm(request.POST)
    filled(form)
    at = timezone.now()
    contact = contact_for(form.cleaned_data["email"], at=at)
    if contact is not None:
        participants.remove_participant(ticket, contact, by=request.user, at=at)
