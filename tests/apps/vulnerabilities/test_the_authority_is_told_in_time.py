"""The Cyber Resilience Act's clocks: 24 hours, 72 hours, and 14 days after a fix, as time passes."""

from datetime import datetime, timedelta

import pytest

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Notice, Ticket
from puntuale.apps.vulnerabilities.actions import (
    end_reporting,
    note_exploit,
    note_fix,
    note_report,
)
from puntuale.apps.vulnerabilities.duties import owed
from puntuale.apps.vulnerabilities.errors import (
    KnownAlready,
    NothingToReport,
    NotOfTheGroup,
    NotRestricted,
    NotSoEarly,
)
from puntuale.apps.vulnerabilities.models import Duty, Exploit
from puntuale.apps.vulnerabilities.queries import exploits_visible_to
from puntuale.core.agreements.clocks.why import why
from puntuale.interfaces.worker.vulnerabilities import watch
from tests.apps.tickets.stories import asked
from tests.cast import Cast, rome

# A Saturday before a Sunday: the law knows no working hours.
KNOWN = rome("2026-11-21 23:30")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    ticket = asked(cast, "2026-11-21 23:00")
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)
    ticket.refresh_from_db()
    return ticket


@pytest.fixture
def exploit(cast: Cast, ticket: Ticket) -> Exploit:
    return note_exploit(ticket, aware_at=KNOWN, by=cast.tone, at=KNOWN + HOUR)


def stands(exploit: Exploit, duty: Duty, at: datetime) -> str:
    exploit = Exploit.objects.get(pk=exploit.pk)
    reading = {each.duty: each.reading for each in owed(exploit, now=at)}[duty]
    return reading.state.value if reading else "not begun"


def told(exploit: Exploit, duty: Duty, sent_at: datetime, by: User) -> None:
    note_report(exploit, duty, sent_at=sent_at, reference="CSIRT-7", by=by, at=sent_at)


@pytest.mark.parametrize(
    ("duty", "within"), [(Duty.EARLY_WARNING, 24 * HOUR), (Duty.NOTIFICATION, 72 * HOUR)]
)
def test_it_counts_from_the_instant_at_which_we_knew_to_the_second(
    exploit: Exploit, cast: Cast, duty: Duty, within: timedelta
) -> None:
    due = KNOWN + within

    assert stands(exploit, duty, due) == "running"
    assert stands(exploit, duty, due + timedelta(seconds=1)) == "breached"
    told(exploit, duty, due, cast.tone)
    assert stands(exploit, duty, due + DAY) == "met"


def test_told_too_late_is_told_late(exploit: Exploit, cast: Cast) -> None:
    told(exploit, Duty.EARLY_WARNING, KNOWN + 25 * HOUR, cast.tone)

    assert stands(exploit, Duty.EARLY_WARNING, KNOWN + 2 * DAY) == "met_late"


def test_the_final_report_counts_from_the_fix(exploit: Exploit, cast: Cast) -> None:
    assert stands(exploit, Duty.FINAL_REPORT, KNOWN + 100 * DAY) == "not begun"

    # Over the night on which clocks go forward, 14 days are 336 hours.
    fixed = rome("2027-03-20 10:00")
    note_fix(exploit, fixed_at=fixed, by=cast.tone, at=fixed + HOUR)

    assert stands(exploit, Duty.FINAL_REPORT, fixed + 14 * DAY) == "running"
    assert stands(exploit, Duty.FINAL_REPORT, fixed + 14 * DAY + MINUTE) == "breached"
    told(exploit, Duty.FINAL_REPORT, fixed + 13 * DAY, cast.tone)
    assert stands(exploit, Duty.FINAL_REPORT, fixed + 14 * DAY + MINUTE) == "met"


def test_each_says_why(exploit: Exploit) -> None:
    first, *_others = owed(exploit, now=KNOWN + 2 * HOUR)

    assert first.reading is not None
    assert first.reading.due_at == KNOWN + 24 * HOUR
    assert why(first.reading)


def test_what_was_not_exploited_after_all_owes_nothing_more(exploit: Exploit, cast: Cast) -> None:
    told(exploit, Duty.EARLY_WARNING, KNOWN + 2 * HOUR, cast.tone)
    end_reporting(exploit, because="A false alarm.", by=cast.tone, at=KNOWN + 3 * HOUR)

    assert stands(exploit, Duty.EARLY_WARNING, KNOWN + 9 * DAY) == "met"
    assert stands(exploit, Duty.NOTIFICATION, KNOWN + 9 * DAY) == "cancelled"
    with pytest.raises(NothingToReport):
        told(exploit, Duty.NOTIFICATION, KNOWN + DAY, cast.tone)


def test_only_the_group_notes_anything(ticket: Ticket, exploit: Exploit, cast: Cast) -> None:
    with pytest.raises(NotOfTheGroup):
        note_exploit(ticket, aware_at=KNOWN, by=cast.elena, at=KNOWN)
    with pytest.raises(NotOfTheGroup):
        told(exploit, Duty.EARLY_WARNING, KNOWN, cast.elena)
    with pytest.raises(NotOfTheGroup):
        note_fix(exploit, fixed_at=KNOWN, by=cast.elena, at=KNOWN)
    with pytest.raises(NotOfTheGroup):
        end_reporting(exploit, because="No.", by=cast.elena, at=KNOWN)
    assert not exploits_visible_to(cast.elena)
    assert not exploits_visible_to(cast.maja.user)
    assert list(exploits_visible_to(cast.tone)) == [exploit]


def test_nothing_is_noted_twice_ahead_or_of_what_everybody_reads(
    ticket: Ticket, exploit: Exploit, cast: Cast
) -> None:
    open_to_all = asked(cast, "2026-11-21 10:00")

    with pytest.raises(NotRestricted):
        note_exploit(open_to_all, aware_at=KNOWN, by=cast.tone, at=KNOWN)
    with pytest.raises(KnownAlready):
        note_exploit(ticket, aware_at=KNOWN, by=cast.tone, at=KNOWN)
    with pytest.raises(NotSoEarly):
        note_fix(exploit, fixed_at=KNOWN + DAY, by=cast.tone, at=KNOWN + HOUR)
    with pytest.raises(NotSoEarly):
        told(exploit, Duty.EARLY_WARNING, KNOWN - MINUTE, cast.tone)
    told(exploit, Duty.EARLY_WARNING, KNOWN + HOUR, cast.tone)
    with pytest.raises(KnownAlready):
        told(exploit, Duty.EARLY_WARNING, KNOWN + HOUR, cast.tone)


def test_the_group_alone_is_warned_once_when_it_is_near_and_once_when_it_is_late(
    ticket: Ticket, exploit: Exploit, cast: Cast
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(assignee=cast.elena)

    for minutes in range(0, 26 * 60, 10):
        watch({}, at=KNOWN + HOUR + minutes * MINUTE)

    warned = Notice.objects.filter(about="authority:early_warning").values_list("user", "kind")
    assert sorted(warned) == [
        (cast.tone.pk, Notice.Kind.PROMISE_LATE),
        (cast.tone.pk, Notice.Kind.PROMISE_NEAR),
    ]
    assert not Notice.objects.exclude(user=cast.tone).exists()


def test_what_was_told_warns_nobody(exploit: Exploit, cast: Cast) -> None:
    for duty in (Duty.EARLY_WARNING, Duty.NOTIFICATION):
        told(exploit, duty, KNOWN + HOUR, cast.tone)

    watch({}, at=KNOWN + 9 * DAY)

    assert not Notice.objects.exists()
