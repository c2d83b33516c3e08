"""Closing for some days, and changing one's mind: announced, told, withdrawn."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.errors import AlreadyWithdrawn, ClosureIsOver
from puntuale.apps.agreements.models import Closure
from puntuale.apps.jobs.actions import enqueue

TELL = "closures.tell"


@transaction.atomic
def announce_closure(
    *,
    code: str,
    first_date: date,
    last_date: date,
    availability: Sequence[dict[str, Any]] = (),
    by: User | None,
    at: datetime,
) -> Closure:
    """Announce days on which the desk is closed; requests that are open already do not move.

    Everybody whom it concerns is told by mail, once.
    """
    closure = Closure.objects.create(
        code=code,
        first_date=first_date,
        last_date=last_date,
        availability=list(availability),
        announced_at=at,
        announced_by=by,
    )
    record_change(
        "closure.announced",
        closure,
        by=by,
        at=at,
        after={"from": first_date.isoformat(), "to": last_date.isoformat()},
    )
    enqueue(TELL, {"closure_id": closure.pk, "what": "announced"}, at=at)
    return closure


@transaction.atomic
def withdraw_closure(closure: Closure, *, by: User | None, at: datetime) -> None:
    """Stay open after all, for requests that come from now on.

    What came while the closure stood keeps the promise that was made then. Those who were told
    of it are told of this.

    Raises:
        AlreadyWithdrawn: there is nothing to withdraw.
        ClosureIsOver: its last day has passed everywhere.
    """
    closure = Closure.objects.select_for_update().get(pk=closure.pk)
    if closure.withdrawn_at is not None:
        raise AlreadyWithdrawn
    if closure.last_date < at.date():
        raise ClosureIsOver
    closure.withdrawn_at, closure.withdrawn_by = at, by
    closure.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record_change("closure.withdrawn", closure, by=by, at=at)
    enqueue(TELL, {"closure_id": closure.pk, "what": "withdrawn"}, at=at)
