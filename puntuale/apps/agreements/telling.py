"""The job `closures.tell`: one mail for each person whom a closure concerns."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from puntuale.apps.agreements.concerned import (
    contacts_under,
    coverages_under,
    versions_closed_by,
)
from puntuale.apps.agreements.models import Closure
from puntuale.apps.agreements.terms import closure_of
from puntuale.apps.jobs.actions import Left, enqueue_all
from puntuale.apps.post.models import OutgoingMail

ANNOUNCED, WITHDRAWN = "announced", "withdrawn"


def effect_key(closure_id: int, what: str, contact_id: int) -> str:
    """By which a mail about a closure is known again: nobody is told the same thing twice."""
    return f"closure:{closure_id}:{what}:{contact_id}"


def handle(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:  # noqa: ARG001 - every handler's
    """Leave a mail for everybody concerned; of a withdrawal learns only who was told before."""
    closure, what = Closure.objects.get(pk=payload["closure_id"]), payload["what"]
    if what == ANNOUNCED and closure.withdrawn_at is not None:
        return
    people = _concerned(closure, at) if what == ANNOUNCED else _told(closure)
    enqueue_all(
        "mail.closure",
        (
            Left(
                {"closure_id": closure.pk, "what": what, "contact_id": contact_id},
                key=effect_key(closure.pk, what, contact_id),
                lane=f"closure:{closure.pk}:{contact_id}",
            )
            for contact_id in people
        ),
        at=at,
    )


def _concerned(closure: Closure, at: datetime) -> Iterable[int]:
    versions = versions_closed_by(closure_of(closure), at)
    return contacts_under(coverages_under(versions, closure)).values_list("pk", flat=True)


def _told(closure: Closure) -> Iterable[int]:
    announced = effect_key(closure.pk, ANNOUNCED, 0)[:-1]
    mails = OutgoingMail.objects.filter(effect__startswith=announced)
    effects = filter(None, mails.values_list("effect", flat=True))
    return (int(effect[len(announced) :]) for effect in effects)
