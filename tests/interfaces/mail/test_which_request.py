"""Which request a mail belongs to: situations 1 to 21 and 42 of the design, by their numbers."""

import pytest

from puntuale.apps.customers.models import Contact
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.actions.deciding import close_ticket
from puntuale.apps.tickets.actions.merging import merge
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.models import Participant, Ticket
from puntuale.interfaces.mail.reading.read import read_mail
from tests.interfaces.mail.office import (
    SUPPORT,
    a_mail,
    arrives,
    kinds_on,
    last_sent,
    minutes,
    our_mailbox,
    reply_to,
    ticket_of,
    words_on,
    works,
)

pytestmark = pytest.mark.django_db
State = InboundMail.State


@pytest.fixture(autouse=True)
def mailbox(cast):
    return our_mailbox()


@pytest.fixture
def asked(cast) -> Ticket:
    """A request of Giulia's, to which Davide has answered."""
    ticket = ticket_of(arrives(a_mail()))
    answer(ticket, by=cast.davide, text="Quale delle due importazioni?", at=minutes(5))
    works(minutes(5))
    return ticket


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00",
        b"\r\n\r\n",
        b"hello",
        bytes(range(256)),
        b"From: \xff\xfe\r\n\r\n\x80",
        b"To: x" * 999,
    ],
)
def test_01_any_bytes_are_a_request_or_wait_in_a_list(raw):
    kept = arrives(raw, sender="somebody@elsewhere.example")

    assert kept.state in (State.READ, State.HELD, State.QUARANTINED)
    assert (kept.state == State.READ) == (kept.ticket_id is not None)
    assert bytes(kept.raw) == raw


def test_04_a_mail_that_waits_can_be_read_again(cast):
    from puntuale.apps.post.actions.reading import NotReplayable, replay

    kept = arrives(b"Subject: nobody\r\n\r\nwrote this", sender="")
    assert kept.state == State.HELD

    replay(kept, at=minutes(1))
    again = InboundMail.objects.get(pk=kept.pk)
    assert again.state == State.RECEIVED
    with pytest.raises(NotReplayable):
        replay(again, at=minutes(1))


def test_05_the_same_mail_twice_is_one_request():
    raw = a_mail()

    first, second = arrives(raw), arrives(raw)

    assert first.pk == second.pk
    assert Ticket.objects.count() == 1


def test_07_a_mail_without_message_id_is_a_request():
    assert arrives(a_mail(**{"Message-ID": ""})).state == State.READ


def test_08_one_mail_to_two_of_our_addresses_is_one_request():
    raw = a_mail(to=f"{SUPPORT}, billing@officina.example")

    arrives(raw, to=[SUPPORT])
    kept = arrives(raw, to=["billing@officina.example"])

    assert Ticket.objects.count() == 1
    assert kept.envelope_to == [SUPPORT, "billing@officina.example"]


def test_a_request_knows_its_customer_language_and_receipt(cast):
    ticket = ticket_of(arrives(a_mail(), at=minutes(3)))

    assert (ticket.contact, ticket.organisation) == (cast.giulia, cast.brembo)
    assert (ticket.language, ticket.channel) == ("it", Ticket.Channel.EMAIL)
    assert ticket.submitted_at == minutes(3)
    assert words_on(ticket) == ["L'importazione degli ordini non funziona da stamattina."]


def test_the_language_is_that_of_the_words_not_of_the_person(cast):
    text = "Good morning, since this morning the import of orders does not work any more."

    assert ticket_of(arrives(a_mail(text=text))).language == "en"


def test_under_five_words_the_person_decides_the_language(cast):
    by_maja = a_mail(sender="maja@alpine.example", text="Aiuto urgente", subject="Aiuto")

    assert ticket_of(arrives(by_maja)).language == "en"
    assert ticket_of(arrives(a_mail(text="Help"))).language == "it"


def test_few_words_are_read_together_with_their_subject(cast):
    asked = a_mail(text="The printer prints nothing.", subject="Cannot print labels")

    assert ticket_of(arrives(asked)).language == "en"
    assert read_mail(asked).language == "en"
    # What it answers was worded by somebody else.
    answer = b"In-Reply-To: <first@officina.example>\r\n" + asked
    assert read_mail(answer).language == ""


