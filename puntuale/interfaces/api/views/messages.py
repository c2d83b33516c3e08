"""The conversation of a request."""

from typing import Annotated

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router
from pydantic import Field

from puntuale.apps.tickets.actions.writing import answer, customer_writes, note
from puntuale.apps.tickets.models import Message, Ticket
from puntuale.apps.tickets.queries import messages_visible_to
from puntuale.interfaces.api.caller import Caller, caller_of
from puntuale.interfaces.api.finding import ticket_numbered
from puntuale.interfaces.api.once import key_of
from puntuale.interfaces.api.problems import Conflict, NotAllowed
from puntuale.interfaces.api.values.kinds import Given, Number
from puntuale.interfaces.api.values.messages import (
    RELATED,
    Messages,
    MessageValue,
    NewMessage,
    message_of,
)
from puntuale.interfaces.api.views.opening import OnceKey

router = Router(tags=["Messages"])
# A customer goes on in the request it was merged into, or sends a new one.
OVER = frozenset({*Ticket.FINAL, Ticket.State.MERGED})


class Page(Given):
    """Which part of a conversation."""

    after: Annotated[int, Field(ge=0, lt=2**63)] = 0
    limit: Annotated[int, Field(ge=1, le=100)] = 40


@router.get("/requests/{int:number}/messages", response=Messages, summary="What was said")
def index(request: HttpRequest, number: Path[Number], page: Query[Page]) -> Messages:
    """What the caller may read of it: notes are the desk's alone."""
    caller = caller_of(request)
    ticket = ticket_numbered(number, caller)
    rows = messages_visible_to(caller.user, ticket).filter(pk__gt=page.after).order_by("pk")
    found = list(_whole(rows)[: page.limit + 1])
    shown = found[: page.limit]
    return Messages(
        items=[message_of(row) for row in shown],
        next=shown[-1].pk if len(found) > len(shown) else None,
    )


@router.post(
    "/requests/{int:number}/messages", response={201: MessageValue}, summary="Add to what was said"
)
def create(
    request: HttpRequest, number: Path[Number], said: NewMessage, idempotency_key: OnceKey
) -> MessageValue:
    """A reply, which the other side is told of, or a note of the desk."""
    caller = caller_of(request)
    ticket = ticket_numbered(number, caller)
    with transaction.atomic():
        message = _written(request, ticket, said, caller, idempotency_key)
    return message_of(_whole(Message.objects.all()).get(pk=message.pk))


def _written(
    request: HttpRequest, ticket: Ticket, said: NewMessage, caller: Caller, written_key: str
) -> Message:
    at = timezone.now()
    if caller.contact is not None:
        if said.kind == "note" or said.then != "keep":
            raise NotAllowed
        if ticket.state in OVER:
            raise Conflict("request_ended", _("This request has ended. Please send a new one."))
        key = key_of(request, caller, written_key)
        return customer_writes(
            ticket, contact=caller.contact, text=said.text, idempotency_key=key, at=at
        )
    key = key_of(request, caller, written_key)
    if said.kind == "note":
        return note(ticket, by=caller.user, text=said.text, idempotency_key=key, at=at)
    return answer(
        ticket, by=caller.user, text=said.text, then=said.then, idempotency_key=key, at=at
    )


def _whole(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.select_related(*RELATED).prefetch_related("files")
