"""Machines that write to us, and what we write to them: situations 22 to 30, loops and floods."""

import pytest

from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.actions.deciding import close_ticket
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.models import Notice, Ticket
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
    works,
)
from tests.interfaces.mail.reading.test_machines import TEXT_BOUNCES, dsn

pytestmark = pytest.mark.django_db
State = InboundMail.State


@pytest.fixture(autouse=True)
def mailbox(cast):
    return our_mailbox()


@pytest.fixture
def asked(cast) -> Ticket:
    ticket = ticket_of(arrives(a_mail()))
    answer(ticket, by=cast.davide, text="Quale delle due importazioni?", at=minutes(5))
    works(minutes(5))
    return ticket


def notices(kind: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=kind))


def sent_in_all() -> int:
    return OutgoingMail.objects.count()


def test_22_an_absence_is_noted_and_changes_nothing(asked, cast):
    close_ticket(asked, by=cast.davide, at=minutes(6))
    works(minutes(6))
    before = sent_in_all()

    kept = arrives(
        reply_to(last_sent(), subject="Risposta automatica", Auto_Submitted="auto-replied")
    )

    asked.refresh_from_db()
    assert kept.ticket_id == asked.pk
    assert not asked.is_open
    assert kinds_on(asked)[-1] == "automatic"
    assert sent_in_all() == before


def test_22_an_absence_without_a_request_is_set_aside():
    kept = arrives(a_mail(subject="Automatic reply: news", Auto_Submitted="auto-replied"))

    assert kept.state == State.SET_ASIDE
    assert not Ticket.objects.exists()


def test_23_a_bounce_goes_to_the_request_whose_mail_failed(asked):
    sent = last_sent()

    kept = arrives(dsn(original=sent.message_id), sender="", to=[sent.reply_to])

    sent.refresh_from_db()
    assert kept.ticket_id == asked.pk
    assert sent.bounced_at is not None
    event = asked.events.get(kind="bounced")
    assert event.data["addresses"] == ["giulia@brembo.example"]
    assert "no such" in event.data["reason"]


def test_23_the_same_bounce_twice_is_noted_once(asked):
    sent = last_sent()

    arrives(dsn(original=sent.message_id), sender="")
    arrives(dsn(original=sent.message_id).replace(b"I'm sorry", b"We are sorry"), sender="")

    assert kinds_on(asked).count("bounced") == 1


def test_23_a_bounce_of_a_mail_that_was_not_ours_is_set_aside():
    assert arrives(dsn(), sender="").state == State.SET_ASIDE


@pytest.mark.parametrize("action", ["delayed", "delivered"])
def test_24_a_delay_or_a_delivery_is_no_bounce_and_no_request(asked, action):
    sent = last_sent()

    arrives(dsn(action, sent.message_id), sender="")

    sent.refresh_from_db()
    assert sent.bounced_at is None
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("text", TEXT_BOUNCES.values(), ids=TEXT_BOUNCES.keys())
def test_25_a_bounce_without_a_report_marks_the_mail(asked, text):
    sent = last_sent()
    words = text.replace("<4861.x@officina.example>", sent.message_id)
    raw = f"From: MAILER-DAEMON@mx.example\r\nReturn-Path: <>\r\nSubject: failure\r\n\r\n{words}"

    arrives(raw.encode(), sender="")

    sent.refresh_from_db()
    assert sent.bounced_at is not None


@pytest.mark.parametrize(
    ("sender", "told"), [("giulia@brembo.example", 20), ("desk@elsewhere.example", 5)]
)
def test_26_two_desks_that_answer_one_another_stop(cast, sender, told):
    for number in range(24):
        arrives(a_mail(sender, subject=f"[Other #{number}] We have it"), at=minutes(number / 4))

    assert OutgoingMail.objects.filter(is_automatic=True).count() == told
    assert Ticket.objects.count() == 24