def test_an_unknown_sender_becomes_a_person_without_organisation():
    ticket = ticket_of(arrives(a_mail(sender="Nino Bixio <nino@brembo.example>")))

    assert (ticket.contact.name, ticket.contact.email) == ("Nino Bixio", "nino@brembo.example")
    assert ticket.organisation is None


def test_12_an_answer_to_a_mail_of_ours_joins_whatever_its_subject(asked, cast):
    kept = arrives(reply_to(last_sent(), subject="Something else"), at=minutes(9))

    assert ticket_of(kept) == asked
    assert words_on(asked)[-1] == "La prima delle due, grazie per l'aiuto."


def test_12_the_reference_alone_joins_where_addresses_lose_their_detail(asked):
    kept = arrives(reply_to(last_sent(), to=SUPPORT))

    assert ticket_of(kept) == asked


def test_12_the_address_alone_joins_where_references_are_lost(asked):
    raw = reply_to(last_sent(), In_Reply_To="", References="")

    assert ticket_of(arrives(raw, to=[last_sent().reply_to])) == asked


def test_12_an_address_in_capitals_joins(asked):
    raw = reply_to(last_sent(), In_Reply_To="", References="", to=SUPPORT)

    assert ticket_of(arrives(raw, to=[last_sent().reply_to.upper()])) == asked


def test_13_the_number_in_the_subject_joins_for_who_takes_part(asked):
    kept = arrives(a_mail(subject=f"[{asked.number}] still broken"))

    assert ticket_of(kept) == asked


def test_14_the_number_from_a_stranger_opens_a_linked_request(asked):
    kept = arrives(a_mail(sender="eve@evil.example", subject=f"[{asked.number}] news?"))

    other = ticket_of(kept)
    assert other != asked
    assert other.linked_to == asked


def test_15_a_forged_reference_gives_a_stranger_no_foot_in(asked):
    """More ways are in test_ways_in.py."""
    forged = reply_to(last_sent(), sender="eve@evil.example", to=SUPPORT, Cc="mallory@evil.example")

    other = ticket_of(arrives(forged, sender="eve@evil.example"))

    assert (other.linked_to, len(words_on(asked))) == (asked, 2)
    assert not Participant.objects.filter(ticket=asked).exists()


def test_16_a_colleague_in_copy_takes_part_and_joins(cast):
    ticket = ticket_of(arrives(a_mail(Cc="Carlo <carlo@brembo.example>")))
    answer(ticket, by=cast.davide, text="Chi usa la seconda?", at=minutes(5))
    works(minutes(5))
    sent = last_sent()

    kept = arrives(reply_to(sent, sender="carlo@brembo.example"), at=minutes(9))

    assert sent.cc == ["carlo@brembo.example"]
    assert ticket_of(kept) == ticket
    assert str(ticket.participants.get().contact) == "Carlo"


def test_16_colleagues_who_answer_one_another_stay_on_the_request(cast):
    raw = a_mail(Cc="carlo@brembo.example")
    ticket = ticket_of(arrives(raw))
    theirs = InboundMail.objects.get().message_id

    kept = arrives(a_mail(sender="carlo@brembo.example", In_Reply_To=theirs))

    assert ticket_of(kept) == ticket


def test_17_a_forward_of_our_mail_by_somebody_else_is_a_new_request(asked):
    kept = arrives(
        reply_to(last_sent(), sender="boss@brembo.example", subject="Fwd: [1001] Question")
    )

    assert ticket_of(kept) != asked


def test_18_an_answer_opens_a_closed_request_again(asked, cast):
    close_ticket(asked, by=cast.davide, at=minutes(10))
    works(minutes(10))

    kept = arrives(reply_to(last_sent()), at=minutes(20))

    asked.refresh_from_db()
    assert ticket_of(kept) == asked
    assert asked.is_open
    assert "reopened" in kinds_on(asked)


def test_18_an_answer_to_a_merged_request_goes_to_the_one_it_went_into(asked, cast):
    target = ticket_of(arrives(a_mail(subject="Altro")))
    merge(asked, into=target, by=cast.elena, at=minutes(10))

    kept = arrives(reply_to(OutgoingMail.objects.filter(ticket_id=asked.pk).latest("id")))

    assert ticket_of(kept) == target


