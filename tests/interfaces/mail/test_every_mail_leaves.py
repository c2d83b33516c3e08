"""A mail server at its worst: it drops the line after the mail, and says not now; nothing is lost."""

import random
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db.models import Min

from puntuale.apps.jobs.leases import claim_next
from puntuale.apps.jobs.models import UNFINISHED, Job
from puntuale.apps.post.actions.outgoing import Letter, queue_mail
from puntuale.apps.post.models import OutgoingMail
from puntuale.interfaces.worker.carrying_out import carry_out
from tests.cast import NOON
from tests.interfaces.mail import sink as sinks

pytestmark = pytest.mark.django_db
MAILS = 72
REQUESTS = 8
SEED = 20_261_123


class Moody(list[str]):
    """How the server answers one mail after the other, and after which mails it dropped the line."""

    def __init__(self, seed: int) -> None:
        super().__init__(["not asked yet"])
        self.chance = random.Random(seed)
        self.given: list[str] = []

    def pop(self, _index: int = -1) -> str:
        roll = self.chance.random()
        self.given.append("drop" if roll < 0.1 else "451 not now" if roll < 0.3 else "250 OK")
        return self.given[-1]


def works_until_done(at: datetime) -> None:
    """Carry out what is due, and let the clock go on to whatever is due next."""
    while True:
        while (job := claim_next(at)) is not None:
            carry_out(job, at=at, clock=lambda at=at: at)
        following = Job.objects.filter(UNFINISHED).aggregate(at=Min("run_at"))["at"]
        if following is None:
            return
        at = max(following, at + timedelta(seconds=1))


def queue_all() -> None:
    for number in range(MAILS):
        request = number % REQUESTS
        queue_mail(
            Letter(
                kind="answer",
                message_id=f"<{number}@officina.example>",
                sender="Officina <support@officina.example>",
                to=("giulia@brembo.example",),
                subject=f"[{1000 + request}] {number}",
                text="Ecco.",
                envelope_from="support@officina.example",
                lane=f"ticket:{request}",
            ),
            at=NOON,
        )


def test_everything_arrives_in_order_and_twice_only_where_the_line_was_dropped(settings):
    queue_all()
    with sinks.running() as sink:
        settings.SMTP_URL = sink.url
        sink.at_data = Moody(SEED)
        works_until_done(NOON)

        arrived = [int(mail["Message-ID"].strip("<>").partition("@")[0]) for mail in sink.mails]
        given = Counter(sink.at_data.given)
    assert given["drop"] >= 3
    assert given["451 not now"] >= 9
    assert set(arrived) == set(range(MAILS))
    assert len(arrived) == MAILS + given["drop"]
    assert not OutgoingMail.objects.exclude(state=OutgoingMail.State.SENT).exists()
    for request in range(REQUESTS):
        in_lane = [number for number in arrived if number % REQUESTS == request]
        assert in_lane == sorted(in_lane)
