"""What happens on a request is told its customer once, in its language, with what belongs to it."""

import re

import pytest

from puntuale.apps.jobs.models import Job
from puntuale.apps.post.models import Mailbox, OutgoingMail
from puntuale.apps.tickets.actions.deciding import close_ticket, remind, resolve, take_charge
from puntuale.apps.tickets.actions.writing import answer, note
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Message, Ticket
from puntuale.interfaces.mail.writing import files
from tests.interfaces.mail.office import NOON, a_mail, arrives, last_sent, minutes, ticket_of, works

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


def test_a_request_is_answered_in_its_language_by_text_and_html(sink, cast):
    arrives(a_mail())

    mail = sink.mails[0]
    plain = mail.get_body(("plain",)).get_content()
    page = mail.get_body(("html",)).get_content()
    assert "Buongiorno Giulia," in plain
    assert "abbiamo ricevuto la sua richiesta" in plain
    assert '<html lang="it">' in page
    assert mail["Content-Language"] == "it"
    assert mail["Subject"].startswith("[1001] ")
    assert mail["From"] == "Officina Software <support@officina.example>"
    assert re.search(r"support\+[a-z2-7]{26}@officina.example", mail["Reply-To"])
    assert mail["In-Reply-To"] is not None


def test_an_english_request_is_answered_in_english(sink, cast):
    text = "Good morning, since this morning the import of orders does not work."

    arrives(a_mail("maja@alpine.example", "Import", text))

    assert "we have your request" in sink.mails[0].get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda t, who: take_charge(t, by=who, at=minutes(5)), "preso in carico"),
        (lambda t, who: resolve(t, by=who, at=minutes(5)), "abbiamo risolto"),
        (lambda t, who: close_ticket(t, by=who, at=minutes(5)), "è chiusa"),
        (lambda t, who: answer(t, by=who, text="Ecco.", at=minutes(5)), "Ecco."),
        (
            lambda t, who: answer(t, by=who, text="Quale?", at=minutes(5), then="wait"),
            "Quale?",
        ),
        (lambda t, who: answer(t, by=who, text="Fatto.", at=minutes(5), then="resolve"), "risolta"),
    ],
    ids=["accepted", "resolved", "closed", "answer", "clarification", "solution"],
)
def test_every_deed_tells_the_customer_once(sink, asked, cast, deed, words):
    deed(asked, cast.davide)
    works(minutes(5))

    assert len(sink.mails) == 1
    assert words in sink.mails[0].get_body(("plain",)).get_content()


def test_a_reminder_says_since_when_we_wait(sink, asked, cast):
    answer(asked, by=cast.davide, text="Quale?", at=minutes(5), then="wait")
    remind(Ticket.objects.get(), at=minutes(60))
    works(minutes(60))

    assert "aspettiamo la sua risposta da" in sink.mails[-1].get_body(("plain",)).get_content()


def test_a_note_never_leaves(sink, asked, cast):
    note(asked, by=cast.davide, text="CANARY of the desk", at=minutes(4))
    answer(asked, by=cast.davide, text="Ecco.", at=minutes(5))
    works(minutes(5))

    assert len(sink.mails) == 1
    assert "CANARY" not in sink.mails[0].as_string()


def test_the_words_that_are_answered_are_quoted_modestly(sink, cast):
    ticket = ticket_of(arrives(a_mail(text="\n".join(f"riga numero {n}" for n in range(60)))))
    answer(ticket, by=cast.davide, text="Ecco.", at=minutes(5))
    works(minutes(5))

    plain = sink.mails[-1].get_body(("plain",)).get_content()
    assert "> riga numero 0" in plain
    assert "> riga numero 40" not in plain


def test_files_of_an_answer_go_along(sink, asked, cast):
    file = keep_file(b"%PDF", "perché no.pdf", "application/pdf", at=NOON, by=cast.davide)
    answer(asked, by=cast.davide, text="Ecco.", at=minutes(5), files=[file])
    works(minutes(5))

    attached = list(sink.mails[0].iter_attachments())
    assert [(one.get_filename(), one.get_content()) for one in attached] == [
        ("perché no.pdf", b"%PDF")
    ]


def test_a_file_too_large_for_mail_stays_on_the_page_and_is_named(sink, asked, cast, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    kept = [
        keep_file(b"x" * size, name, "text/plain", at=NOON, by=cast.davide)
        for name, size in (("one.txt", 6), ("large.txt", 11), ("two.txt", 4), ("three.txt", 1))
    ]
    answer(asked, by=cast.davide, text="Ecco.", at=minutes(5), files=kept)
    works(minutes(5))

    mail = sink.mails[0]
    assert [one.get_filename() for one in mail.iter_attachments()] == ["one.txt", "two.txt"]
    for form in ("plain", "html"):
        assert "large.txt, three.txt" in mail.get_body((form,)).get_content()


def test_an_answer_knows_the_mail_that_carried_it(sink, asked, cast):
    message = answer(asked, by=cast.davide, text="Ecco.", at=minutes(5))
    works(minutes(5))

    assert Message.objects.get(pk=message.pk).outgoing == last_sent()
    assert last_sent().state == State.SENT


def test_a_request_is_answered_from_the_mailbox_it_was_written_to(sink, cast):
    Mailbox.objects.create(address="vendite@officina.example", name="Vendite")

    ticket = ticket_of(arrives(a_mail(), to=["Vendite+x@officina.example", "support@x.example"]))
    answer(ticket, by=cast.davide, text="Ecco.", at=minutes(5))
    works(minutes(5))
    arrives(a_mail(subject="Altro"))

    senders = [mail["From"].addresses[0].addr_spec for mail in sink.mails]
    assert senders == ["vendite@officina.example"] * 2 + ["support@officina.example"]
    assert sink.mails[1]["Reply-To"].startswith("vendite+")


def test_a_job_that_runs_again_writes_no_second_mail(sink, asked, cast):
    answer(asked, by=cast.davide, text="Ecco.", at=minutes(5))
    works(minutes(5))
    written = OutgoingMail.objects.count()
    Job.objects.filter(kind="mail.answer").update(done_at=None)

    works(minutes(6))

    assert OutgoingMail.objects.count() == written
    assert len(sink.mails) == 1
