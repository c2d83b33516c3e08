"""Letters of a test, and their jobs."""

from puntuale.apps.jobs.leases import claim_next
from puntuale.apps.jobs.models import Job
from puntuale.apps.post.actions.outgoing import Letter, queue_mail
from puntuale.apps.post.models import OutgoingMail
from puntuale.interfaces.worker.carrying_out import carry_out
from tests.interfaces.mail.office import NOON


def a_letter(**facts) -> Letter:
    return Letter(
        **{
            "kind": "answer",
            "message_id": "<one@officina.example>",
            "sender": "Officina <support@officina.example>",
            "to": ("giulia@brembo.example",),
            "subject": "[1001] Re: x",
            "text": "Hello",
            "envelope_from": "support@officina.example",
            **facts,
        }
    )


def queued(**facts) -> OutgoingMail:
    return queue_mail(a_letter(**facts), at=NOON)


def try_once(at=NOON) -> Job:
    job = claim_next(at)
    assert job is not None
    carry_out(job, at=at, clock=lambda: at)
    job.refresh_from_db()
    return job
