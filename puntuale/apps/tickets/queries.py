"""Which requests, and what of them, a person may see. What is not visible does not exist."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.models import Contact
from puntuale.apps.partners.queries import is_looked_after, partners_of
from puntuale.apps.tickets.models import (
    Attachment,
    Message,
    Participant,
    Ticket,
    TicketEvent,
)

Row = TypeVar("Row", bound=Model)
# Facts of the desk's own housekeeping; a customer is not told of them.
DESK_EVENTS = (
    TicketEvent.Kind.NOTED,
    TicketEvent.Kind.TAGGED,
    TicketEvent.Kind.AUTOMATIC,
    TicketEvent.Kind.BOUNCED,
    TicketEvent.Kind.PARTICIPANTS,
    TicketEvent.Kind.ESCALATED,
)


def tickets_visible_to(user: User) -> QuerySet[Ticket]:
    """The desk sees every request but restricted ones; a customer one's own and those shared.

    A partner's people see the requests of its customers, wherever they stand. Whoever only keeps
    the sales sees none.
    """
    if not user.is_active:
        return Ticket.objects.none()
    if user.can(Ability.WORK_ON_TICKETS):
        everything = Ticket.objects.all()
        return everything if user.sees_restricted else everything.filter(is_restricted=False)
    if user.can(Ability.GIVE_SUPPORT):
        handed = Q(handed_to__in=partners_of(user))
        theirs = is_looked_after(user, product="product") | handed
        return Ticket.objects.filter(theirs, is_restricted=False)
    contact = None if user.is_staff else contact_of(user)
    return Ticket.objects.none() if contact is None else tickets_of(contact)


def leads_visible_to(user: User) -> QuerySet[Ticket]:
    """What prospects asked, the newest first: all of it, or what was handed to one's own partner."""
    return tickets_visible_to(user).filter(is_prospect=True).order_by("-pk")


def is_about_visible(user: User, ticket: str = "ticket") -> Exists:
    """Whether the request to which the field `ticket` of a row points is one that `user` may see."""
    # Row by row: with IN, SQLite collects every visible request before it looks for one in there.
    return Exists(tickets_visible_to(user).filter(pk=OuterRef(ticket)))


def open_on_versions(versions: Iterable[int]) -> dict[int, int]:
    """How many requests run on each of these agreement versions; a number, whoever may see them."""
    rows = Ticket.objects.filter(version__in=list(versions), closed_at=None)
    return dict(rows.order_by().values_list("version").annotate(count=Count("pk")))


def contact_of(user: User) -> Contact | None:
    """The person whom this user is to us as a customer, unless they have left."""
    return Contact.objects.filter(user=user, left_at=None).select_related("organisation").first()


def tickets_of(contact: Contact) -> QuerySet[Ticket]:
    """Asked by `contact`, with `contact` in copy, or by colleagues where that is allowed."""
    joined = Participant.objects.filter(contact=contact, left_at=None)
    mine = Q(contact=contact) | Q(pk__in=joined.values("ticket"))
    if contact.sees_colleagues and contact.organisation_id is not None:
        mine |= Q(organisation=contact.organisation_id, is_restricted=False)
    return Ticket.objects.filter(mine)


def tickets_of_oneself(contact: Contact) -> QuerySet[Ticket]:
    """Asked by `contact` or with `contact` in copy; what colleagues asked is left out."""
    joined = Participant.objects.filter(contact=contact, left_at=None)
    return Ticket.objects.filter(Q(contact=contact) | Q(pk__in=joined.values("ticket")))


def participations_without_history(contact: Contact) -> QuerySet[Participant]:
    """Where `contact` is only in copy, and reads what was written after joining and no more."""
    joined = Participant.objects.filter(contact=contact, left_at=None, sees_history=False)
    whole = Q(ticket__contact=contact)
    if contact.sees_colleagues and contact.organisation_id is not None:
        whole |= Q(ticket__organisation=contact.organisation_id)
    return joined.exclude(whole)


def is_readable_by(user: User, message: str = "") -> Q:
    """What is no note, and the notes of the side that `user` is on; `message` leads to what was said."""
    public = ~Q(**{f"{message}kind": Message.Kind.NOTE})
    if user.is_of_vendor:
        return public | Q(**{f"{message}partner": None})
    if user.is_staff:
        return public | Q(**{f"{message}partner__in": partners_of(user)})
    return public


def messages_visible_to(user: User, *tickets: Ticket) -> QuerySet[Message]:
    """What `user` may read of `tickets`: notes are of one side, newcomers in copy read what follows."""
    messages = Message.objects.filter(is_readable_by(user), ticket__in=tickets)
    return messages if user.is_staff else _since_joining(messages, user, tickets, "written_at")


def events_visible_to(user: User, *tickets: Ticket) -> QuerySet[TicketEvent]:
    """What happened to `tickets`, as far as it concerns `user`."""
    events = TicketEvent.objects.filter(ticket__in=tickets)
    if user.is_of_vendor:
        return events
    if user.is_staff:
        return events.exclude(kind__in=DESK_EVENTS)
    return _since_joining(events.exclude(kind__in=DESK_EVENTS), user, tickets, "at")


def files_visible_to(user: User) -> QuerySet[Attachment]:
    """Files of the messages that `user` may read, and those `user` is about to send."""
    own = Q(uploaded_by=user, message=None)
    if user.is_staff:
        said = Q(message=None) | is_readable_by(user, "message__")
        return Attachment.objects.filter(own | (Q(is_about_visible(user)) & said))
    public = Q(is_about_visible(user, "message__ticket")) & is_readable_by(user, "message__")
    contact = contact_of(user)
    hidden = [
        Q(message__ticket=row.ticket_id, message__written_at__lt=row.joined_at)
        for row in (participations_without_history(contact) if contact else ())
    ]
    visible = own | public
    for part in hidden:
        visible &= ~part
    return Attachment.objects.filter(visible)


def _since_joining(
    rows: QuerySet[Row], user: User, tickets: Sequence[Ticket], instant: str
) -> QuerySet[Row]:
    """`rows` without what was there before `user` joined, where that is not theirs to read."""
    contact = contact_of(user)
    if contact is None:
        return rows
    others = [ticket for ticket in tickets if not _is_read_whole(ticket, contact)]
    joined = Participant.objects.filter(contact=contact, left_at=None, sees_history=False)
    for each in joined.filter(ticket__in=others):
        rows = rows.exclude(**{"ticket": each.ticket_id, f"{instant}__lt": each.joined_at})
    return rows


def _is_read_whole(ticket: Ticket, contact: Contact) -> bool:
    if ticket.contact_id == contact.pk:
        return True
    return contact.sees_colleagues and ticket.organisation_id == contact.organisation_id
