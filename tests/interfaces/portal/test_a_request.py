"""One request as its customer sees it, and what she can do with it."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from puntuale.apps.tickets.actions.deciding import close_ticket
from puntuale.apps.tickets.actions.refusing import reject
from puntuale.apps.tickets.actions.writing import answer, note
from puntuale.apps.tickets.models import Participant, Ticket
from tests.cast import Cast, rome
from tests.interfaces.portal.conftest import SignedIn, ask, text_of

LATER = rome("2026-11-23 11:00")


def test_she_reads_what_was_said_and_why_the_promise_falls_when_it_does(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    ticket = ask(cast.maja, type="T1")
    answer(ticket, by=cast.elena, text="We look into it.", at=LATER)
    note(ticket, by=cast.elena, text="She is in a hurry.", at=LATER)

    page = text_of(signed_in(cast.maja).get(f"/requests/{ticket.number}/"))

    assert "Code 22 instead of AE." in page
    assert "We look into it." in page
    assert "She is in a hurry." not in page
    assert "Why Tue 10:00?" in page or "Why Tue 24 Nov 10:00?" in page
    assert "Standard Support Services, version 1" in page


def test_what_customers_write_is_only_text(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    hostile = "<script>alert(1)</script>{{ 7|add:7 }}{% now 'Y' %}"
    ticket = ask(cast.maja, subject=hostile, text=hostile, type="T1")
    maja = signed_in(cast.maja)

    for address in ("/", f"/requests/{ticket.number}/", "/?q=script"):
        page = text_of(maja.get(address))
        assert "<script>alert" not in page
        assert "{{ 7|add:7 }}" in page


def test_an_answer_with_files_and_people_in_copy_is_kept_once(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    ticket = ask(cast.maja, type="T1")
    answer(ticket, by=cast.elena, text="Which server?", at=LATER, then="wait")
    maja, key = signed_in(cast.maja), str(uuid4())

    for _twice in range(2):
        sent = maja.post(
            f"/requests/{ticket.number}/reply/",
            {
                "text": "The new one.",
                "cc": "ana@alpine.example, bo@alpine.example",
                "attached": SimpleUploadedFile("log.txt", b"words"),
                "key": key,
            },
        )
        assert sent["Location"] == f"/requests/{ticket.number}/"

    ticket.refresh_from_db()
    message = ticket.messages.get(text="The new one.")
    assert ticket.state == Ticket.State.IN_PROGRESS
    assert message.by_contact == cast.maja
    assert [file.name for file in message.files.all()] == ["log.txt"]
    joined = Participant.objects.filter(ticket=ticket).values_list("contact__email", flat=True)
    assert set(joined) == {"ana@alpine.example", "bo@alpine.example"}


def test_a_reply_with_errors_keeps_what_was_typed_and_attached(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    ticket = ask(cast.maja, type="T1")
    maja, address = signed_in(cast.maja), f"/requests/{ticket.number}/reply/"

    wrong = maja.post(
        address,
        {
            "text": "The new one.",
            "cc": "not an address",
            "attached": SimpleUploadedFile("log.txt", b"words"),
        },
    )
    page = text_of(wrong)
    kept = page.partition('name="kept" value="')[2].partition('"')[0]
    right = maja.post(address, {"text": "The new one.", "kept": kept})

    assert wrong.status_code == 422
    assert "The new one." in page
    assert "not an address" in page
    assert "is not a mail address" in page
    assert right.status_code == 302
    assert ticket.messages.get(text="The new one.").files.get().name == "log.txt"


def test_an_empty_answer_is_asked_for_again(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    ticket = ask(cast.maja)

    answered = signed_in(cast.maja).post(f"/requests/{ticket.number}/reply/", {"text": "  "})

    assert answered.status_code == 422
    assert "Write something, or attach a file." in text_of(answered)
    assert ticket.messages.count() == 1


def test_files_left_by_somebody_else_are_not_hers_to_send(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    ticket, other = ask(cast.maja), ask(cast.giulia)
    wrong = signed_in(cast.giulia).post(
        f"/requests/{other.number}/reply/",
        {"cc": "x", "attached": SimpleUploadedFile("secret.txt", b"words")},
    )
    key = text_of(wrong).partition('name="kept" value="')[2].partition('"')[0]

    signed_in(cast.maja).post(f"/requests/{ticket.number}/reply/", {"text": "x", "kept": key})

    assert not ticket.messages.get(text="x").files.exists()


def test_solved_thank_you_and_not_solved_after_all(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    ticket = ask(cast.maja, type="T1")
    answer(ticket, by=cast.elena, text="Done.", at=LATER, then="resolve")
    maja, address = signed_in(cast.maja), f"/requests/{ticket.number}/"

    assert "Solved, thank you" in text_of(maja.get(address))
    maja.post(f"{address}closing/")
    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.CLOSED

    assert "It is not solved" in text_of(maja.get(address))
    maja.post(f"{address}reopening/")
    ticket.refresh_from_db()
    assert ticket.is_open
    assert ticket.events.filter(kind="reopened", by_contact=cast.maja).exists()


def test_an_answer_to_a_closed_request_opens_it_again(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    ticket = ask(cast.maja, type="T1")
    close_ticket(ticket, by=cast.elena, at=LATER)

    signed_in(cast.maja).post(f"/requests/{ticket.number}/reply/", {"text": "Again."})

    ticket.refresh_from_db()
    assert ticket.is_open


def test_a_refused_request_is_over_for_good(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    ticket = ask(cast.maja, type="T3")
    reject(ticket, reason="technically_unfeasible", by=cast.elena, at=LATER)
    maja, address = signed_in(cast.maja), f"/requests/{ticket.number}/"

    page = text_of(maja.get(address))

    assert "Not accepted. It is technically unfeasible." in page
    assert "It costs" not in page
    assert "Send a new one" in page
    assert maja.post(f"{address}reopening/").status_code == 403
    assert maja.post(f"{address}reply/", {"text": "please"}).status_code == 422


def test_she_is_spoken_to_and_not_about(agreements: None, signed_in: SignedIn, cast: Cast) -> None:
    ticket = ask(cast.giulia, product=cast.planner, type="bug", severity="P1")
    answer(ticket, by=cast.elena, text="Da quando?", at=LATER, then="wait")

    page = text_of(signed_in(cast.giulia).get(f"/requests/{ticket.number}/"))

    conversation = page.partition('class="thread"')[2].partition("</ol>")[0]
    assert "Attendiamo la sua risposta." in conversation
    assert "cliente" not in conversation


def test_she_reads_what_her_request_costs(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    free, quoted = ask(cast.maja, type="T1"), ask(cast.maja, type="T2")
    maja = signed_in(cast.maja)

    assert "It costs: <strong>nothing</strong>" in text_of(maja.get(f"/requests/{free.number}/"))
    page = text_of(maja.get(f"/requests/{quoted.number}/"))
    assert "It costs: <strong>an estimate first</strong>" in page
