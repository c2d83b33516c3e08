"""Several mails in one transaction: together what has nothing to do with one another."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import structlog

from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.mail.filing.arrived import Arrived
from puntuale.interfaces.mail.filing.candidates import asked_by_sender, names_requests
from puntuale.interfaces.mail.filing.known import Known
from puntuale.interfaces.mail.filing.placing import place

log = structlog.get_logger(__name__)


def place_each(mails: Sequence[Arrived], known: Known, *, at: datetime) -> list[InboundMail]:
    """Place several in their order; those that gave trouble are missing, and undone."""
    placed: list[InboundMail] = []
    for part in _parts(mails, known):
        try:
            place(part, known, at=at)
        except Exception as trouble:
            log.info("mails_are_filed_alone", mails=len(part), because=str(trouble))
        else:
            placed += [each.mail for each in part]
    return placed


def _parts(mails: Sequence[Arrived], known: Known) -> Iterator[list[Arrived]]:
    """Neighbours of which none has to do with another, together.

    Those are mails that name no request, and each first answer to a request by who asked it. Where
    any other goes depends on what was placed before it: it is placed by itself.
    """
    part: list[Arrived] = []
    answered: set[Ticket] = set()
    for each in mails:
        ticket = None if each.decided.way else asked_by_sender(each, known)
        depends = ticket is None and (each.decided.way is not None or names_requests(each))
        if part and (depends or ticket in answered):
            yield part
            part, answered = [], set()
        if depends:
            yield [each]
            continue
        part.append(each)
        if ticket is not None:
            answered.add(ticket)
    if part:
        yield part
