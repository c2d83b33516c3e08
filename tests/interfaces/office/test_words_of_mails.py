"""Mails in an administrator's own words: refused, looked at, sent, and brought back."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.agreements.closures import announce_closure
from puntuale.apps.agreements.terms import closure_of
from puntuale.apps.post.models import OutgoingMail, Wording
from puntuale.apps.post.wording import problems_of
from puntuale.apps.tickets.actions.writing import answer
from puntuale.interfaces.mail.writing import closures, desk_of_words, form_link, prepaid
from puntuale.interfaces.mail.writing.kinds import KINDS
from tests.apps.sales.shopping import open_shop, ordered
from tests.cast import NOON, Cast, covered, in_force
from tests.interfaces.mail.office import (
    a_mail,
    arrives,
    last_sent,
    minutes,
    our_mailbox,
    ticket_of,
    works,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/office/words/received/"
BODY = "Gentile {first_name},\n\nrichiesta {number}: {subject}\n\n{promises}\n\nVeda {link}\n"
LANGUAGES = [language for language, _name in settings.LANGUAGES]


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    our_mailbox()
    covered(cast.brembo, in_force("standard-services"))
    client.force_login(cast.admin)
    return client


def typed(**changes: str) -> dict[str, str]:
    """The form as it is, with some fields changed."""
    fields = {}
    for language in LANGUAGES:
        subject, body = desk_of_words.starter("received", language)
        fields |= {f"subject_{language}": subject, f"body_{language}": body}
    return fields | changes


def save(browser: Client, **changes: str) -> str:
    form = typed(**changes) | {"save": "yes"}
    return browser.post(ADDRESS, form, follow=True).content.decode()


@pytest.mark.parametrize("kind", desk_of_words.kinds())
@pytest.mark.parametrize("language", LANGUAGES)
def test_our_beginnings_hold_their_own_rules(kind, language):
    subject, body = desk_of_words.starter(kind, language)

    assert problems_of(subject, desk_of_words.names_in_subject(kind)) == []
    assert problems_of(body, desk_of_words.names_in_body(kind)) == []
    assert kind in KINDS or kind in desk_of_words.APART


def test_the_next_mail_is_written_in_these_words_as_text_and_as_html(ada):
    save(ada, subject_it="[{number}] Presa: {subject}", body_it=BODY)

    arrives(a_mail(subject="Filo <b>rotto</b> {number}"))

    mail = last_sent()
    assert mail.subject == "[1001] Presa: Filo <b>rotto</b> {number}"
    assert mail.text.startswith("Gentile Giulia,\n\nrichiesta 1001: Filo <b>rotto</b> {number}\n")
    assert "RISPONDIAMO ENTRO  martedì 24 novembre, 12:00" in mail.text
    assert "Filo &lt;b&gt;rotto&lt;/b&gt; {number}" in mail.html
    assert "<b>rotto" not in mail.html
    assert f'<a href="{settings.PUBLIC_URL}/requests/1001/">' in mail.html
    assert "Officina Software" in mail.text.rpartition("-- ")[2]


def test_the_other_language_stays_ours(ada):
    save(ada, subject_it="[{number}] Presa", body_it=BODY)

    assert [str(wording) for wording in Wording.objects.all()] == ["received it"]
    arrives(
        a_mail("maja@alpine.example", "Import", "Good morning, the import does not work today.")
    )
    assert "we have your request" in last_sent().text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"body_it": "{promises}\n\n{segreto}"}, "Line 3: there is no {segreto} here."),
        ({"body_it": "{promises}\n\n{quote}"}, "Line 3: there is no {quote} here."),
        ({"body_it": "Buongiorno"}, "{promises} is missing"),
        ({"body_it": "da {promises}"}, "Line 1: {promises} must stand alone on its line."),
        ({"body_it": "{promises}\n{"}, "Line 2: a brace { stands alone."),
        ({"subject_it": "Presa"}, "{number} is missing"),
        ({"subject_it": "[{number}] {promises}"}, "Line 1: there is no {promises} here."),
        ({"body_it": ""}, "Write something, or bring our words back."),
    ],
)
def test_words_that_cannot_be_used_are_refused_with_their_line_and_name(ada, changes, sentence):
    answered = ada.post(ADDRESS, typed(**changes) | {"save": "yes"})

    assert answered.status_code == 422
    assert sentence in answered.content.decode()
    assert not Wording.objects.exists()


def test_they_are_looked_at_with_the_values_of_a_real_request_in_both_languages(ada):
    arrives(a_mail(subject="Filo rotto"))

    page = ada.post(ADDRESS, typed(body_en="Request {number}\n\n{promises}\n"))

    text = page.content.decode()
    assert "Request 1001\n" in text
    assert "Filo rotto" in text
    assert "abbiamo ricevuto la sua richiesta" in text
    assert not Wording.objects.exists()


def test_the_frame_shows_the_page_in_a_cage(ada):
    arrives(a_mail())

    typed_frame = ada.post(f"{ADDRESS}it/", typed(body_it=BODY))
    kept_frame = ada.get(f"{ADDRESS}it/")

    assert "Gentile Giulia," in typed_frame.content.decode()
    assert "abbiamo ricevuto la sua richiesta" in kept_frame.content.decode()
    for frame in (typed_frame, kept_frame):
        assert frame["Content-Security-Policy"].startswith("sandbox ")


def test_ours_can_be_brought_back_and_the_log_has_both(ada, cast):
    save(ada, subject_it="[{number}] Presa", body_it=BODY)
    ada.post(f"{ADDRESS}it/ours/")

    arrives(a_mail())

    assert not Wording.objects.exists()
    assert "abbiamo ricevuto la sua richiesta" in last_sent().text
    first, second = LogEntry.objects.filter(what="mail.worded").order_by("pk")
    assert (first.before, first.after) == (None, {"subject": "[{number}] Presa", "body": BODY})
    assert (second.before, second.after) == (first.after, None)
    assert first.by == cast.admin


def test_the_words_of_an_agent_and_what_they_answer_stand_where_they_are_put(ada, cast):
    body = "Ecco la risposta:\n\n{words}\n\nIn risposta a:\n\n{quote}\n"
    subject = "[{number}] {subject}"
    Wording.objects.create(kind="answer", language="it", subject=subject, body=body, at=minutes(0))
    ticket = ticket_of(arrives(a_mail()))

    answer(ticket, by=cast.davide, text="Si riavvii.", at=minutes(5))
    works(minutes(5))

    text = last_sent().text
    assert text.index("Ecco la risposta:") < text.index("Si riavvii.") < text.index("> ")
    assert OutgoingMail.objects.count() == 2


def test_nothing_that_a_stranger_wrote_comes_through_words_either(ada):
    save(
        ada, subject_en="[{number}] {subject} {their_numbers}", body_en="{subject}\n\n{promises}\n"
    )

    arrives(
        a_mail("PILLS <victim@else.example>", "BUY PILLS", "Hello, please buy these PILLS now.")
    )

    sent = last_sent()
    assert "PILLS" not in " ".join([*sent.to, sent.subject, sent.text, sent.html])
    assert sent.subject == "[1001]"


def test_only_administrators_word_mails(client, cast):
    client.force_login(cast.elena)

    assert client.get("/office/words/").status_code == 403
    assert client.post(ADDRESS, typed() | {"save": "yes"}).status_code == 403
    assert client.post(f"{ADDRESS}it/ours/").status_code == 403


@pytest.mark.parametrize("path", ["sign_in/", "nothing/", "received/de/", "mailbox/"])
def test_other_mails_are_not_worded(ada, path):
    assert ada.post(f"/office/words/{path}").status_code == 404


def test_a_block_is_drawn_wherever_it_stands_alone_on_its_line(ada):
    save(ada, body_it=BODY.replace("\n\n{promises}\n\n", "\n{promises}\nSaluti\n"))

    arrives(a_mail())

    assert "Importazione ferma\n\nRISPONDIAMO ENTRO  martedì 24" in last_sent().text


def worded_at(browser: Client, kind: str, subject: str, body: str) -> str:
    """Look at, then save, these words for both languages; what was shown."""
    form = {}
    for language in LANGUAGES:
        form |= {f"subject_{language}": subject, f"body_{language}": body}
    shown = browser.post(f"/office/words/{kind}/", form).content.decode()
    browser.post(f"/office/words/{kind}/", form | {"save": "yes"})
    return shown


def test_a_closure_is_announced_and_withdrawn_in_these_words(ada, cast):
    days = {"first_date": date(2026, 12, 24), "last_date": date(2026, 12, 26)}
    row = announce_closure(code="christmas", **days, by=None, at=NOON)
    shown = worded_at(ada, "closure", "Chiuso: {days}", "{greeting}\n\nSiamo chiusi {days}.\n")
    worded_at(ada, "closure_withdrawn", "Aperto: {days}", "Siamo aperti {days}.\n")

    said, unsaid = [
        closures.written(closure_of(row), [], "it", is_withdrawn=each, at=NOON)
        for each in (False, True)
    ]

    assert "Siamo chiusi" in shown
    assert (said.subject[:8], unsaid.subject[:8]) == ("Chiuso: ", "Aperto: ")
    assert "Siamo chiusi" in said.text
    assert "<p>Siamo aperti" in unsaid.html
    assert said.text.rstrip().endswith("Officina Software")


def test_whoever_called_is_sent_the_form_in_these_words(ada, cast):
    shown = worded_at(ada, "form", "Il modulo", "Ci ha chiamati. Scriva qui:\n{link}\n")
    payload = {"contact_id": cast.giulia.pk, "language": "it"}
    form_link.handle(payload, at=NOON, job_id=1)

    mail = last_sent()
    assert "/request/" in shown
    assert mail.text.startswith("Ci ha chiamati. Scriva qui:")
    assert mail.subject == "Il modulo"


def test_what_is_ordered_is_told_in_these_words_and_our_figures(client, cast):
    our_mailbox()
    client.force_login(cast.admin)
    purchase = ordered(open_shop(cast))

    shown = worded_at(client, "prepaid_ordered", "{headline}", "Gentile cliente,\n\n{told}\n")
    payload = {"what": "ordered", "purchase_id": purchase.pk, "contact_id": cast.maja.pk}
    prepaid.handle(payload, at=NOON, job_id=1)

    mail = last_sent()
    assert "Gentile cliente," in shown
    assert mail.subject == "Your order: a package of 40 h"
    assert mail.text.startswith("Gentile cliente,\n\nwe have your order: a package of 40 h")
    assert f"/orders/{purchase.pk}/" in mail.html


@pytest.mark.parametrize("kind", ["sign_in", "registration", "estimate_sent", "mailbox"])
def test_what_must_stay_ours_cannot_be_worded(ada, kind):
    assert ada.get(f"/office/words/{kind}/").status_code == 404
