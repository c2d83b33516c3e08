"""Releases, days and seats: what a licence lets run, and what a program is advised."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from puntuale.core.licences.advice import Code, Standing, advise
from puntuale.core.licences.rights import Covered, may_run, versions_released_until
from puntuale.core.licences.switching import A_YEAR, releases_left

BOUGHT = date(2026, 3, 1)
SUBSCRIBED = Covered(date(2026, 11, 17), date(2026, 12, 16))
TODAY = date(2026, 11, 23)
LICENCE = Standing(
    seats=5,
    seats_taken=3,
    is_node_locked=True,
    is_suspended=False,
    expires_on=None,
    versions_released_until=date(2026, 12, 16),
)


@pytest.mark.parametrize(
    ("released_on", "allowed"),
    [
        (date(2026, 2, 28), True),
        (date(2026, 11, 16), True),
        (date(2026, 12, 16), True),
        (date(2026, 12, 17), False),
    ],
)
def test_what_was_released_while_covered_may_run_for_ever(released_on: date, allowed: bool) -> None:
    """K-01: the subscription of 17 November to 16 December 2026."""
    assert may_run(released_on, versions_released_until(BOUGHT, [SUBSCRIBED], TODAY)) is allowed


def test_the_end_of_a_subscription_takes_no_version_away() -> None:
    """Readings 25: what came with the licence stays where a subscription ended before it."""
    before = Covered(date(2025, 1, 1), date(2025, 12, 31))

    assert versions_released_until(BOUGHT, [before], TODAY) == BOUGHT
    assert versions_released_until(BOUGHT, [], TODAY) == BOUGHT


def test_a_renewal_reaches_back_over_the_gap() -> None:
    later = Covered(date(2027, 6, 1), date(2027, 6, 30))
    both = [SUBSCRIBED, later]

    assert versions_released_until(BOUGHT, both, date(2027, 5, 31)) == SUBSCRIBED.ends_on
    assert versions_released_until(BOUGHT, both, date(2027, 6, 1)) == later.ends_on


def test_a_coverage_without_an_end_reaches_as_far_as_today() -> None:
    """A file that is signed today vouches for no release that nobody has paid for yet."""
    open_ended = [Covered(date(2026, 11, 17), None)]

    assert versions_released_until(BOUGHT, open_ended, TODAY) == TODAY


def test_a_licence_without_a_last_day_runs_every_release() -> None:
    assert versions_released_until(None, [SUBSCRIBED], TODAY) is None
    assert may_run(date(2099, 1, 1), None)


@pytest.mark.parametrize(
    ("facts", "active", "code"),
    [
        ({}, True, Code.VALID),
        ({}, False, Code.NOT_ACTIVATED),
        ({"seats_taken": 5}, False, Code.SEAT_LIMIT),
        ({"seats_taken": 5}, True, Code.VALID),
        ({"seats_taken": 5, "is_node_locked": False}, False, Code.VALID),
        ({"is_suspended": True}, True, Code.SUSPENDED),
        ({"expires_on": date(2026, 11, 22)}, True, Code.EXPIRED),
        ({"expires_on": TODAY}, True, Code.VALID),
    ],
)
def test_a_program_is_advised_of_the_first_thing_in_the_way(
    facts: dict[str, object], active: bool, code: Code
) -> None:
    assert advise(replace(LICENCE, **facts), is_active=active, today=TODAY).code is code


def test_a_release_after_the_last_covered_day_is_named_with_that_day() -> None:
    told = advise(LICENCE, is_active=True, today=TODAY, released_on=date(2026, 12, 17))

    assert (told.code, told.until) == (Code.VERSION_NOT_COVERED, date(2026, 12, 16))


def test_no_licence_is_not_found() -> None:
    assert advise(None, is_active=False, today=TODAY).code is Code.NOT_FOUND


def test_a_holder_releases_so_many_machines_within_a_year_of_days() -> None:
    """K-04, three by default; the fourth goes through a request."""
    now = datetime(2026, 11, 23, 11, tzinfo=UTC)
    ago = [now - timedelta(days=days) for days in (1, 30, 364)]

    assert releases_left(ago, now, 3) == 0
    assert releases_left(ago[:2], now, 3) == 1
    assert releases_left([*ago[:2], now - A_YEAR], now, 3) == 1
    assert releases_left(ago, now, 2) == 0
