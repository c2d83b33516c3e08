"""Messages and events of a request, woven into one thread."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from puntuale.apps.accounts.models import User
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.models import Message, Ticket, TicketEvent
from puntuale.apps.tickets.queries import (
    events_visible_to,
    messages_visible_to,
    tickets_visible_to,
)
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.ui.conversation.events import event_sentence
from puntuale.ui.conversation.holds import holds
from puntuale.ui.conversation.to_customer import sentence_to_customer
from puntuale.ui.parts import Attachment
from puntuale.ui.parts import Message as Entry
from puntuale.ui.words.durations import in_words
from puntuale.ui.words.metrics import METRICS

Address = Callable[[str], str]
AUTHORS = ("by_user", "by_contact")
AUTHORS_OF_MESSAGES = ("by_user", "by_contact__organisation", "outgoing", "inbound")
# What is shown of a message; a mail as it came or left may be long.
SHOWN = (
    *("ticket", "kind", "written_at", "language", "text", "cut_text", "cc", "inbound__is_genuine"),
    *("by_user__name", "by_user__email", "by_contact__name", "by_contact__email"),
    "by_contact__erased_at",
    "by_contact__organisation__name",
    *("outgoing__state", "outgoing__bounced_at", "outgoing__last_error"),
)
# Whether a mail wants pictures from elsewhere; asked of the database, which need not send the mail.
LOOKS_ELSEWHERE = Q(html__icontains='src="http') | Q(html__icontains="src='http")
LOOKS_ELSEWHERE |= Q(html__icontains='src="//')
# What an event's mark looks like beside its sentence.
LOOKS = {TicketEvent.Kind.PAUSED: "paused", TicketEvent.Kind.RESUMED: "running"}


def thread(
    ticket: Ticket,
    user: User,
    *,
    file_href: Address,
    frame_href: Address,
    pictures_href: Address,
    history: Sequence[TicketEvent] | None = None,
    readings: Sequence[Reading],
    has_files: bool = True,
) -> list[Entry]:
    """Everything `user` may read of `ticket` and of what was merged into it, oldest first.

    `history` is all that happened to `ticket`, where the caller knows and `user` may; `readings`
    are its clocks: when they were held, and which promises were kept. Without `has_files`
    nobody has sent any on `ticket`.
    """
    merged = _merged_into(ticket, user, history)
    events = [*(history or ())]
    others = merged if history is not None else [ticket, *merged]
    if others:
        events += events_visible_to(user, *others).select_related(*AUTHORS)
    entries = [
        *_messages(
            [ticket, *merged],
            user,
            file_href,
            frame_href,
            pictures_href,
            has_files=has_files or bool(merged),
        ),
        *_events(events, [ticket, *merged], user),
        *_promises(readings),
        *holds(readings, ZoneInfo(user.time_zone)),
    ]
    return sorted(entries, key=lambda entry: entry.at)


def _merged_into(
    ticket: Ticket, user: User, history: Sequence[TicketEvent] | None
) -> Sequence[Ticket]:
    """Whoever reads along on one request need not have seen the other: merging shows nobody more."""
    if history is not None and all(row.kind != TicketEvent.Kind.MERGED for row in history):
        return ()
    merged = tickets_visible_to(user).filter(merged_into=ticket).order_by("pk")
    return list(merged.select_related("version__agreement"))


def _messages(
    tickets: Sequence[Ticket],
    user: User,
    file_href: Address,
    frame_href: Address,
    pictures_href: Address,
    *,
    has_files: bool,
) -> Iterable[Entry]:
    channels = {ticket.pk: ticket.get_channel_display() for ticket in tickets}
    rows = messages_visible_to(user, *tickets).select_related(*AUTHORS_OF_MESSAGES).only(*SHOWN)
    mails = rows.annotate(has_html=~Q(html=""), looks_elsewhere=LOOKS_ELSEWHERE)
    for row in mails.prefetch_related("files") if has_files else mails:
        yield Entry(
            kind=row.kind,
            at=row.written_at,
            text=row.text,
            who=str(row.by_user or row.by_contact),
            aside=_aside(row),
            via=_via(row, channels[row.ticket_id]),
            language=row.language,
            cut=row.cut_text,
            frame_href=frame_href(str(row.pk)) if row.has_html else "",
            pictures_href=pictures_href(str(row.pk)) if row.looks_elsewhere else "",
            trouble=_trouble(row) if user.is_staff else "",
            anchor=f"message-{row.pk}",
            files=[
                Attachment(file.name, "" if file.wiped_at else file_href(str(file.key)), file.size)
                for file in (row.files.all() if has_files else ())
                if not file.is_inline
            ],
        )


def _aside(row: Message) -> str:
    if row.kind == Message.Kind.NOTE:
        return _("note, seen only by the desk")
    if row.kind == Message.Kind.CUSTOMER:
        organisation = row.by_contact.organisation if row.by_contact else None
        return str(organisation or (row.by_contact.email if row.by_contact else ""))
    return _("with %(people)s in copy") % {"people": _people(row)} if row.cc else ""


def _people(row: Message) -> str:
    return ", ".join(address.replace('"', "") for address in row.cc)


def _via(row: Message, channel: str) -> str:
    if row.kind == Message.Kind.NOTE:
        return _("internal")
    if row.inbound_id or row.outgoing_id:
        return _("mail")
    return channel if row.kind == Message.Kind.CUSTOMER else ""


def _trouble(row: Message) -> str:
    if row.inbound is not None and row.inbound.is_genuine is False:
        return _("Our mail server found that this mail does not come from the domain it names.")
    mail = row.outgoing
    if row.kind != Message.Kind.AGENT or mail is None:
        return ""
    if mail.bounced_at is not None:
        return _("This mail came back: the address could not be reached.")
    if mail.state == OutgoingMail.State.REFUSED:
        return _("The mail server refused this mail: %(why)s") % {"why": mail.last_error}
    if mail.state == OutgoingMail.State.WAITING:
        return _("Not yet sent.")
    return ""


def _events(rows: Iterable[TicketEvent], tickets: Iterable[Ticket], user: User) -> Iterable[Entry]:
    said = event_sentence if user.is_staff else sentence_to_customer
    known = {ticket.pk: ticket for ticket in tickets}
    for row in rows:
        row.ticket = known[row.ticket_id]  # loaded already, with its agreement
        sentence = said(row)
        if sentence:
            yield Entry(
                kind="event",
                at=row.at,
                text=sentence,
                state=LOOKS.get(TicketEvent.Kind(row.kind), ""),
            )


def _promises(readings: Iterable[Reading]) -> Iterable[Entry]:
    for reading in readings:
        if reading.met_at is None or reading.due_at is None or not reading.binding:
            continue
        name = METRICS[reading.metric].in_row
        early = reading.due_at - reading.met_at
        values = {"promise": name, "time": in_words(abs(early))}
        kept = early >= timedelta()
        sentence = (
            _("Promise kept: %(promise)s, %(time)s before it was due.")
            if kept
            else _("Promise kept late: %(promise)s, %(time)s after it was due.")
        )
        yield Entry(
            kind="event",
            at=reading.met_at + timedelta(microseconds=1),
            text=sentence % values,
            state="kept" if kept else "late",
        )
