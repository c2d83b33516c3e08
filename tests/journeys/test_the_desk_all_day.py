"""What an agent reaches for all day, on every page with scripts and without."""

import secrets

import pytest
from playwright.sync_api import expect

from tests.journeys.deeds import ELENA, row_of


@pytest.fixture
def word():
    """A word that no other request holds."""
    return f"fuso{secrets.token_hex(4)}"


def search(page, words):
    page.get_by_role("searchbox").first.fill(words)
    page.get_by_role("searchbox").first.press("Enter")
    page.wait_for_url("**/search/**")


def open_request(page, subject):
    page.reload()
    row_of(page, subject).get_by_role("link", name=subject).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(subject)


def choose(page, *subjects):
    for subject in subjects:
        row_of(page, subject).get_by_role("checkbox").check()


def test_a_request_is_written_down_for_a_customer_and_found_by_word_and_serial(agent_page, word):
    agent_page.get_by_role("link", name="New request").first.click()
    agent_page.get_by_label("Customer’s e-mail address").fill("giulia@brembo.example")
    agent_page.get_by_label("It came").select_option("portal")
    agent_page.get_by_role("combobox", name="Language").select_option("it")
    agent_page.get_by_label("Serial number").fill("OS-1234-5678")
    agent_page.get_by_label("In one line").fill(f"Chiede del {word}")
    agent_page.get_by_label("What was asked").fill("Ha telefonato e non sa come si pulisce.")
    agent_page.get_by_role("button", name="Open the request").click()
    expect(agent_page.get_by_role("heading", level=1)).to_have_text(f"Chiede del {word}")
    expect(agent_page.get_by_text("Giulia Conti").first).to_be_visible()

    for words in (word, "OS-1234-5678"):
        search(agent_page, words)
        expect(row_of(agent_page, f"Chiede del {word}")).to_be_visible()


def test_a_request_is_assigned_and_tagged(agent_page, customer_asks, word):
    customer_asks(f"Rumore del {word}")
    open_request(agent_page, f"Rumore del {word}")

    agent_page.locator("summary").filter(has_text="Assigned").click()
    agent_page.get_by_label("Person").select_option(label="Davide Basso")
    agent_page.get_by_label("Team").select_option(label="Support")
    agent_page.locator("#assignment").get_by_role("button", name="Assign").click()
    expect(agent_page.locator(".ticket-header")).to_contain_text("Davide Basso")

    agent_page.locator("summary").filter(has_text="Tags").click()
    agent_page.get_by_role("textbox", name="Tags").fill("telaio, rumore")
    agent_page.get_by_role("button", name="Keep tags").click()
    expect(agent_page.locator("summary").filter(has_text="Tags")).to_contain_text("rumore")


def test_many_are_assigned_at_once_and_it_is_undone(agent_page, customer_asks, word):
    subjects = [f"Primo {word}", f"Secondo {word}"]
    for subject in subjects:
        customer_asks(subject)
    agent_page.reload()

    choose(agent_page, *subjects)
    agent_page.locator(".selection summary").filter(has_text="Assign").click()
    agent_page.get_by_role("button", name="To me").click()
    for subject in subjects:
        expect(row_of(agent_page, subject)).to_contain_text("Elena Riva")

    agent_page.get_by_role("button", name="Undo").click()
    for subject in subjects:
        expect(row_of(agent_page, subject)).to_contain_text("Nobody")


def test_two_requests_become_one_and_the_note_stays_a_note(agent_page, customer_asks, word):
    kept, other = f"Resta {word}", f"Doppia {word}"
    customer_asks(kept, place=word)
    customer_asks(other, f"Anche il {word} secondo è fermo.", place=word)
    open_request(agent_page, other)
    agent_page.get_by_role("textbox", name="Internal note").fill(f"Nota {word}")
    agent_page.get_by_role("button", name="Keep the note").click()
    expect(agent_page.locator(".message--note")).to_contain_text(f"Nota {word}")

    agent_page.goto("/desk/")
    choose(agent_page, kept, other)
    agent_page.get_by_role("button", name="Merge").click()
    agent_page.get_by_role("radio", name=kept).check()
    agent_page.get_by_role("button", name="Merge").click()

    expect(row_of(agent_page, other)).to_have_count(0)
    open_request(agent_page, kept)
    expect(agent_page.get_by_text(f"Anche il {word} secondo").first).to_be_visible()
    expect(agent_page.locator(".message--note")).to_contain_text(f"Nota {word}")


def test_a_saved_reply_goes_into_the_text_and_the_draft_survives(
    visits, signed_in, customer_asks, word
):
    customer_asks(f"Bozza {word}")
    page = visits.new_page(state=signed_in(ELENA))
    page.clock.install()
    page.goto("/desk/")
    open_request(page, f"Bozza {word}")

    page.locator("summary").filter(has_text="Saved replies").click()
    page.get_by_role("button", name="We need an answer").click()
    message = page.get_by_label("Message")
    expect(message).to_have_value("Per proseguire ci serve sapere: ")
    message.press_sequentially(word)
    page.clock.run_for(10_000)
    expect(page.locator("#reply [data-draft-status]")).not_to_be_empty()
    page.reload()

    expect(page.get_by_label("Message")).to_have_value(f"Per proseguire ci serve sapere: {word}")


def test_the_keyboard_searches_walks_opens_and_answers(visits, signed_in, customer_asks, word):
    customer_asks(f"Uno {word}")
    customer_asks(f"Due {word}")
    page = visits.new_page(state=signed_in(ELENA))
    page.goto("/desk/")
    numbers = [row.get_attribute("id") for row in page.locator("[data-row]").all()]
    cursor = page.locator("[data-row][data-cursor]")

    page.keyboard.press("j")
    expect(cursor).to_have_attribute("id", numbers[1])
    page.keyboard.press("k")
    expect(cursor).to_have_attribute("id", numbers[0])

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox").first).to_be_focused()
    page.keyboard.type(word)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    expect(page.locator("[data-row]")).to_have_count(2)

    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_contain_text(word)
    page.keyboard.press("r")
    expect(page.get_by_label("Message")).to_be_focused()