def test_a_customer_is_told_of_every_promise_on_a_bad_day(cast):
    for number in range(10):
        arrives(a_mail(subject=f"Errore {number}"), at=minutes(number))

    assert OutgoingMail.objects.filter(kind="received").count() == 10


def test_26_a_robot_that_answers_each_of_our_mails_gets_five_at_most(cast):
    arrives(a_mail("robot@robots.example"))
    for number in range(10):
        arrives(
            reply_to(last_sent(), sender="robot@robots.example", text=f"Thank you number {number}"),
            at=minutes(number),
        )

    assert sent_in_all() <= 5
    assert Ticket.objects.count() == 1


def test_26_the_administrator_is_told_of_a_loop_once(cast):
    for number in range(30):
        arrives(
            a_mail("desk@elsewhere.example", subject=f"[O #{number}] x"), at=minutes(number / 4)
        )

    assert [(notice.user, notice.about) for notice in notices("mail_loop")] == [
        (cast.admin, "elsewhere.example")
    ]


def test_27_our_own_mail_that_comes_back_is_set_aside(asked):
    sent = last_sent()
    ours = a_mail(f"Officina Software <{SUPPORT}>", **{"Message-ID": sent.message_id})

    kept = arrives(ours)

    assert (kept.state, kept.reason) == (State.SET_ASIDE, "our_own_mail")
    assert Ticket.objects.count() == 1


def test_27_a_mailbox_that_mails_itself_is_set_aside():
    assert arrives(a_mail(SUPPORT)).state == State.SET_ASIDE


@pytest.mark.parametrize(
    "headers",
    [
        {"sender": "noreply@shop.example"},
        {"Auto_Submitted": "auto-generated"},
        {"X_Auto_Response_Suppress": "All"},
        {"Precedence": "bulk"},
        {"List_Id": "<news.example>"},
        {"Return_Path": "<>"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_28_a_machine_gets_a_request_and_no_answer(headers):
    kept = arrives(a_mail(**headers))

    assert kept.state == State.READ
    assert kept.ticket_id is not None
    assert sent_in_all() == 0


def test_29_our_automatic_mails_say_what_they_are(cast):
    arrives(a_mail())

    sent = last_sent()
    assert sent.is_automatic
    assert sent.envelope_from == ""
    assert sent.headers["Auto-Submitted"] == "auto-replied"
    assert sent.headers["X-Auto-Response-Suppress"] == "All"


def test_29_the_words_of_a_person_do_not_say_that_they_are_automatic(asked):
    sent = last_sent()

    assert not sent.is_automatic
    assert "Auto-Submitted" not in sent.headers
    assert sent.envelope_from == sent.reply_to


def test_30_a_person_who_writes_undelivered_mail_is_a_person(cast):
    kept = arrives(a_mail(subject="Undelivered Mail Returned to Sender"))

    assert ticket_of(kept).contact == cast.giulia
    assert sent_in_all() == 1


def test_many_mails_of_one_sender_are_requests_with_five_answers():
    for number in range(15):
        arrives(a_mail("eve@evil.example", f"Number {number}"), at=minutes(number / 15))

    assert Ticket.objects.count() == 15
    assert sent_in_all() <= 5


def test_many_senders_of_one_domain_get_five_answers_in_all():
    for number in range(15):
        arrives(a_mail(f"eve{number}@evil.example", f"Number {number}"), at=minutes(number / 15))

    assert Ticket.objects.count() == 15
    assert sent_in_all() <= 5


def test_nothing_that_a_stranger_wrote_is_sent_to_an_address_nobody_proved():
    arrives(
        a_mail(
            "BUY CHEAP PILLS <victim@else.example>",
            "BUY CHEAP PILLS",
            "BUY CHEAP PILLS at http://evil.example",
        )
    )

    sent = last_sent()
    everything = " ".join([*sent.to, sent.subject, sent.text, sent.html])
    assert "PILLS" not in everything
    assert "evil" not in everything
