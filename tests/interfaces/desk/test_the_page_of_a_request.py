"""One request on its page: what is seen, what can be done, what is refused."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from puntuale.apps.callbacks.actions import ask_for_call
from puntuale.apps.tickets.actions.merging import merge
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.actions.writing import answer, customer_writes, note
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import (
    Draft,
    Message,
    Notice,
    Presence,
    ReadMark,
    SavedReply,
    Ticket,
)
from puntuale.apps.work.actions.entering import Work, enter
from puntuale.apps.work.actions.sessions import offer
from puntuale.apps.work.models import RemoteTool
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome
from tests.interfaces.desk.pages import text_of


@pytest.fixture(autouse=True)
def friday() -> Iterator[None]:
    with time_machine.travel(rome("2026-11-20 10:20"), tick=False):
        yield


@pytest.fixture
def suite(cast: Cast) -> Cast:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    in_force("standard-services", standard=True)
    return cast


@pytest.fixture
def ticket(suite: Cast) -> Ticket:
    return asked(suite, at="2026-11-20 10:00", product=suite.planner, type="bug", severity="P1")


@pytest.fixture
def elena(client: Client, cast: Cast) -> Client:
    client.force_login(cast.elena)
    return client


def page_of(ticket: Ticket) -> str:
    return f"/desk/tickets/{ticket.number}/"


def test_promises_and_their_reasons_stand_on_the_page(elena: Client, ticket: Ticket) -> None:
    shown = elena.get(page_of(ticket)).content.decode()

    assert "1 working hour" in shown
    assert "1 working day of 8 h" in shown
    assert 'role="img"' in shown
    assert "Covered by Suite support and SLA, version 1" in shown
    assert "not by Standard Support Services" in shown


def test_the_page_speaks_the_readers_language(client: Client, cast: Cast, ticket: Ticket) -> None:
    client.force_login(cast.davide)

    shown = client.get(page_of(ticket)).content.decode()

    assert '<html lang="it"' in shown
    assert "1 ora lavorativa" in shown


def test_why_is_printed_with_the_agreements_hash(elena: Client, ticket: Ticket) -> None:
    assert f'href="{page_of(ticket)}why/"' in elena.get(page_of(ticket)).content.decode()

    shown = elena.get(f"{page_of(ticket)}why/").content.decode()

    assert shown.count('role="img"') == 2
    assert ticket.version is not None
    assert ticket.version.sha256 in shown
    assert "P1 Blocking" in shown
    assert "<form" not in shown.partition("<main")[2]


def test_why_is_not_printed_for_a_customer(client: Client, cast: Cast, ticket: Ticket) -> None:
    client.force_login(cast.giulia.user)

    assert client.get(f"{page_of(ticket)}why/").status_code == 404


def test_a_reply_is_sent_and_kept_once(elena: Client, ticket: Ticket) -> None:
    form = {"text": "Ci stiamo lavorando.", "key": str(uuid.uuid4()), "then": "keep"}

    elena.post(page_of(ticket) + "reply/", form)
    elena.post(page_of(ticket) + "reply/", form)

    assert Message.objects.filter(kind="agent").count() == 1


def test_sending_and_waiting_stops_the_clock(elena: Client, ticket: Ticket) -> None:
    elena.post(page_of(ticket) + "reply/", {"text": "Quale?", "then": "wait"})

    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.WAITING_CUSTOMER
    assert ticket.next_due_at is None


def test_words_that_arrived_meanwhile_are_shown_before_anything_is_sent(
    elena: Client, cast: Cast, ticket: Ticket
) -> None:
    seen = timezone.now() - timedelta(minutes=5)
    customer_writes(ticket, contact=cast.giulia, text="Risolto!", at=timezone.now())

    answer = elena.post(
        page_of(ticket) + "reply/", {"text": "Ancora un po'.", "seen": seen.isoformat()}
    )

    assert answer.status_code == 409
    assert "Ancora un po" in answer.content.decode()
    assert not Message.objects.filter(kind="agent").exists()


def test_an_empty_reply_is_refused_and_says_what_to_do(elena: Client, ticket: Ticket) -> None:
    answer = elena.post(page_of(ticket) + "reply/", {"text": "  "})

    assert answer.status_code == 422
    assert "Write something, or attach a file." in answer.content.decode()


def test_a_wrong_address_in_copy_keeps_the_text(elena: Client, ticket: Ticket) -> None:
    answer = elena.post(page_of(ticket) + "reply/", {"text": "A presto.", "cc": "nobody"})

    assert answer.status_code == 422
    assert "A presto." in answer.content.decode()


def test_a_person_in_copy_may_be_pasted_with_a_name(elena: Client, ticket: Ticket) -> None:
    copies = '"Conti, Anna" <anna@brembo.example>; marco@brembo.example'

    elena.post(page_of(ticket) + "reply/", {"text": "A presto.", "cc": copies})

    joined = {str(each.contact) for each in ticket.participants.all()}
    assert joined == {"Conti, Anna", "marco@brembo.example"}


def test_a_file_chosen_once_goes_with_the_reply_that_is_sent_again(
    elena: Client, ticket: Ticket
) -> None:
    file = SimpleUploadedFile("undo.sql", b"select 1;", "text/plain")
    refused = elena.post(
        page_of(ticket) + "reply/", {"text": "Ecco.", "cc": "nobody", "attached": file}
    )
    (kept,) = refused.context["reply"]["kept"]

    elena.post(page_of(ticket) + "reply/", {"text": "Ecco.", "kept": kept.key})

    assert f'value="{kept.key}" checked' in refused.content.decode()
    assert Message.objects.get(kind="agent").files.get().name == "undo.sql"


def test_a_file_goes_with_the_reply(elena: Client, ticket: Ticket) -> None:
    file = SimpleUploadedFile("undo.sql", b"select 1;", "text/plain")

    elena.post(page_of(ticket) + "reply/", {"text": "Ecco.", "attached": file})

    sent = Message.objects.get(kind="agent").files.get()
    assert (sent.name, sent.size) == ("undo.sql", 9)


def test_a_note_stays_with_the_desk(elena: Client, ticket: Ticket) -> None:
    elena.post(page_of(ticket) + "note/", {"text": "Colpa nostra."})

    assert Message.objects.get(kind="note").text == "Colpa nostra."


def test_a_draft_waits_for_its_author_alone(elena: Client, cast: Cast, ticket: Ticket) -> None:
    elena.post(page_of(ticket) + "draft/", {"text": "Buongiorno"})

    assert "Buongiorno" in elena.get(page_of(ticket)).content.decode()
    assert Draft.objects.get().user == cast.elena
    elena.force_login(cast.davide)
    assert "Buongiorno" not in elena.get(page_of(ticket)).content.decode()


def test_whoever_else_has_it_open_is_named(elena: Client, cast: Cast, ticket: Ticket) -> None:
    Presence.objects.create(
        ticket=ticket, user=cast.davide, seen_at=timezone.now(), wrote_at=timezone.now()
    )

    shown = elena.post(page_of(ticket) + "seen/").content.decode()

    assert "Davide Basso is writing" in shown
    assert ReadMark.objects.filter(ticket=ticket, user=cast.elena).exists()


def test_looking_changes_nothing(elena: Client, ticket: Ticket) -> None:
    elena.get(page_of(ticket))

    assert not ReadMark.objects.exists()
    assert not Presence.objects.exists()


@pytest.mark.parametrize(
    ("deed", "form", "kind"),
    [
        ("charge", {}, "taken"),
        ("class", {"type": "bug", "severity": "P3", "cause": "correction"}, "severity_changed"),
        ("wait", {"state": "waiting_access"}, "paused"),
        ("resolution", {}, "resolved"),
        ("closing", {}, "closed"),
        ("rejection", {"reason": "not_ours"}, "rejected"),
        ("tags", {"tags": "import, orders"}, "tagged"),
        ("people", {"email": "maja@alpine.example"}, "participants"),
    ],
)
def test_each_deed_is_done_by_one_form(
    elena: Client, ticket: Ticket, deed: str, form: dict[str, str], kind: str
) -> None:
    answer = elena.post(page_of(ticket) + f"{deed}/", form)

    assert answer.headers["Location"] == page_of(ticket)
    assert ticket.events.filter(kind=kind).exists()


def test_what_cannot_be_done_is_said(elena: Client, ticket: Ticket) -> None:
    elena.post(page_of(ticket) + "charge/")

    again = elena.post(page_of(ticket) + "charge/", follow=True)

    assert "Somebody has taken charge of this request already." in again.content.decode()


def test_a_change_of_class_shows_what_it_would_do(elena: Client, ticket: Ticket) -> None:
    query = {"type": "bug", "severity": "P4", "cause": "correction"}

    shown = elena.get(page_of(ticket) + "class/preview/", query).content.decode()

    assert "Solution: " in shown
    assert "→" in shown
    assert not ticket.events.filter(kind="classified").exists()


@pytest.mark.parametrize("deed", ["reply", "charge", "closing", "assignment", "seen", "draft"])
def test_for_a_customer_the_page_does_not_exist(
    client: Client, cast: Cast, ticket: Ticket, deed: str
) -> None:
    assert cast.giulia.user is not None
    client.force_login(cast.giulia.user)

    assert client.get(page_of(ticket)).status_code == 404
    assert client.post(page_of(ticket) + f"{deed}/", {"text": "x"}).status_code == 404


def test_a_restricted_request_is_not_found_by_others(
    elena: Client, cast: Cast, ticket: Ticket
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)

    assert elena.get(page_of(ticket)).status_code == 404
    elena.force_login(cast.tone)
    assert elena.get(page_of(ticket)).status_code == 200


def test_a_request_is_written_down_for_a_customer(elena: Client, suite: Cast) -> None:
    form = {
        "email": "maja@alpine.example",
        "channel": "email",
        "language": "en",
        "subject": "Cannot print",
        "text": "She called and wrote.",
        "key": str(uuid.uuid4()),
    }

    elena.post("/desk/tickets/new/", form)

    ticket = Ticket.objects.get()
    assert ticket.contact == suite.maja
    assert ticket.events.get(kind="submitted").by_user == suite.elena


def test_the_page_takes_twelve_queries_however_long_the_story(
    elena: Client, suite: Cast, ticket: Ticket
) -> None:
    for hour in range(11, 15):
        at = rome(f"2026-11-20 {hour}:00")
        answer(ticket, by=suite.elena, text="Ci stiamo lavorando.", cc=["a@b.example"], at=at)
        note(ticket, by=suite.davide, text="Strano.", at=at)
        assign(ticket, to=suite.davide, by=suite.elena, at=at)
        Notice.objects.create(user=suite.elena, ticket=ticket, kind="assigned", at=at, about=hour)
    SavedReply.objects.create(title="Version", text_it="Quale versione?")
    elena.get(page_of(ticket))

    with CaptureQueriesContext(connection) as queries:
        page = elena.get(page_of(ticket))

    assert page.content.decode().count("Ci stiamo lavorando.") == 4
    assert len(queries) <= 12, [each["sql"][:90] for each in queries]


def test_each_kind_of_thing_a_request_has_takes_a_query_and_is_shown(
    elena: Client, suite: Cast, ticket: Ticket
) -> None:
    at = timezone.now()
    tool = RemoteTool.objects.create(kind="jitsi", name="Meet", link="https://meet.example/{room}")
    davide = Client()
    davide.force_login(suite.davide)
    davide.post(page_of(ticket) + "charge/")
    davide.post(page_of(ticket) + "timer/")
    elena.post(page_of(ticket) + "draft/", {"text": "Buongiorno"})
    elena.post(page_of(ticket) + "people/", {"email": "luca@brembo.example"})
    work = Work(started_at=at - timedelta(minutes=9), ended_at=at - timedelta(minutes=2))
    enter(ticket, work, worker=suite.elena, by=suite.elena, at=at)
    offer(ticket, tool, by=suite.elena, at=at)
    ask_for_call(ticket, by=suite.elena, phone="+39 035 123456", at=at)
    script = keep_file(b"select 1;", "undo.sql", "text/plain", at=at)
    customer_writes(ticket, contact=ticket.contact, text="Ecco.", files=[script], at=at)
    davide.get(f"/files/{ticket.files.get().key}/")
    elena.get(page_of(ticket))

    with CaptureQueriesContext(connection) as queries:
        shown = elena.get(page_of(ticket))

    page = text_of(shown)
    assert f"/files/{ticket.files.get().key}/" in shown.content.decode()
    assert "Buongiorno" in page
    assert "Remove luca@brembo.example" in page
    assert "7 min" in page
    assert "Davide Basso has worked on it since" in page
    assert "Davide Basso opened the file undo.sql" in page
    assert "Call now" in page
    assert "waiting for the customer’s consent" in page
    assert len(queries) <= 21, [each["sql"][:90] for each in queries]


def test_what_was_merged_into_it_takes_two_queries_more_however_much(
    elena: Client, suite: Cast, ticket: Ticket
) -> None:
    at = rome("2026-11-20 12:00")
    for minute in range(4):
        other = asked(suite, at=f"2026-11-20 10:3{minute}", subject=f"Ancora, {minute}")
        merge(other, into=ticket, by=suite.elena, at=at)
    elena.get(page_of(ticket))

    with CaptureQueriesContext(connection) as queries:
        page = elena.get(page_of(ticket))

    assert page.content.decode().count("message--customer") == 5
    assert len(queries) <= 14, [each["sql"][:90] for each in queries]
