"""Keeping the words of a request up to date, in the transaction that changes them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.tickets.models import Attachment, Message, Ticket, TicketWords
from puntuale.apps.tickets.search.words import NOTED, forms_of, words_in

# A request with more different words carries logs, and its first ones find it.
MOST_WORDS = 10_000
SLICE = 100
# Whose names are among a request's words: its field, and theirs.
NAMED: Mapping[type[Model], tuple[str, frozenset[str]]] = {
    Organisation: ("organisation", frozenset({"name", "code"})),
    Contact: ("contact", frozenset({"name", "email"})),
    Product: ("product", frozenset({"name"})),
}


def index(ticket: Ticket) -> None:
    """Store the words of a locked `ticket` as it is now; whoever looks for them next finds them."""
    index_each([ticket])


def index_each(tickets: Collection[Ticket]) -> None:
    """The same for several."""
    keys = [ticket.pk for ticket in tickets]
    said, noted = _spoken_on(keys)
    rows = [_row(ticket, said[ticket.pk], noted[ticket.pk]) for ticket in tickets]
    TicketWords.objects.filter(pk__in=keys).delete()
    TicketWords.objects.bulk_create(rows)


def index_opened(opened: Iterable[tuple[Ticket, Iterable[str]]]) -> None:
    """The same for some that were opened just now, each with all that was said so far."""
    TicketWords.objects.bulk_create(_row(ticket, said) for ticket, said in opened)


def _row(ticket: Ticket, said: Iterable[str], noted: Iterable[str] = ()) -> TicketWords:
    words = forms_in([*_names_of(ticket), *said])
    known = set(words)
    marked = [NOTED + form for form in forms_in(noted) if form not in known]
    return TicketWords(ticket=ticket, words=" ".join([*words, *marked]))


def index_renamed(record: Model, changed: Collection[str], *, at: datetime) -> None:
    """Leave it to the worker to index again what tells a name of `record`, where that changed."""
    field, names = NAMED.get(type(record), ("", frozenset()))
    if not names.isdisjoint(changed):
        enqueue("search.index", {"of": {field: record.pk}}, at=at)


def index_everything(*, at: datetime) -> None:
    """Leave it to the worker to index every request again, the newest first."""
    enqueue("search.index", {"of": {}}, at=at)


def handle(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """The job `search.index`: some requests now, and another job for those that are left."""
    tickets = Ticket.objects.filter(**payload["of"]).order_by("-pk")
    if "before" in payload:
        tickets = tickets.filter(pk__lt=payload["before"])
    keys = list(tickets.values_list("pk", flat=True)[:SLICE])
    for key in keys:
        with transaction.atomic():
            index(Ticket.objects.select_for_update().get(pk=key))
    if len(keys) == SLICE:
        further = {"of": payload["of"], "before": keys[-1]}
        # A worker that is killed here does all of it again, and leaves no second one.
        enqueue("search.index", further, at=at, key=f"search.index:{job_id}")


def forms_in(texts: Iterable[str]) -> list[str]:
    """Every form of every word of `texts`, once, the first ones first."""
    forms: dict[str, None] = {}
    for text in texts:
        for word in words_in(text):
            forms.update(dict.fromkeys(forms_of(word)))
        if len(forms) >= MOST_WORDS:
            break
    return list(forms)[:MOST_WORDS]


def _names_of(ticket: Ticket) -> Iterator[str]:
    yield f"{ticket.number} {ticket.subject} {ticket.contact.name} {ticket.contact.email}"
    yield f"{ticket.serial_number} {''.join(filter(str.isalnum, ticket.serial_number))}"
    if ticket.organisation is not None:
        yield f"{ticket.organisation.name} {ticket.organisation.code}"
    if ticket.product is not None:
        yield ticket.product.name


def _spoken_on(tickets: Collection[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """By request, every text and every file's name: what all may read, and what our notes hold.

    The notes of partners are not looked through: the index knows two readers, not a third.
    """
    ours = Message.objects.filter(ticket__in=tickets, partner=None)
    texts = ours.values_list("ticket", "kind", "text")
    names = Attachment.objects.filter(ticket__in=tickets, message__partner=None)
    named = names.values_list("ticket", "message__kind", "name")
    said: dict[int, list[str]] = {ticket: [] for ticket in tickets}
    noted: dict[int, list[str]] = {ticket: [] for ticket in tickets}
    for ticket, kind, text in [*texts.order_by("written_at", "pk"), *named.order_by("pk")]:
        (noted if kind == Message.Kind.NOTE else said)[ticket].append(text)
    return said, noted
