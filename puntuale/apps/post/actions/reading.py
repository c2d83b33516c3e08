"""How the reading of an inbound mail ended, and reading it again."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.post.models import InboundMail

State = InboundMail.State
REPLAYABLE = (State.QUARANTINED, State.HELD, State.SET_ASIDE)


class NotReplayable(Exception):
    """The mail was read already, or is about to be."""

    def __init__(self, mail: InboundMail) -> None:
        super().__init__(f"Mail {mail.pk} is not waiting for anybody: it is “{mail.state}”.")


def quarantine(mail: InboundMail, *, because: str, at: datetime) -> None:
    """Keep what could not be read, with its reason, for the administrator."""
    _end(mail, State.QUARANTINED, at, reason=because)


def settle(
    mail: InboundMail,
    state: InboundMail.State,
    *,
    at: datetime,
    because: str,
    ticket_id: int | None,
) -> bool:
    """Say what became of a mail that was read; False when somebody else did so meanwhile.

    Belongs into the transaction of what was done with it.
    """
    return _end(mail, state, at, reason=because, ticket_id=ticket_id)


@transaction.atomic
def replay(mail: InboundMail, *, at: datetime) -> None:
    """Have a mail read again that could not be read, or was held or set aside.

    Raises:
        NotReplayable: nothing was changed.
    """
    waiting = InboundMail.objects.filter(pk=mail.pk, state__in=REPLAYABLE)
    if not waiting.update(state=State.RECEIVED, reason="", read_at=None):
        raise NotReplayable(mail)
    enqueue("mail.read", {"inbound_id": mail.pk}, at=at)


def _end(mail: InboundMail, state: InboundMail.State, at: datetime, **facts: object) -> bool:
    mine = InboundMail.objects.filter(pk=mail.pk, state=State.RECEIVED)
    return bool(
        mine.update(
            state=state,
            read_at=at,
            from_address=mail.from_address,
            subject=mail.subject,
            is_genuine=mail.is_genuine,
            **facts,
        )
    )
