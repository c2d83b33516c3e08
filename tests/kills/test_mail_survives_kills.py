"""Every mail that was acknowledged becomes one request, whatever is killed (bench/durability.py: more)."""

from pathlib import Path

import pytest

from tests.environment.live import bare_installation
from tests.kills.mail_trial import Plan, trial

pytestmark = pytest.mark.kills


def test_no_mail_is_lost_and_none_is_doubled(tmp_path: Path):
    plan = Plan(mails=80, senders=8, kills_of_all=1, kills_of_one=2, seed=3)

    with bare_installation(tmp_path) as live:
        delivery = trial(live, plan)

    assert delivery.faults() == []
