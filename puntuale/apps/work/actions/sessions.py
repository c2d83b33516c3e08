"""Remote sessions: offered by the desk, consented to by the customer, ended into a proposed entry."""

import secrets
from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.appending import append, locked, locked_open
from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.apps.work.actions.timing import propose
from puntuale.apps.work.errors import ConsentUnknown, NoConsent, SessionOver
from puntuale.apps.work.links import link_of
from puntuale.apps.work.models import Kind, RemoteSession, RemoteTool

ROOM_BYTES = 12


@transaction.atomic
def offer(
    ticket: Ticket, tool: RemoteTool, *, machine: str = "", by: User, at: datetime
) -> RemoteSession:
    """Offer a session over `tool`: the customer sees its link, and is asked to consent.

    Raises:
        AlreadyClosed: the request is over.
        MachineMissing: the link names a machine, and nobody said which.
    """
    ticket = locked_open(ticket)
    room = secrets.token_urlsafe(ROOM_BYTES)
    session = RemoteSession.objects.create(
        ticket=ticket,
        tool=tool,
        agent=by,
        link=link_of(tool, number=ticket.number, room=room, machine=machine),
        offered_at=at,
    )
    _tell(session, "offered", by=by, at=at)
    return session


@transaction.atomic
def consent(session: RemoteSession, *, by: Contact, at: datetime) -> None:
    """The customer allows it, in the portal; once is enough.

    Raises:
        SessionOver: it has ended meanwhile.
    """
    session = _held(session)
    if session.consented_at is None:
        session.consented_at, session.consented_by = at, by
        session.save(update_fields=["consented_at", "consented_by"])
        _tell(session, "consented", by=by, at=at)


@transaction.atomic
def note_consent(session: RemoteSession, *, told: str, by: User, at: datetime) -> None:
    """The agent notes that the customer allowed it, and how: by telephone, by mail.

    Raises:
        SessionOver: it has ended meanwhile.
        ConsentUnknown: nobody said how it was given.
    """
    session = _held(session)
    if not told.strip():
        raise ConsentUnknown
    if session.consented_at is None:
        session.consented_at, session.consented_by = at, session.ticket.contact
        session.consent_told = told.strip()
        session.save(update_fields=["consented_at", "consented_by", "consent_told"])
        _tell(session, "consented", by=by, at=at, told=told.strip())


@transaction.atomic
def begin(session: RemoteSession, *, by: User, at: datetime) -> None:
    """Work on the customer's machine begins.

    Raises:
        SessionOver: it has ended already.
        NoConsent: the customer has not allowed it.
    """
    session = _held(session)
    if session.consented_at is None:
        raise NoConsent
    if session.started_at is None:
        session.started_at, session.agent = at, by
        session.save(update_fields=["started_at", "agent"])
        _tell(session, "began", by=by, at=at)


@transaction.atomic
def end(session: RemoteSession, *, by: User | Contact, at: datetime) -> None:
    """It is over, or is not needed any more; what was worked in it is proposed as an entry.

    The customer may end it as well, at any moment.

    Raises:
        SessionOver: somebody ended it before.
    """
    session = _held(session)
    session.ended_at = max(at, session.started_at or at)
    session.save(update_fields=["ended_at"])
    _tell(session, "ended" if session.started_at else "withdrawn", by=by, at=at)
    if session.started_at is not None:
        propose(
            session.ticket,
            worker=session.agent,
            kind=Kind.SESSION,
            started_at=session.started_at,
            ended_at=session.ended_at,
            session=session,
        )


def _held(session: RemoteSession) -> RemoteSession:
    """The session as it is now, for this transaction alone."""
    rows = RemoteSession.objects.select_for_update(of=("self",))
    session = rows.select_related("ticket__contact", "tool", "agent").get(pk=session.pk)
    if session.ended_at is not None:
        raise SessionOver
    return session


def _tell(
    session: RemoteSession, what: str, *, by: User | Contact, at: datetime, told: str = ""
) -> None:
    ticket = locked(session.ticket)
    facts = {"what": what, "tool": session.tool.name, "told": told}
    append(ticket, TicketEvent.Kind.REMOTE, at=at, by=by, **facts)
    ticket.save(update_fields=["last_activity_at"])
