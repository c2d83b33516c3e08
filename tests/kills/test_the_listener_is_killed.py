"""Every mail that was acknowledged is there, once, however often the listener was killed."""

from pathlib import Path

import pytest

from tests.environment.installation import new_installation
from tests.kills.mail_trial import trial

pytestmark = pytest.mark.kills


@pytest.mark.parametrize("seed", [1])
def test_no_mail_is_lost_and_none_is_doubled(tmp_path: Path, seed: int):
    with new_installation(tmp_path) as installation:
        delivery = trial(installation, mails=400, kills=6, senders=4, seed=seed)

    assert delivery.kills >= 1
    assert (delivery.lost, delivery.doubled) == (0, 0)
