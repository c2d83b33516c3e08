"""What the support pages share: the people, our mailbox and the doors."""

import pytest
from django.core.cache import cache
from time_machine import TimeMachineFixture

from tests.cast import Cast
from tests.interfaces.mail.office import our_mailbox
from tests.support_pages.doors import Doors


@pytest.fixture
def doors(cast: Cast, time_machine: TimeMachineFixture) -> Doors:
    cache.clear()
    our_mailbox()
    return Doors(time_machine).at("2026-11-23 10:00")