def test_18_an_answer_after_many_months_is_a_new_linked_request(asked, cast):
    close_ticket(asked, by=cast.davide, at=minutes(10))
    works(minutes(10))

    kept = arrives(reply_to(last_sent()), at=minutes(60 * 24 * 120))

    assert ticket_of(kept) != asked
    assert ticket_of(kept).linked_to == asked


def test_20_the_number_of_another_desk_is_kept(cast):
    arrives(a_mail(subject="Fattura sbagliata [Ticket#2026112310]"))

    assert "[Ticket#2026112310]" in last_sent().subject


def test_21_the_same_subject_of_another_customer_is_another_request(asked):
    kept = arrives(a_mail(sender="maja@alpine.example", subject="Re: Importazione ferma"))

    assert ticket_of(kept) != asked
    assert ticket_of(kept).linked_to is None


def test_36_38_files_come_along(cast):
    raw = (
        b"From: giulia@brembo.example\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nEcco il file richiesto.\r\n"
        b"--b\r\nContent-Type: application/pdf; name=ordine.pdf\r\n\r\nPDF\r\n--b--\r\n"
    )

    ticket = ticket_of(arrives(raw))

    file = ticket.files.get()
    assert (file.name, file.size, file.message_id) == ("ordine.pdf", 3, ticket.messages.get().pk)


def test_37_a_file_over_the_limit_leaves_a_note_not_a_loss(cast, settings):
    settings.ATTACHMENT_MAX_BYTES = 10
    raw = (
        b"From: giulia@brembo.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\n\r\nEcco.\r\n--b\r\nContent-Type: image/png; name=big.png\r\n\r\n"
        + b"x" * 99
        + b"\r\n--b--\r\n"
    )

    ticket = ticket_of(arrives(raw))

    assert not ticket.files.exists()
    event = ticket.events.get(kind="automatic")
    assert "big.png" in event.data["text"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Date": "Fri, 31 Dec 9999 23:59:59 +0000"},
        {"Date": "yesterday"},
        {"To": "Team: a@x.example, b@x.example;"},
        {"To": ""},
        {"From": "giulia@brembo.example, maja@alpine.example"},
    ],
    ids=["year 9999", "no date", "group", "no recipient", "two authors"],
)
def test_42_odd_headers_are_a_request_all_the_same(headers):
    kept = arrives(a_mail(**headers), at=minutes(2))

    assert kept.state == State.READ
    assert ticket_of(kept).submitted_at == minutes(2)


def test_42_without_from_the_envelope_says_who(cast):
    kept = arrives(b"Subject: x\r\n\r\nIt stopped this morning.")

    assert ticket_of(kept).contact == cast.giulia


def test_42_without_any_sender_it_waits_for_a_person():
    kept = arrives(b"Subject: x\r\n\r\nIt stopped.", sender="")

    assert (kept.state, kept.reason) == (State.HELD, "no_sender")


def test_an_empty_mail_is_a_request_with_a_subject_of_ours(cast):
    ticket = ticket_of(arrives(b"From: giulia@brembo.example\r\n\r\n"))

    assert ticket.subject == "(senza oggetto)"


def test_a_held_mail_becomes_a_request_when_a_person_says_so(cast):
    from puntuale.apps.post.actions.held import release

    kept = arrives(a_mail(sender="davide@officina.example"))
    assert kept.state == State.HELD

    release(kept, "new", at=minutes(3))
    works(minutes(3))

    kept.refresh_from_db()
    assert kept.state == State.READ
    assert Contact.objects.filter(email="davide@officina.example").exists()


def test_a_held_mail_joins_when_a_person_says_so(asked, cast):
    from puntuale.apps.post.actions.held import release

    kept = arrives(a_mail(sender="davide@officina.example", text="From the phone of a customer."))

    release(kept, "join", ticket_id=asked.pk, at=minutes(8))
    works(minutes(8))

    assert "From the phone of a customer." in words_on(asked)


def test_a_newcomer_in_copy_reads_only_what_follows(asked):
    arrives(reply_to(last_sent(), Cc="new@brembo.example"), at=minutes(9))

    joined = Participant.objects.get(ticket=asked, contact__email="new@brembo.example")
    assert (joined.joined_at, joined.sees_history) == (minutes(9), False)


def test_our_own_addresses_and_our_people_are_never_in_copy(cast):
    arrives(a_mail(Cc=f"{SUPPORT}, elena@officina.example, noreply@brembo.example"))

    assert not Participant.objects.exists()
