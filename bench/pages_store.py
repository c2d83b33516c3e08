"""A database with as many requests as asked for, in a few minutes: real ones, copied.

A handful of requests is made by the product's own actions; their rows are copied with other
numbers, instants and words. Every request has one message of the customer, open ones all of their
conversation and history. The first sixty promises of the queue are the same at every size.
"""

import itertools
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models

from bench.pages_full import give_everything
from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.accounts.roles import Role
from puntuale.apps.agreements.actions import activate, keep_draft
from puntuale.apps.agreements.models import Agreement, Coverage
from puntuale.apps.agreements.starters import starter
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.tickets.actions.deciding import classify, close_ticket
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.actions.waiting import wait_for
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.models import (
    Message,
    Notice,
    ReadMark,
    SavedReply,
    Tag,
    Ticket,
    TicketClock,
    TicketEvent,
    TicketWords,
)
from puntuale.apps.tickets.search.words import forms_of, words_in

# Above the numbers of the samples.
FIRST = 1101
FULL = FIRST + 61  # has one of everything
SAME = 60  # promises at the head of the queue that every size shares
LATE = 10
OPEN_SHARE = 10
TEXTS = 1000
WORDS_OF_A_TEXT = 40
# What is searched for, and in how many requests it stands: every so many.
EVERY = {"stampa": 3, "cerniera": 100, "zirconio": 0}
RARE = 20
FILLED = (Ticket, Message, TicketEvent, TicketClock, TicketWords, Notice, ReadMark)
# Name and definition of every index that no constraint stands on.
INDEXES = {
    "sqlite": (
        "SELECT name, sql FROM sqlite_master"
        " WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({tables})"
    ),
    "postgresql": (
        "SELECT indexname, indexdef FROM pg_indexes"
        " WHERE schemaname = current_schema() AND tablename IN ({tables})"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    ),
}
Row = dict[str, Any]


