"""Calls are asked for, tried one at a time, and settled: by an answer, or by a mail after the last."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from puntuale.apps.accounts.models import User
from puntuale.apps.callbacks.errors import BeingCalled, CallAskedAlready, NoCall, TooEarly
from puntuale.apps.callbacks.models import CallAttempt, Callback
from puntuale.apps.callbacks.rules import begins_with_call, rules_for, zone_of_customer
from puntuale.apps.customers.models import Contact
from puntuale.apps.customers.phones import PhoneRefused, phone_typed
from puntuale.apps.tickets.actions.appending import append, locked_open
from puntuale.apps.tickets.actions.effects import notify, tell_customer
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.actions.waiting import end_wait, pause
from puntuale.apps.tickets.models import Notice, Ticket, TicketEvent
from puntuale.apps.work.actions.timing import propose
from puntuale.apps.work.models import Kind
from puntuale.core.agreements.calling import is_quiet, next_call_at

State, Outcome = Callback.State, CallAttempt.Outcome


@transaction.atomic
def ask_for_call(
    ticket: Ticket,
    *,
    phone: str,
    by: Contact | User,
    at: datetime,
    wanted_from: datetime | None = None,
    wanted_until: datetime | None = None,
    medium: Callback.Medium = Callback.Medium.VOICE,
    note: str = "",
) -> Callback:
    """Somebody is to be called on `phone`, at the wished time where there is one.

    What is not a telephone call begins as one: the link of a remote tool follows it.

    Raises:
        AlreadyClosed:    the request must be open.
        CallAskedAlready: a call waits on it.
    """
    ticket = locked_open(ticket)
    rules, zone = rules_for(ticket), zone_of_customer(ticket)
    callback = Callback(
        ticket=ticket,
        phone=phone,
        wanted_from=wanted_from,
        wanted_until=wanted_until,
        medium=medium,
        note=note.strip()[:200],
        requested_at=at,
        by_contact=by if isinstance(by, Contact) else None,
        by_user=by if isinstance(by, User) else None,
        call_at=next_call_at(rules, last=None, wanted=wanted_from, now=at, zone=zone),
    )
    try:
        with transaction.atomic():
            callback.save()
    except IntegrityError:
        raise CallAskedAlready from None
    append(ticket, TicketEvent.Kind.CALL_ASKED, at=at, by=by, phone=phone)
    if isinstance(by, Contact):
        if ticket.state == Ticket.State.WAITING_CUSTOMER:
            end_wait(ticket, at=at, by=by)
        notify(
            ticket.assignee, ticket, Notice.Kind.CUSTOMER_WROTE, at=at, about=f"call{callback.pk}"
        )
    refresh(ticket, at=at)
    return callback


def call_as_promised(ticket: Ticket, *, at: datetime) -> Callback | None:
    """Put a new request among the calls, where its agreement lets the call come from the vendor.

    None where it does not, or where no number is known that we call.
    """
    contact = ticket.contact
    country = ticket.organisation.country if ticket.organisation else ""
    is_new = ticket.is_open and not ticket.callbacks.exists()
    if not is_new or not begins_with_call(ticket):
        return None
    try:
        phone = phone_typed(contact.phone, country=country, allowed=settings.CALL_COUNTRIES)
    except PhoneRefused:
        return None
    return ask_for_call(ticket, phone=phone, by=contact, at=at)


@transaction.atomic
def withdraw_call(callback: Callback, *, by: Contact | User, at: datetime) -> None:
    """Nobody needs to be called any more.

    Raises:
        BeingCalled: somebody calls at this moment, or it is over.
    """
    ticket = locked_open(callback.ticket)
    waiting = Callback.objects.filter(pk=callback.pk, state=State.SCHEDULED)
    if not waiting.update(state=State.WITHDRAWN, ended_at=at):
        raise BeingCalled
    append(ticket, TicketEvent.Kind.CALL_WITHDRAWN, at=at, by=by)
    ticket.save(update_fields=["last_activity_at"])


@transaction.atomic
def start_call(
    callback: Callback, *, by: User, at: datetime, external_id: str | None = None
) -> CallAttempt:
    """Begin to call: of any number of people one does (readings R-21).

    Raises:
        AlreadyClosed: the request has ended.
        BeingCalled:   somebody was faster.
        TooEarly:      the agreement's spacing, or the customer's night.
    """
    ticket = locked_open(callback.ticket)
    free = Callback.objects.filter(pk=callback.pk, state=State.SCHEDULED)
    if not free.update(state=State.ATTEMPTING, caller=by):
        raise BeingCalled
    rules, zone = rules_for(ticket), zone_of_customer(ticket)
    last = callback.attempts.aggregate(at=Max("started_at"), number=Max("number"))
    if is_quiet(rules, at, zone) or (last["at"] and at < last["at"] + rules.least):
        raise TooEarly
    return CallAttempt.objects.create(
        callback=callback,
        number=(last["number"] or 0) + 1,
        by=by,
        started_at=at,
        external_id=external_id,
    )


@transaction.atomic
def note_answered(attempt: CallAttempt, *, at: datetime) -> None:
    """The customer has picked up; from now on it is work."""
    CallAttempt.objects.filter(pk=attempt.pk, outcome="", answered_at=None).update(answered_at=at)


@transaction.atomic
def give_up_call(attempt: CallAttempt) -> None:
    """It was not made after all: nothing happened, and somebody else may call.

    Raises:
        NoCall: it has ended.
    """
    if not CallAttempt.objects.filter(pk=attempt.pk, outcome="").delete()[0]:
        raise NoCall
    calling = Callback.objects.filter(pk=attempt.callback_id, state=State.ATTEMPTING)
    calling.update(state=State.SCHEDULED, caller=None)


@transaction.atomic
def end_call(attempt: CallAttempt, outcome: str, *, at: datetime) -> None:
    """The call is over: it keeps the promises of a call and of a first reply, answered or not.

    An answered one proposes its time. After the last unanswered one the customer is written to, and
    the request waits as its agreement says.

    Raises:
        NoCall: it has ended before.
    """
    callback = Callback.objects.select_related("ticket").get(pk=attempt.callback_id)
    ticket = locked_open(callback.ticket)
    going_on = CallAttempt.objects.filter(pk=attempt.pk, outcome="")
    if not going_on.update(outcome=outcome, ended_at=max(at, attempt.started_at)):
        raise NoCall
    attempt.refresh_from_db()
    rules = rules_for(ticket)
    # When it began, unless something else happened meanwhile: history never runs backwards.
    called_at = max(attempt.started_at, ticket.last_activity_at)
    append(
        ticket,
        TicketEvent.Kind.CALLED,
        at=called_at,
        by=attempt.by,
        outcome=outcome,
        number=attempt.number,
        most=rules.max_attempts,
    )
    _take(ticket, attempt, at=called_at)
    if outcome == Outcome.ANSWERED:
        _reached(callback, attempt, ticket, at=at)
    elif attempt.number >= rules.max_attempts:
        _exhausted(callback, attempt, ticket, at=at)
    else:
        _try_again(callback, attempt, ticket, at=at)
    refresh(ticket, at=at)


def _take(ticket: Ticket, attempt: CallAttempt, *, at: datetime) -> None:
    ticket.assignee = ticket.assignee or attempt.by
    ticket.taken_at = ticket.taken_at or at
    if ticket.state == Ticket.State.NEW:
        ticket.state = Ticket.State.IN_PROGRESS


def _reached(callback: Callback, attempt: CallAttempt, ticket: Ticket, *, at: datetime) -> None:
    _settle(callback, State.REACHED, at)
    end_wait(ticket, at=at, by=attempt.by)
    # Nothing is billed by itself: whoever called confirms the time, or puts it right.
    began = attempt.answered_at or attempt.started_at
    propose(ticket, worker=attempt.by, kind=Kind.CALL, started_at=began, ended_at=at)


def _exhausted(callback: Callback, attempt: CallAttempt, ticket: Ticket, *, at: datetime) -> None:
    rules = rules_for(ticket)
    _settle(callback, State.EXHAUSTED, at)
    if rules.waits_for is not None:
        pause(ticket, Ticket.State(rules.waits_for), by=attempt.by, at=at)
    if rules.sends_mail:
        tell_customer(ticket, "unreached", at=at)


def _try_again(callback: Callback, attempt: CallAttempt, ticket: Ticket, *, at: datetime) -> None:
    rules, zone = rules_for(ticket), zone_of_customer(ticket)
    wanted = callback.wanted_from
    again = next_call_at(rules, last=attempt.started_at, wanted=wanted, now=at, zone=zone)
    calling = Callback.objects.filter(pk=callback.pk)
    calling.update(state=State.SCHEDULED, caller=None, call_at=again)


def _settle(callback: Callback, state: Callback.State, at: datetime) -> None:
    Callback.objects.filter(pk=callback.pk).update(state=state, caller=None, ended_at=at)
