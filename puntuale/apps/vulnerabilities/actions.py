"""Noting what the law asks for: known since, told when, fixed since; each once, by the group alone."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.actions.effects import notify
from puntuale.apps.tickets.models import Notice, Ticket
from puntuale.apps.vulnerabilities.duties import owed
from puntuale.apps.vulnerabilities.errors import (
    KnownAlready,
    NothingToReport,
    NotOfTheGroup,
    NotRestricted,
    NotSoEarly,
)
from puntuale.apps.vulnerabilities.models import Duty, Exploit, Report
from puntuale.apps.vulnerabilities.queries import group
from puntuale.core.agreements.clocks.nearness import near_at
from puntuale.core.agreements.clocks.reading import State


@transaction.atomic
def note_exploit(ticket: Ticket, *, aware_at: datetime, by: User, at: datetime) -> Exploit:
    """A vulnerability is being exploited: from `aware_at` on the law's clocks run.

    Raises:
        NotOfTheGroup, NotRestricted, NotSoEarly, KnownAlready: nothing was noted.
    """
    _be_of_the_group(by)
    ticket = Ticket.objects.select_for_update().get(pk=ticket.pk)
    if not ticket.is_restricted:
        raise NotRestricted
    if aware_at > at:
        raise NotSoEarly
    facts = {"aware_at": aware_at, "noted_at": at, "noted_by": by}
    exploit, is_new = Exploit.objects.get_or_create(ticket=ticket, defaults=facts)
    if not is_new:
        raise KnownAlready
    return exploit


@transaction.atomic
def note_report(
    exploit: Exploit, duty: Duty, *, sent_at: datetime, reference: str, by: User, at: datetime
) -> Report:
    """The authority was told; the duty is kept at `sent_at`.

    Raises:
        NotOfTheGroup, NotSoEarly, NothingToReport, KnownAlready: nothing was noted.
    """
    _be_of_the_group(by)
    exploit = _going_on(exploit)
    since = exploit.counts_from(duty)
    if since is None:
        raise NothingToReport
    if not since <= sent_at <= at:
        raise NotSoEarly
    if exploit.reports.filter(duty=duty).exists():
        raise KnownAlready
    return exploit.reports.create(
        duty=duty, sent_at=sent_at, noted_at=at, by=by, reference=reference
    )


@transaction.atomic
def note_fix(exploit: Exploit, *, fixed_at: datetime, by: User, at: datetime) -> None:
    """There is a fix, or what keeps the harm away: the clock of the final report runs from here.

    Raises:
        NotOfTheGroup, NotSoEarly, NothingToReport, KnownAlready: nothing was noted.
    """
    _be_of_the_group(by)
    exploit = _going_on(exploit)
    if exploit.fixed_at is not None:
        raise KnownAlready
    if not exploit.aware_at <= fixed_at <= at:
        raise NotSoEarly
    exploit.fixed_at, exploit.fixed_by = fixed_at, by
    exploit.save(update_fields=["fixed_at", "fixed_by"])


@transaction.atomic
def end_reporting(exploit: Exploit, *, because: str, by: User, at: datetime) -> None:
    """It was not exploited after all; what the authority was told stays as it is.

    Raises:
        NotOfTheGroup, NothingToReport: nothing was noted.
    """
    _be_of_the_group(by)
    exploit = _going_on(exploit)
    exploit.ended_at, exploit.ended_by, exploit.ended_because = at, by, because
    exploit.save(update_fields=["ended_at", "ended_by", "ended_because"])


def warn_group(exploit: Exploit, *, at: datetime) -> None:
    """Tell the group, and nobody else, of what is near or late; each person once of each."""
    for each in owed(exploit, now=at):
        if each.reading is None or each.reading.state.is_over:
            continue
        near = near_at(each.reading)
        if each.reading.state is State.BREACHED:
            kind = Notice.Kind.PROMISE_LATE
        elif near is not None and near <= at:
            kind = Notice.Kind.PROMISE_NEAR
        else:
            continue
        for person in group():
            notify(person, exploit.ticket, kind, at=at, about=f"authority:{each.duty}")


def _going_on(exploit: Exploit) -> Exploit:
    fresh = Exploit.objects.select_for_update().get(pk=exploit.pk)
    if fresh.ended_at is not None:
        raise NothingToReport
    return fresh


def _be_of_the_group(by: User) -> None:
    if not by.sees_restricted:
        raise NotOfTheGroup
