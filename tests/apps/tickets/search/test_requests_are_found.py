"""The same requests are found on both databases, and only those a person may see."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.actions.writing import answer, customer_writes, note
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Participant, Ticket, TicketWords
from puntuale.apps.tickets.search import finding, indexing
from puntuale.apps.tickets.search.finding import ticket_numbered, tickets_found_by
from puntuale.apps.tickets.search.indexing import handle, index_everything, index_renamed
from puntuale.apps.tickets.search.wanted import wanted
from puntuale.apps.tickets.search.words import NOTED
from tests.apps.tickets.stories import asked
from tests.cast import Cast, rome
from tests.plans import plans_of

AT = rome("2026-11-23 10:00")
A_MOMENT = timedelta(seconds=30)


def found_by(user: User, typed: str, most: int = 20, before: int | None = None) -> list[Ticket]:
    ids = tickets_found_by(user, wanted(typed), most=most, before=before)
    tickets = Ticket.objects.in_bulk(ids)
    return [tickets[each] for each in ids]


def found(cast: Cast, typed: str) -> list[str]:
    return [ticket.subject for ticket in found_by(cast.elena, typed)]


@pytest.fixture
def labels(cast: Cast) -> Ticket:
    return asked(
        cast,
        subject="Etichette illeggibili",
        text="Le etichette stampate ieri sono tagliate.\nPerché?",
        serial_number="OS-1234-5678",
        product=cast.planner,
    )


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

    assert found(cast, "stampa") == ["Stampa 2", "Stampa 1", "Stampa 0"]
    assert found_by(cast.elena, "stampa", before=tickets[1].pk) == [tickets[0]]


@pytest.mark.parametrize("newest", [1, 2, 3, 5000])
def test_wherever_reading_ends_and_the_index_begins_the_same_are_found(
    cast: Cast, newest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "NEWEST", newest)
    tickets = [asked(cast, subject=subject) for subject in ("Stampa", "Fattura", "Stampa") * 2]

    assert found_by(cast.elena, "stampa") == [tickets[place] for place in (5, 3, 2, 0)]
    assert found_by(cast.elena, "stampa", most=2) == [tickets[5], tickets[3]]
    assert found_by(cast.elena, "stampa", most=3) == [tickets[5], tickets[3], tickets[2]]
    assert found_by(cast.elena, "fattura") == [tickets[4], tickets[1]]


def test_for_the_last_few_of_a_page_the_index_is_not_asked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "NEWEST", 4)
    subjects = ("Stampa", "Stampa", "Stampa", "Fattura") * 2
    tickets = [asked(cast, subject=subject) for subject in subjects]

    with CaptureQueriesContext(connection) as queries:
        assert found_by(cast.elena, "stampa", most=4) == [tickets[place] for place in (6, 5, 4, 2)]

    asked_for = [each["sql"] for each in queries if "tickets_ticketwords" in each["sql"]]
    assert [">=" in sql for sql in asked_for] == [False, True, True]


def test_what_is_not_found_a_little_further_is_looked_up(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "NEWEST", 2)
    subjects = ("Stampa", "Fattura", "Fattura", "Stampa", "Stampa")
    tickets = [asked(cast, subject=subject) for subject in subjects]

    assert found_by(cast.elena, "stampa", most=3) == [tickets[place] for place in (4, 3, 0)]


def test_what_may_not_be_seen_takes_no_place_of_what_may(cast: Cast) -> None:
    tickets = [asked(cast, subject=f"Stampa {place}") for place in range(6)]
    Ticket.objects.filter(pk__in=[tickets[place].pk for place in (5, 4, 2)]).update(
        is_restricted=True
    )

    assert found_by(cast.elena, "stampa", most=2) == [tickets[3], tickets[1]]


def test_a_restricted_request_is_found_by_its_group_alone(cast: Cast, labels: Ticket) -> None:
    Ticket.objects.filter(pk=labels.pk).update(is_restricted=True)

    assert found(cast, "etichette") == []
    assert found_by(cast.tone, "etichette") == [labels]
    assert ticket_numbered(str(labels.number), cast.elena) is None
    assert ticket_numbered(str(labels.number), cast.tone) == labels


def user_of(contact: Contact) -> User:
    assert contact.user is not None
    return contact.user


def told(contact: Contact, typed: str) -> list[str]:
    return [ticket.subject for ticket in found_by(user_of(contact), typed)]


def test_customers_find_their_own_by_the_same_words(cast: Cast, labels: Ticket) -> None:
    for typed in ("etichetta", "PERCHE", "stampare tagliato", "os12345678", str(labels.number)):
        assert told(cast.giulia, typed) == ["Etichette illeggibili"], typed
        assert told(cast.maja, typed) == [], typed


def test_customers_find_nothing_by_what_notes_say(cast: Cast, labels: Ticket) -> None:
    file = keep_file(b"x", "preventivo.pdf", "application/pdf", at=AT)
    note(labels, by=cast.davide, text="Il cliente paga tardi: stampate!", at=AT, files=[file])

    for typed in ("tardi", "tard", "preventivo", NOTED + "tardi"):
        assert told(cast.giulia, typed) == [], typed
        assert found(cast, typed) == (["Etichette illeggibili"] if "ª" not in typed else [])
    # What stands in both is found by both.
    assert told(cast.giulia, "stampate") == ["Etichette illeggibili"]


def test_who_was_put_in_copy_finds_by_what_followed(cast: Cast, labels: Ticket) -> None:
    joined = Participant.objects.create(ticket=labels, contact=cast.maja, joined_at=AT + A_MOMENT)
    answer(labels, by=cast.davide, text="Provi il toner", at=AT + 2 * A_MOMENT)

    for typed in ("illeggibile", "toner", str(labels.number)):
        assert told(cast.maja, typed) == ["Etichette illeggibili"], typed
    assert told(cast.maja, "tagliate") == []

    Participant.objects.filter(pk=joined.pk).update(sees_history=True)
    assert told(cast.maja, "tagliate") == ["Etichette illeggibili"]


def test_a_number_names_its_request(cast: Cast, labels: Ticket) -> None:
    assert ticket_numbered(f" #{labels.number} ", cast.davide) == labels
    assert ticket_numbered("99999999999999", cast.davide) is None
    assert ticket_numbered("OS-1234", cast.davide) is None


def test_what_is_said_is_found_at_once(cast: Cast, labels: Ticket) -> None:
    customer_writes(labels, contact=cast.giulia, text="Anche la taratrice", at=AT)
    answer(labels, by=cast.davide, text="Cambi il toner magenta", at=AT)

    for typed in ("taratrice", "toner"):
        assert found(cast, typed) == ["Etichette illeggibili"]
    assert TicketWords.objects.count() == 1


def works_all() -> int:
    """Carry out the jobs that index again; how many there were."""
    jobs = list(Job.objects.filter(kind="search.index", done_at=None))
    for job in jobs:
        handle(job.payload, at=AT, job_id=job.pk)
        Job.objects.filter(pk=job.pk).update(done_at=AT)
    return len(jobs) + (works_all() if jobs else 0)


def test_requests_are_found_by_a_new_name(cast: Cast, labels: Ticket) -> None:
    for record, name in ((cast.brembo, "Filatura Adda"), (cast.giulia, "Giulia Rinaldi")):
        record.name = name
        record.save()
        index_renamed(record, ["name"], at=AT)
        works_all()

    for typed in ("filatura", "rinaldi"):
        assert found(cast, typed) == ["Etichette illeggibili"]
    assert found(cast, "brembo rinaldi conti") == []


def test_what_is_not_told_by_a_request_indexes_nothing(cast: Cast, labels: Ticket) -> None:
    index_renamed(cast.brembo, ["domains"], at=AT)
    index_renamed(cast.elena, ["name"], at=AT)

    assert works_all() == 0


def test_many_are_indexed_a_slice_at_a_time(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "SLICE", 2)
    for place in range(5):
        asked(cast, subject=f"Stampa {place}")
    TicketWords.objects.all().delete()

    index_everything(at=AT)
    jobs = works_all()

    assert jobs == 3
    assert len(found(cast, "stampa")) == 5


def test_searching_reads_an_index(
    cast: Cast, labels: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "NEWEST", 1)
    asked(cast, subject="Fattura")
    if connection.vendor == "postgresql":
        # A handful of rows is read without any index unless that is forbidden.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")

    with plans_of("tickets_ticketwords") as plans:
        tickets_found_by(cast.elena, wanted("etichette"), most=20)

    assert len(plans) == 3
    for plan in plans:
        assert "TEMP B-TREE" not in plan
        assert re.search("VIRTUAL TABLE INDEX|ticket_words|ticketwords_pkey", plan), plan
    # Whoever looks for a rare word must not walk down the keys of all requests.
    assert "Backward" not in plans[-1]
