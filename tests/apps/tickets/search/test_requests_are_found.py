"""The same requests are found on both databases, and only those a person may see."""

import pytest
from django.db import connection

from puntuale.apps.tickets.actions.writing import note
from puntuale.apps.tickets.models import Ticket, TicketWords
from puntuale.apps.tickets.search.finding import ticket_numbered, tickets_found_by
from puntuale.apps.tickets.search.indexing import handle, index
from puntuale.apps.tickets.search.wanted import wanted
from tests.apps.tickets.stories import asked
from tests.cast import Cast, rome

AT = rome("2026-11-23 10:00")


def found(cast: Cast, typed: str) -> list[str]:
    return [ticket.subject for ticket in tickets_found_by(cast.elena, wanted(typed))]


@pytest.fixture
def labels(cast: Cast) -> Ticket:
    ticket = asked(
        cast,
        subject="Etichette illeggibili",
        text="Le etichette stampate ieri sono tagliate.\nPerché?",
        serial_number="OS-1234-5678",
        product=cast.planner,
    )
    index(ticket)
    return ticket


@pytest.mark.parametrize(
    "typed",
    [
        "etichetta",
        "ETICHETTE",
        "perche",
        "stampare tagliato",
        "tessitura",
        "brembo etichett",
        "giulia",
        "conti@brembo.example giulia",
        "OS-1234-5678",
        "os12345678",
        "suite",
    ],
)
def test_a_request_is_found_by(cast: Cast, labels: Ticket, typed: str) -> None:
    if "@" in typed:
        typed = cast.giulia.email

    assert found(cast, typed) == ["Etichette illeggibili"]


@pytest.mark.parametrize("typed", ["morelli", "etichette fatture", "os-1234-9999"])
def test_a_request_is_not_found_by(cast: Cast, labels: Ticket, typed: str) -> None:
    assert found(cast, typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "etichette AND",
        "NEAR(etichette, 2)",
        "words:etichette",
        "etichette* OR 1=1; --",
        "'' & !etichette:*",
        "etichette \x00",
        "^etichette",
        "(((",
        "e" * 5000,
        "-etichette +",
    ],
)
def test_whatever_is_typed_is_no_error(cast: Cast, labels: Ticket, typed: str) -> None:
    assert found(cast, typed) in ([], ["Etichette illeggibili"])


def test_the_newest_comes_first_and_a_page_begins_after_a_key(cast: Cast) -> None:
    tickets = [asked(cast, subject=f"Stampa {place}") for place in range(3)]
    for ticket in tickets:
        index(ticket)

    assert found(cast, "stampa") == ["Stampa 2", "Stampa 1", "Stampa 0"]
    older = tickets_found_by(cast.elena, wanted("stampa"), before=tickets[1].pk)
    assert [ticket.subject for ticket in older] == ["Stampa 0"]


def test_a_restricted_request_is_found_by_its_group_alone(cast: Cast, labels: Ticket) -> None:
    Ticket.objects.filter(pk=labels.pk).update(is_restricted=True)

    assert found(cast, "etichette") == []
    assert list(tickets_found_by(cast.tone, wanted("etichette"))) == [labels]
    assert ticket_numbered(str(labels.number), cast.elena) is None
    assert ticket_numbered(str(labels.number), cast.tone) == labels


def test_customers_find_nothing_because_notes_are_searched(cast: Cast, labels: Ticket) -> None:
    assert cast.giulia.user is not None

    assert not tickets_found_by(cast.giulia.user, wanted("etichette")).exists()


def test_a_number_names_its_request(cast: Cast, labels: Ticket) -> None:
    assert ticket_numbered(f" #{labels.number} ", cast.davide) == labels
    assert ticket_numbered("99999999999999", cast.davide) is None
    assert ticket_numbered("OS-1234", cast.davide) is None


def test_the_job_indexes_what_was_said_since(cast: Cast, labels: Ticket) -> None:
    note(labels, by=cast.davide, text="Manca il toner magenta", at=AT)

    handle({"ticket_id": labels.pk}, at=AT, job_id=1)

    assert found(cast, "toner") == ["Etichette illeggibili"]
    assert TicketWords.objects.count() == 1


def test_a_job_for_a_request_that_is_no_more_does_nothing(cast: Cast) -> None:
    handle({"ticket_id": 404}, at=AT, job_id=1)

    assert not TicketWords.objects.exists()


def test_searching_reads_an_index(cast: Cast, labels: Ticket) -> None:
    if connection.vendor == "postgresql":
        # A handful of rows is read without any index, and joined one by one, unless that is forbidden.
        with connection.cursor() as cursor:
            for way in ("seqscan", "indexscan", "nestloop"):
                cursor.execute(f"SET LOCAL enable_{way} = off")

    plan = tickets_found_by(cast.elena, wanted("etichette"))[:20].explain()

    assert "VIRTUAL TABLE INDEX" in plan or "ticket_words" in plan
    assert "TEMP B-TREE" not in plan
