"""Coverages: how they stand, and who is told in time that they end."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.accounts.roles import Role
from puntuale.apps.agreements.coverages import coverages_held_by, standing_on
from puntuale.apps.agreements.models import Agreement, Coverage
from puntuale.apps.tickets.actions.renewals import warn_of_ends
from puntuale.apps.tickets.models import Notice
from puntuale.apps.tickets.notices import notices_for
from puntuale.interfaces.worker.renewals import handle
from puntuale.ui.words.coverages import coverage_state, covered_until
from tests.cast import Cast, in_force

END = date(2026, 12, 31)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WARNINGS = (7, 30, 60)


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return in_force("suite-sla")


def coverage(cast: Cast, agreement: Agreement, **facts: Any) -> Coverage:
    whole = {"starts_on": date(2026, 1, 1), "ends_on": END} | facts
    return Coverage.objects.create(organisation=cast.brembo, agreement=agreement, **whole)


def before(days: int) -> date:
    return END - timedelta(days=days)


def told(today: date, warnings: tuple[int, ...] = WARNINGS) -> list[tuple[str, str]]:
    """Who was told of what on that day, and not before."""
    known = set(Notice.objects.values_list("pk", flat=True))
    warn_of_ends(warnings, today=today, at=NOON)
    new = Notice.objects.exclude(pk__in=known).order_by("user__name").select_related("user")
    return [(row.user.name, row.about) for row in new]


@pytest.mark.parametrize(
    ("today", "standing", "word"),
    [
        ("2025-12-31", "pending", "begins later"),
        ("2026-01-01", "active", "active"),
        ("2026-11-01", "active", "ends in 60 days"),
        ("2026-10-31", "active", "active"),
        ("2026-12-01", "active", "ends in 30 days"),
        ("2026-12-30", "active", "ends in 1 day"),
        ("2026-12-31", "active", "ends today"),
        ("2027-01-01", "ended", "ended"),
    ],
)
def test_how_a_coverage_stands(
    cast: Cast, agreement: Agreement, today: str, standing: str, word: str
) -> None:
    row, day = coverage(cast, agreement), date.fromisoformat(today)

    assert standing_on(row, day) == standing
    assert f">{word}<" in coverage_state(row, day)


def test_a_suspended_coverage_is_suspended_until_it_ends(cast: Cast, agreement: Agreement) -> None:
    row = coverage(cast, agreement, suspended_at=NOON)

    assert standing_on(row, date(2026, 12, 1)) == "suspended"
    assert standing_on(row, date(2027, 1, 1)) == "ended"


def test_managers_are_told_at_each_distance_once(cast: Cast, agreement: Agreement) -> None:
    coverage(cast, agreement)

    told_by_day = [(days, told(before(days))) for days in (61, 60, 59, 30, 29, 8, 7, 7, 0, -1)]

    assert [found for found in told_by_day if found[1]] == [
        (60, [("Elena Riva", "60 2026-12-31")]),
        (30, [("Elena Riva", "30 2026-12-31")]),
        (7, [("Elena Riva", "7 2026-12-31")]),
    ]


def test_after_weeks_without_a_worker_only_the_least_distance_is_told(
    cast: Cast, agreement: Agreement
) -> None:
    coverage(cast, agreement)

    assert told(before(20)) == [("Elena Riva", "30 2026-12-31")]


def test_another_end_is_told_anew(cast: Cast, agreement: Agreement) -> None:
    row = coverage(cast, agreement)
    told(before(30))
    row.ends_on = date(2027, 12, 31)
    row.save()

    assert told(before(30)) == []
    assert told(date(2027, 12, 1)) == [("Elena Riva", "30 2027-12-31")]


@pytest.mark.parametrize(
    ("starts", "ends", "warned"),
    [
        (date(2027, 1, 1), date(2027, 12, 31), False),
        (date(2027, 1, 1), None, False),
        (date(2026, 6, 1), date(2027, 5, 31), False),
        (date(2027, 1, 2), None, True),
        (date(2026, 6, 1), date(2026, 11, 30), True),
    ],
    ids=["renewed", "without end", "overlapping", "a gap of a day", "ends before"],
)
def test_what_is_renewed_is_not_told(
    cast: Cast, agreement: Agreement, starts: date, ends: date | None, warned: bool
) -> None:
    coverage(cast, agreement)
    coverage(cast, agreement, starts_on=starts, ends_on=ends)

    assert bool(told(before(30))) is warned


def test_without_managers_administrators_are_told(cast: Cast, agreement: Agreement) -> None:
    coverage(cast, agreement)
    User.objects.filter(role=Role.MANAGER).update(is_active=False)

    assert [who for who, _ in told(before(30))] == ["Ada Ferri"]


def test_the_vendor_says_how_many_days_before(cast: Cast, agreement: Agreement) -> None:
    coverage(cast, agreement)
    Vendor.objects.update(coverage_warning_days="14")
    # In Rome the day has begun.
    handle({}, at=datetime(2026, 12, 16, 22, 59, tzinfo=UTC), job_id=1)
    assert not Notice.objects.exists()

    handle({}, at=datetime(2026, 12, 16, 23, 0, tzinfo=UTC), job_id=1)

    assert Notice.objects.get().about == "14 2026-12-31"


def test_a_vendor_who_names_no_days_is_left_alone(cast: Cast, agreement: Agreement) -> None:
    coverage(cast, agreement)
    Vendor.objects.update(coverage_warning_days="")

    handle({}, at=datetime(2026, 12, 30, 3, tzinfo=UTC), job_id=1)

    assert not Notice.objects.exists()


@pytest.mark.parametrize("days", ["0", "sixty", "60;30", "1000", "60,", "-7"])
def test_what_are_no_days_is_refused(cast: Cast, days: str) -> None:
    cast.vendor.coverage_warning_days = days

    with pytest.raises(ValidationError):
        cast.vendor.full_clean()


def test_who_no_longer_keeps_agreements_is_shown_no_coverage(
    cast: Cast, agreement: Agreement
) -> None:
    coverage(cast, agreement)
    told(before(30))
    assert notices_for(cast.elena).count() == 1

    cast.elena.role = Role.AGENT

    assert notices_for(cast.elena).count() == 0


def test_a_notice_is_about_one_thing(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(user=cast.elena, kind="assigned", at=NOON)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "You are covered until 31 December."),
        ({"ends_on": None}, "You are covered; no end is agreed."),
        ({"ends_on": date(2027, 6, 1)}, "You are covered until 1 June 2027."),
        ({"starts_on": date(2026, 12, 1)}, "You are covered from 1 December on."),
        ({"suspended_at": NOON}, "Suspended: new requests are not covered."),
    ],
)
def test_customers_are_told_until_when(
    cast: Cast, agreement: Agreement, facts: dict[str, Any], said: str
) -> None:
    row = coverage(cast, agreement, **facts)

    assert covered_until(row, NOON.date()) == said


def test_a_customer_is_shown_what_holds_now_or_soon(cast: Cast, agreement: Agreement) -> None:
    coverage(cast, agreement, ends_on=date(2026, 6, 30))
    now = coverage(cast, agreement)
    soon = coverage(cast, agreement, starts_on=date(2027, 1, 1), ends_on=None)

    held = coverages_held_by(cast.brembo, NOON.date(), NOON)

    assert [each.coverage for each in held] == [now, soon]
    assert coverages_held_by(cast.alpine, NOON.date(), NOON) == []
    assert coverages_held_by(None, NOON.date(), NOON) == []
