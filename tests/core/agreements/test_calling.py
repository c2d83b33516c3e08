"""When a customer may be called again: spacing, wishes, and the quiet hours of their own zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from puntuale.core.agreements.calling import CallRules, call_rules, is_quiet, next_call_at
from puntuale.core.agreements.document.read import read_document
from tests.core.agreements.specimens import TEXTS

ROME = ZoneInfo("Europe/Rome")
RULES = CallRules(least=timedelta(minutes=30), quiet=(20 * 60, 8 * 60))


def rome(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ROME).astimezone(UTC)


def test_the_rules_are_those_of_the_document() -> None:
    outcome = read_document(TEXTS["direct-support"])
    assert outcome.document is not None

    rules = call_rules(outcome.document.callback)

    assert rules == CallRules(
        max_attempts=3,
        least=timedelta(minutes=30),
        most=timedelta(hours=8),
        quiet=(20 * 60, 8 * 60),
        sends_mail=True,
        waits_for="waiting_customer",
    )


@pytest.mark.parametrize(
    ("now", "last", "wanted", "expected"),
    [
        ("2026-11-23 10:00", None, None, "2026-11-23 10:00"),
        ("2026-11-23 10:00", "2026-11-23 09:45", None, "2026-11-23 10:15"),
        ("2026-11-23 10:15", "2026-11-23 09:45", None, "2026-11-23 10:15"),
        ("2026-11-23 10:00", None, "2026-11-24 14:00", "2026-11-24 14:00"),
        ("2026-11-23 19:59", None, None, "2026-11-23 19:59"),
        ("2026-11-23 20:00", None, None, "2026-11-24 08:00"),
        ("2026-11-23 23:30", None, None, "2026-11-24 08:00"),
        ("2026-11-24 00:30", None, None, "2026-11-24 08:00"),
        ("2026-11-24 07:59", None, None, "2026-11-24 08:00"),
        ("2026-11-24 08:00", None, None, "2026-11-24 08:00"),
        ("2026-11-23 19:50", "2026-11-23 19:45", None, "2026-11-24 08:00"),
        # The night in which the clocks go forward is an hour shorter, and ends at eight all the same.
        ("2027-03-27 23:00", None, None, "2027-03-28 08:00"),
    ],
)
def test_the_next_call_is_neither_too_soon_nor_at_night(
    now: str, last: str | None, wanted: str | None, expected: str
) -> None:
    found = next_call_at(
        RULES,
        last=rome(last) if last else None,
        wanted=rome(wanted) if wanted else None,
        now=rome(now),
        zone=ROME,
    )

    assert found == rome(expected)


def test_quiet_hours_are_those_of_the_customer_s_own_clock() -> None:
    evening = rome("2026-11-23 20:30")

    assert is_quiet(RULES, evening, ROME)
    assert not is_quiet(RULES, evening, ZoneInfo("Europe/London"))


def test_quiet_hours_may_lie_within_a_day_and_end_at_midnight() -> None:
    siesta, late = CallRules(quiet=(13 * 60, 15 * 60)), CallRules(quiet=(20 * 60, 24 * 60))

    assert next_call_at(
        siesta, last=None, wanted=None, now=rome("2026-11-23 14:00"), zone=ROME
    ) == rome("2026-11-23 15:00")
    assert next_call_at(
        late, last=None, wanted=None, now=rome("2026-11-23 21:00"), zone=ROME
    ) == rome("2026-11-24 00:00")
    assert not is_quiet(siesta, rome("2026-11-23 15:00"), ROME)
