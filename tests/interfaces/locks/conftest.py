"""The house that every question here is asked of."""

import pytest
from django.core.cache import cache
from time_machine import TimeMachineFixture

from tests.cast import Cast, rome
from tests.interfaces.locks.house import House, a_house


@pytest.fixture
def house(cast: Cast, time_machine: TimeMachineFixture) -> House:
    time_machine.move_to(rome("2026-11-23 12:00"))
    cache.clear()
    return a_house(cast)
