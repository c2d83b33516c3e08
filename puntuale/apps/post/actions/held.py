"""What a person at the desk decides about a mail that was held, set aside or unreadable."""

from datetime import datetime
from typing import Literal

from django.db import transaction

from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.post.actions.reading import REPLAYABLE, NotReplayable
from puntuale.apps.post.models import InboundMail

Decision = Literal["new", "join"]


@transaction.atomic
def release(
    mail: InboundMail, decision: Decision, *, at: datetime, ticket_id: int | None = None
) -> None:
    """Let `mail` in as a request of its own, or as words on `ticket_id`; the worker carries it out.

    Whoever calls has made sure that the person may see that request.

    Raises:
        NotReplayable: somebody has decided already; nothing was changed.
    """
    waiting = InboundMail.objects.filter(pk=mail.pk, state__in=REPLAYABLE)
    if not waiting.update(state=InboundMail.State.RECEIVED, reason="", read_at=None):
        raise NotReplayable(mail)
    payload = {"inbound_id": mail.pk, "decided": decision, "ticket_id": ticket_id}
    enqueue("mail.read", payload, at=at)


def put_aside(mail: InboundMail, *, at: datetime) -> None:
    """Let `mail` rest: it becomes no request, is kept, and can still be let in.

    Raises:
        NotReplayable: somebody has decided already; nothing was changed.
    """
    states = [InboundMail.State.HELD, InboundMail.State.QUARANTINED]
    waiting = InboundMail.objects.filter(pk=mail.pk, state__in=states)
    if not waiting.update(state=InboundMail.State.SET_ASIDE, reason="by_hand", read_at=at):
        raise NotReplayable(mail)
