"""Requests, events and closures: right from birth, or they do not exist."""

from datetime import UTC, date, datetime

import pytest

from puntuale.core.agreements.history import Paused, Promised
from puntuale.core.agreements.metrics import MEETS, Deed, Metric
from puntuale.core.agreements.request import Request
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.errors import NaiveTime
from tests.core.agreements.clockwork import at

NAIVE = datetime(2026, 11, 23, 10)  # noqa: DTZ001 (what is refused)


@pytest.mark.parametrize(
    "birth",
    [
        lambda: Request(NAIVE, "email"),
        lambda: Paused(NAIVE, "waiting_customer"),
        lambda: Promised(NAIVE, Metric.PATCH, None),
        lambda: Promised(at("23 10:00"), Metric.PATCH, NAIVE),
        lambda: Closure("c", date(2026, 1, 1), date(2026, 1, 2), NAIVE),
    ],
)
def test_an_instant_without_an_offset_is_refused(birth):
    with pytest.raises(NaiveTime):
        birth()


def test_instants_are_utc_from_birth():
    assert Request(at("23 10:00"), "email").submitted_at.tzinfo is UTC
    assert Paused(at("23 10:00"), "x").at == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_what_a_deed_keeps():
    assert MEETS.keys() == set(Deed)
    assert MEETS[Deed.TRIED_TO_CALL] == {Metric.RESPONSE, Metric.CALLBACK}
    assert Metric.ANSWER not in MEETS[Deed.REPLIED]
