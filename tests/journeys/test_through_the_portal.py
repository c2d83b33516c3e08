"""A customer asks on the pages, sees the promise first, and the request goes through its whole life."""

import re
import secrets
from datetime import UTC, datetime

from playwright.sync_api import expect

from tests.environment.sink import text_of
from tests.journeys.deeds import GIULIA, row_of, send, shown_instant, sign_in
from tests.journeys.suite_rules import ROME, promised_by

CLERK = "maja@alpine.example"


def hours_in_rome(*instants):
    """The hours that a clock in Rome shows, as a pattern."""
    return re.compile("|".join(f"{instant.astimezone(ROME):%H:%M}" for instant in instants))


def fill_in(page, subject):
    page.get_by_role("link", name="Nuova richiesta").first.click()
    page.get_by_label("In una riga").fill(subject)
    page.get_by_label("Che cosa accade").fill("Il disegno 12 esce specchiato.")
    page.get_by_role("radio", name="Alta").check()


def test_a_request_lives_from_its_promise_to_its_end(visits, scripts, agent_page, sink):
    subject = f"Disegno specchiato {secrets.token_hex(4)}"
    customer = visits.new_page(scripts=scripts)

    before = datetime.now(UTC)
    sign_in(customer, GIULIA)
    fill_in(customer, subject)
    if not scripts:
        customer.get_by_role("button", name="Mostra di nuovo l'impegno").click()
    board = customer.locator("#forecast")
    expect(board).to_contain_text("4 ore lavorative")
    promised = hours_in_rome(promised_by(before, hours=4), promised_by(datetime.now(UTC), hours=4))
    expect(board.locator(".forecast__value").first).to_have_text(promised)

    send(customer)
    expect(customer.get_by_role("heading", level=1)).to_have_text(subject)
    due = hours_in_rome(promised_by(before, hours=4), promised_by(datetime.now(UTC), hours=4))
    promises = customer.get_by_role("region", name="I nostri impegni")
    expect(promises).to_contain_text(due)
    expect(promises).to_contain_text("4 ore lavorative")

    agent_page.reload()
    row = row_of(agent_page, subject)
    assert promised_by(before, hours=4) <= shown_instant(row)
    expect(row).to_contain_text("P2")
    row.get_by_role("link", name=subject).click()
    agent_page.get_by_label("Message").fill("Quale versione usa?")
    agent_page.get_by_role("button", name="Send and wait for answer").click()
    expect(agent_page.locator(".promise", has_text="First reply")).to_contain_text("Kept")
    expect(agent_page.locator(".promise", has_text="Solution")).to_contain_text(
        re.compile("Paused since .*waiting for an answer", re.DOTALL)
    )
    asked = sink.wait_for(lambda mail: subject in mail["Subject"] and "Ci serve" in mail["Subject"])
    assert "Il tempo è fermo" in text_of(asked)

    customer.reload()
    expect(customer.get_by_text("in attesa della sua risposta").first).to_be_visible()
    customer.get_by_label("La sua risposta").fill("La 7.2.")
    customer.get_by_role("button", name="Invia", exact=True).click()
    expect(customer.locator(".message").filter(has_text="La 7.2.")).to_be_visible()
    expect(customer.get_by_text("in attesa della sua risposta")).to_have_count(0)

    agent_page.reload()
    expect(agent_page.locator(".message").filter(has_text="La 7.2.")).to_be_visible()
    agent_page.get_by_label("Message").fill("Corretto nella 7.3, che trova pronta.")
    agent_page.get_by_role("button", name="Send and resolve").click()
    expect(agent_page.locator(".promise", has_text="Solution")).to_contain_text("Kept")

    customer.reload()
    expect(customer.get_by_text("Risolta. Se non lo è").first).to_be_visible()
    customer.get_by_role("button", name="Non è risolta").click()
    expect(customer.get_by_text("La richiesta è di nuovo aperta").first).to_be_visible()
    customer.get_by_role("button", name="Chiudi la richiesta").click()
    expect(customer.get_by_text("Chiusa.").first).to_be_visible()


def test_a_customer_comes_in_by_a_mailed_link(any_page, sink):
    any_page.goto("/sign-in/")
    any_page.get_by_role("link", name="Send me a link instead").click()
    any_page.get_by_label("Mail address").fill(CLERK)
    sent_before = len(sink.mails)
    any_page.get_by_role("button", name="Send the link").click()
    expect(any_page.get_by_role("heading", name="Look into your mail")).to_be_visible()

    mail = sink.wait_for(
        lambda mail: CLERK in mail["X-Envelope-To"] and mail in sink.mails[sent_before:]
    )
    any_page.goto(re.search(r"http://\S+/sign-in/link/\S+", text_of(mail))[0])
    any_page.get_by_role("button", name="Sign in").click()

    expect(any_page.get_by_role("heading", level=1)).to_contain_text("Maja")
