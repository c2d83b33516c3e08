"""What a request has at all, so that nothing is asked about what it has none of."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import Model

from puntuale.apps.access.models import Opening
from puntuale.apps.accounts.models import User
from puntuale.apps.callbacks.models import Callback
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.tickets.models import Attachment, Draft, Participant, Ticket, TicketEvent
from puntuale.apps.work.models import RemoteSession, TimeEntry, Timing

# What the history tells: none of them is made without its event.
TOLD: Mapping[str, type[Model]] = {
    TicketEvent.Kind.CALL_ASKED: Callback,
    TicketEvent.Kind.ESTIMATE: Estimate,
    TicketEvent.Kind.REMOTE: RemoteSession,
}
# What the database is asked for, by the columns that lead to it; one's own timer runs anywhere.
ASKED: Mapping[type[Model], Sequence[str]] = {
    Attachment: ["ticket_id"],
    Draft: ["ticket_id"],
    Opening: ["ticket_id"],
    Participant: ["ticket_id"],
    TimeEntry: ["ticket_id"],
    Timing: ["ticket_id", "worker_id"],
}


def present_on(
    ticket: Ticket, reader: User, history: Iterable[TicketEvent]
) -> frozenset[type[Model]]:
    """The models of which `ticket` has rows, whoever may see them; `history` is all of its own.

    Most requests have no files, no work and nobody in copy. Each of these would be a query of
    joined tables, which takes longer to compile and to plan than to find nothing.
    """
    told = {TOLD[event.kind] for event in history if event.kind in TOLD}
    values = {"ticket_id": ticket.pk, "worker_id": reader.pk}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(_exists(model, columns) for model, columns in ASKED.items()),
            [values[column] for columns in ASKED.values() for column in columns],
        )
        found = cursor.fetchone()
    there = {model for model, is_there in zip(ASKED, found, strict=True) if is_there}
    return frozenset(told | there)


def _exists(model: type[Model], columns: Iterable[str]) -> str:
    leads = " OR ".join(f"{column} = %s" for column in columns)
    # Nothing but names of our own tables and columns.
    return f"EXISTS (SELECT 1 FROM {model._meta.db_table} WHERE {leads})"  # noqa: S608
