"""The promise stands in the subject, its reason in the text, in the language of the request."""

import pytest

from puntuale.apps.tickets.actions.deciding import classify, take_charge
from puntuale.apps.tickets.actions.refusing import reject
from tests.cast import covered, in_force, rome
from tests.interfaces.mail.office import a_mail, arrives, last_sent, our_mailbox, ticket_of, works

pytestmark = pytest.mark.django_db
MONDAY_TEN = rome("2026-11-23 10:00")
ENGLISH = "Good morning, since this morning invoices carry the wrong VAT code again."


@pytest.fixture(autouse=True)
def mailbox(cast):
    return our_mailbox()


@pytest.fixture
def standard(cast):
    """The standard agreement: an answer within one working day of nine hours."""
    return in_force("standard-services", standard=True)


def test_a_request_of_monday_ten_hears_of_tuesday_ten_and_why(standard, cast):
    arrives(a_mail("maja@alpine.example", "Wrong VAT code", ENGLISH), at=MONDAY_TEN)

    sent = last_sent()
    assert sent.subject == "[1001] We answer by Tue 24 Nov 10:00"
    assert "WE ANSWER BY  Tuesday 24 November, 10:00" in sent.text
    assert "1 working day of 9 h: 8 h Mon 10:00 – 18:00, 1 h Tue 09:00 – 10:00." in sent.text
    assert "Times in Rome." in sent.text
    assert "<strong>Tuesday 24 November, 10:00</strong>" in sent.html


def test_the_same_in_italian(standard, cast):
    arrives(a_mail(), at=MONDAY_TEN)

    sent = last_sent()
    assert sent.subject == "[1001] Rispondiamo entro mar 24 nov 10:00"
    assert "RISPONDIAMO ENTRO  martedì 24 novembre, 10:00" in sent.text
    assert "8 h lun 10:00 – 18:00, 1 h mar 09:00 – 10:00." in sent.text
    assert "Orari di Roma." in sent.text


def test_the_agreement_is_named_with_its_version(standard, cast):
    arrives(a_mail("maja@alpine.example", "Wrong VAT code", ENGLISH), at=MONDAY_TEN)

    title = ticket_title()
    assert f"Under {title}, version 1." in last_sent().text


def ticket_title() -> str:
    from puntuale.apps.tickets.models import Ticket

    return Ticket.objects.get().version.title("en")


def test_a_mail_counts_from_its_receipt_not_from_its_reading(standard, cast):
    from puntuale.apps.post.actions.intake import keep_mail

    raw = a_mail("maja@alpine.example", "Wrong VAT code", ENGLISH)
    keep_mail(raw, "maja@alpine.example", ["support@officina.example"], "lmtp", MONDAY_TEN)
    works(rome("2026-11-23 15:00"))

    assert last_sent().subject == "[1001] We answer by Tue 24 Nov 10:00"


def test_taking_charge_tells_by_when_it_is_solved(cast):
    covered(cast.alpine, in_force("suite-sla"))
    ticket = ticket_of(
        arrives(a_mail("maja@alpine.example", "Wrong VAT code", ENGLISH), at=MONDAY_TEN)
    )
    classify(
        ticket,
        type="bug",
        severity="P1",
        cause="correction",
        by=cast.elena,
        at=rome("2026-11-23 10:05"),
    )
    take_charge(ticket, by=cast.elena, at=rome("2026-11-23 10:10"))
    works(rome("2026-11-23 10:10"))

    assert last_sent().subject == "[1001] We solve it by Tue 24 Nov 10:00"


def test_without_an_agreement_nothing_is_promised(cast):
    arrives(a_mail("maja@alpine.example", "Wrong VAT code", ENGLISH), at=MONDAY_TEN)

    sent = last_sent()
    assert sent.subject == "[1001] We have your request"
    assert " by " not in sent.subject


def test_a_refusal_says_why(cast):
    covered(cast.alpine, in_force("direct-support"))

    arrives(a_mail("maja@alpine.example", "Wrong VAT code", ENGLISH), at=MONDAY_TEN)

    sent = last_sent()
    assert sent.kind == "refused"
    assert "By mail you can only answer to requests that are open." in sent.text
    assert "Open your request here:\nhttp" in sent.text
    assert "/new/" in sent.text


def test_an_agents_refusal_is_told_in_the_agents_words(standard, cast):
    ticket = ticket_of(
        arrives(a_mail("maja@alpine.example", "Wrong VAT code", ENGLISH), at=MONDAY_TEN)
    )

    reject(ticket, reason="out_of_scope", text="Ask the printer.", by=cast.elena, at=MONDAY_TEN)
    works(MONDAY_TEN)

    assert (
        "The reason: It lies outside what the agreement covers. Ask the printer."
        in last_sent().text
    )


def test_what_a_request_costs_is_told_as_far_as_it_is_known(standard, cast):
    arrives(a_mail("maja@alpine.example", "Wrong VAT code", ENGLISH), at=MONDAY_TEN)

    sent = last_sent()
    assert "IT COSTS  what its kind costs, once we have read it" in sent.text
    assert "Nothing is charged before you accept an estimate." in sent.text
    assert "<strong>what its kind costs, once we have read it</strong>" in sent.html


def test_costs_are_told_in_the_language_of_the_request(cast):
    covered(cast.brembo, in_force("suite-sla"))
    arrives(a_mail(), at=MONDAY_TEN)

    assert "COSTA  secondo il tipo" in last_sent().text
