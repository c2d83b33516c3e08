"""When very many mails come at once, they are filed before what was filed is acknowledged."""

from datetime import timedelta

import pytest

from puntuale.apps.jobs.leases import claim_next, finish
from puntuale.apps.post.actions.intake import keep_mail
from puntuale.interfaces.worker.carrying_out import carry_out
from tests.cast import NOON
from tests.interfaces.mail.office import SUPPORT, a_mail

pytestmark = pytest.mark.django_db


def next_kind(at):
    job = claim_next(at)
    assert job is not None
    finish(job, at=at)
    return job.kind


@pytest.mark.parametrize(
    ("later", "first"), [(10, "mail.read"), (29, "mail.read"), (31, "mail.received")]
)
def test_a_mail_overtakes_what_waits_for_less_than_half_a_minute(later, first):
    keep_mail(a_mail(), "giulia@brembo.example", [SUPPORT], "lmtp", NOON)
    carry_out(claim_next(NOON), at=NOON, clock=lambda: NOON)
    at = NOON + timedelta(seconds=later)

    keep_mail(a_mail(), "giulia@brembo.example", [SUPPORT], "lmtp", at)

    assert next_kind(at) == first