def fill(size: int, now: datetime) -> int:
    """Store `size` requests; how many of them are open."""
    samples = samples_of_requests(now)
    open_ones = size // OPEN_SHARE
    texts = _texts()
    with without_indexes(), connection.constraint_checks_disabled():
        insert(Ticket, (_ticket(n, open_ones, samples, now) for n in _ids(size)))
        insert(Message, _messages(open_ones, size, samples, texts))
        insert(TicketEvent, _history(TicketEvent, open_ones, samples))
        insert(TicketClock, _history(TicketClock, open_ones, samples, _due(open_ones, now)))
        insert(TicketWords, _words(size, texts))
        _insert_beside(size, open_ones, now)
    elena, davide = User.objects.filter(name__in=("Elena Riva", "Davide Basso")).order_by("pk")
    give_everything(Ticket.objects.get(number=FULL), elena, davide, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    return open_ones


def _ids(size: int) -> range:
    return range(FIRST, FIRST + size)


def samples_of_requests(now: datetime) -> list[dict[type[models.Model], list[Row]]]:
    """Rows of a few requests in the states that a queue shows; the last one is closed."""
    Vendor.objects.create(name="Officina Software", made_at=now)
    elena = User.objects.create_user(
        "elena@officina.example", name="Elena Riva", role=Role.AGENT, language="en"
    )
    organisation = Organisation.objects.create(name="Tessitura Brembo", language="it")
    giulia = Contact.objects.create(
        organisation=organisation, name="Giulia Conti", email="giulia@brembo.example", language="it"
    )
    founded = now - timedelta(days=400)
    agreement = Agreement.objects.create(code="suite-sla", is_standard=True)
    draft = keep_draft(agreement, starter("suite-sla"), by=None, at=founded)
    activate(draft, valid_from=founded, by=None, at=founded)
    Coverage.objects.create(
        organisation=organisation, agreement=agreement, starts_on=founded.date()
    )
    asked_at = now - timedelta(minutes=3)
    kinds = ("running", "waiting", "closed")
    samples = [_rows(_sample(giulia, elena, kind, asked_at)) for kind in kinds]
    # They have been copied: nothing of them stands in the queue.
    Ticket.objects.update(closed_at=now, resolved_at=now, state=Ticket.State.CLOSED)
    return samples


def _sample(contact: Contact, by: User, kind: str, at: datetime) -> Ticket:
    request = NewRequest(
        contact=contact,
        subject="Ordini doppi dopo l’aggiornamento",
        text="Buongiorno, gli ordini risultano doppi.",
        channel=Ticket.Channel.EMAIL,
        language="it",
    )
    ticket = open_ticket(request, at=at)
    for severity in ("P2", "P3"):
        classify(
            ticket, type="bug", severity=severity, cause="correction", by=by, at=at, reason="x"
        )
    assign(ticket, to=by, by=by, at=at)
    if kind != "running":
        answer(ticket, by=by, text="Guardiamo subito.", at=at)
    if kind == "waiting":
        wait_for(ticket, Ticket.State.WAITING_CUSTOMER, by=by, at=at)
    if kind == "closed":
        close_ticket(ticket, by=by, at=at)
    return ticket


def _rows(ticket: Ticket) -> dict[type[models.Model], list[Row]]:
    own = list(Ticket.objects.filter(pk=ticket.pk).values())
    rows: dict[type[models.Model], list[Row]] = {Ticket: own}
    for model in (Message, TicketEvent, TicketClock):
        rows[model] = list(model._default_manager.filter(ticket=ticket).order_by("pk").values())
    return rows


def _kind(n: int, open_ones: int) -> int:
    """Which sample request `n` copies: every fifth open one waits for the customer."""
    place = n - FIRST
    if place >= open_ones:
        return 2
    return 1 if place >= SAME and place % 5 == 0 else 0


def _ticket(n: int, open_ones: int, samples: Sequence[Any], now: datetime) -> Row:
    kind = _kind(n, open_ones)
    row = dict(samples[kind][Ticket][0])
    row |= {"id": n, "number": n, "subject": f"Ordini doppi, caso {n}", "clock_wakes_at": None}
    if kind == 0:
        row["next_due_at"] = _due(open_ones, now)(n)
        row["near_at"] = row["next_due_at"] - timedelta(minutes=30)
    if kind == 2:
        ended = now - timedelta(minutes=n)
        row |= {"submitted_at": ended - timedelta(hours=5), "last_activity_at": ended}
        row |= {"resolved_at": ended, "closed_at": ended}
    return row


def _due(open_ones: int, now: datetime) -> Callable[[int], datetime]:
    """When the promise of an open request falls due: ten are late, the others within a month."""

    def due(n: int) -> datetime:
        place = n - FIRST
        if place < SAME:
            return now + timedelta(minutes=20 * (place - LATE) + 10)
        return now + timedelta(days=2, seconds=(place - SAME) * 2_400_000 / open_ones)

    return due


def _messages(
    open_ones: int, size: int, samples: Sequence[Any], texts: Sequence[str]
) -> Iterator[Row]:
    ids = itertools.count(FIRST)
    for n in _ids(size):
        kind = _kind(n, open_ones)
        rows = samples[kind][Message]
        for place, row in enumerate(rows if kind < 2 else rows[:1]):
            text = f"{texts[n % TEXTS]}\n{_special(n, size)}" if place == 0 else row["text"]
            yield {**row, "id": next(ids), "ticket_id": n, "text": text}


def _history(
    model: type[models.Model],
    open_ones: int,
    samples: Sequence[Any],
    due: Callable[[int], datetime] | None = None,
) -> Iterator[Row]:
    ids = itertools.count(FIRST)
    for n in range(FIRST, FIRST + open_ones):
        kind = _kind(n, open_ones)
        for place, row in enumerate(samples[kind][model]):
            moved = {"due_at": due(n)} if due and kind == 0 and place == 0 else {}
            yield {**row, **moved, "id": next(ids), "ticket_id": n}


def _insert_beside(size: int, open_ones: int, now: datetime) -> None:
    """What else is in store: a notice and a mark for each open request, customers, tags, replies."""
    elena = User.objects.get(email="elena@officina.example").pk
    ids = range(FIRST, FIRST + open_ones)
    told = {"user_id": elena, "kind": "assigned", "at": now, "about": "", "read_at": None}
    insert(Notice, ({"id": n, "ticket_id": n, **told} for n in ids))
    insert(ReadMark, ({"id": n, "ticket_id": n, "user_id": elena, "read_at": now} for n in ids))
    tag = Tag.objects.create(name="stampa").pk
    insert(Ticket.tags.through, ({"id": n, "ticket_id": n, "tag_id": tag} for n in ids[::4]))
    others = range(FIRST, FIRST + size // 100)
    Organisation.objects.bulk_create(Organisation(name=f"Cliente {n}") for n in others)
    SavedReply.objects.bulk_create(
        SavedReply(title=f"Risposta {n}", text_it="Quale versione usa?") for n in range(20)
    )
    for name in ("Davide Basso", "Tone Kos", "Ida Moretti", "Sara Vidmar"):
        User.objects.create_user(f"{name}@o.example".replace(" ", "."), name=name, role=Role.AGENT)


def _texts() -> list[str]:
    draw = random.Random(2026)
    syllables = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]
    words = ["".join(draw.choices(syllables, k=draw.randint(2, 4))) for _ in range(6000)]
    return [" ".join(draw.choices(words, k=WORDS_OF_A_TEXT)) for _ in range(TEXTS)]


def _special(n: int, size: int) -> str:
    place = n - FIRST
    said = [word for word, every in EVERY.items() if every and place % every == 0]
    rare = place % max(size // RARE, 1) == 0
    return " ".join([*said, *(["zirconio"] if rare else [])])


def _words(size: int, texts: Sequence[str]) -> Iterator[Row]:
    kept = [_forms(text) for text in texts]
    whose = _forms("Ordini doppi caso Tessitura Brembo Giulia Conti giulia brembo example")
    for n in _ids(size):
        words = f"{n} {whose} {kept[n % TEXTS]} {_forms(_special(n, size))}"
        yield {"rowid": n, "words": words}


def _forms(text: str) -> str:
    return " ".join(dict.fromkeys(form for word in words_in(text) for form in forms_of(word)))


@contextmanager
def without_indexes() -> Iterator[None]:
    """Rows come in unindexed and, on PostgreSQL, unchecked; every index is made at the end."""
    on_postgresql = connection.vendor == "postgresql"
    tables = ", ".join(f"'{model._meta.db_table}'" for model in FILLED)
    with connection.cursor() as cursor:
        if on_postgresql:
            cursor.execute(
                "SET session_replication_role = replica; SET maintenance_work_mem = '1GB'"
            )
        cursor.execute(INDEXES[connection.vendor].format(tables=tables))
        indexes = cursor.fetchall()
        for name, _made in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, made in indexes:
            cursor.execute(made)
        if on_postgresql:
            cursor.execute("RESET session_replication_role; RESET maintenance_work_mem")


def insert(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Store `rows` by the fastest way that the database has."""
    rows = iter(rows)
    first = next(rows)
    table, columns = model._meta.db_table, list(first)
    prepared = _preparation(model, columns)
    lines = (prepared(row) for row in itertools.chain([first], rows))
    named = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
                for line in lines:
                    copy.write_row(line)
            return
        marks = ", ".join("?" * len(columns))
        cursor.execute("BEGIN")
        raw = cursor.connection.cursor()
        raw.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', lines)
        raw.close()
        cursor.execute("COMMIT")


def _preparation(
    model: type[models.Model], columns: Sequence[str]
) -> Callable[[Mapping[str, Any]], list[Any]]:
    fields = {field.column: field for field in model._meta.concrete_fields}
    is_json = {column: isinstance(fields[column], models.JSONField) for column in columns}
    on_sqlite = connection.vendor == "sqlite"

    def prepared(row: Mapping[str, Any]) -> list[Any]:
        values = []
        for column in columns:
            value = row[column]
            if is_json[column]:
                value = json.dumps(value)
            elif on_sqlite and isinstance(value, datetime):
                value = value.strftime("%Y-%m-%d %H:%M:%S.%f")
            values.append(value)
        return values

    return prepared
