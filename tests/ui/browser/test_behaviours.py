"""What the scripts add, each on the page of states."""

import re

import pytest
from playwright.sync_api import expect

from tests.environment.browser import assert_accessible


@pytest.fixture
def states(page):
    page.goto("/_states/")
    return page


def test_the_theme_changes_at_once_and_is_remembered(states):
    states.get_by_role("button", name="Theme").first.click()

    expect(states.locator("html")).to_have_attribute("data-theme", "dark")
    states.wait_for_timeout(200)
    states.reload()
    expect(states.locator("html")).to_have_attribute("data-theme", "dark")


def test_without_scripts_the_theme_changes_all_the_same(visits):
    page = visits.new_page(scripts=False)
    page.goto("/_states/")

    page.get_by_role("button", name="Theme").first.click()

    assert page.url.endswith("/_states/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_language_changes_on_the_same_page(states):
    states.get_by_role("button", name="Italiano").click()

    expect(states.locator("html")).to_have_attribute("lang", "it")
    assert states.url.endswith("/_states/")


def test_j_and_k_walk_the_rows_and_x_chooses_one(states):
    cursor = states.locator("[data-row][data-cursor]")

    states.keyboard.press("j")
    expect(cursor).to_have_id("ticket-4883")
    states.keyboard.press("k")
    expect(cursor).to_have_id("ticket-4881")
    states.keyboard.press("x")

    expect(cursor.locator("input")).to_be_checked()
    expect(states.locator("[data-selection-count]")).to_have_text("2")


def test_letters_rest_while_somebody_types(states):
    states.locator("#reply-text").click()

    states.keyboard.type("jx/c?")

    expect(states.locator("#reply-text")).to_have_value("Buongiorno Giulia, grazie.jx/c?")
    expect(states.locator("dialog")).not_to_be_visible()


def test_the_slash_goes_to_the_search(states):
    states.keyboard.press("/")

    expect(states.locator("#search")).to_be_focused()


def test_the_question_mark_shows_all_keys_and_escape_gives_the_focus_back(states):
    states.keyboard.press("?")
    expect(states.get_by_role("dialog")).to_be_visible()

    states.keyboard.press("Escape")

    expect(states.get_by_role("dialog")).not_to_be_visible()
    expect(states.get_by_role("button", name="Keyboard")).to_be_focused()


def test_the_bar_for_chosen_rows_is_there_only_while_one_is_chosen(states):
    bar = states.locator(".selection")
    expect(bar).to_be_visible()

    states.get_by_role("button", name="Clear").first.click()

    expect(bar).not_to_be_visible()


def test_a_saved_reply_goes_where_the_cursor_stands(states):
    states.get_by_text("Saved replies").click()
    states.get_by_role("button", name="Presa in carico").click()

    expect(states.locator("#reply-text")).to_have_value(re.compile("Buongiorno,"))
    expect(states.locator("#reply-text")).to_be_focused()


def test_the_first_wrong_field_has_the_focus(page):
    page.goto("/_states/portal/")

    expect(page.get_by_label("Serial number")).to_be_focused()


def test_chosen_files_are_listed_and_can_be_taken_out_again(page):
    page.goto("/_states/portal/")
    files = [
        {"name": "ordini.csv", "mimeType": "text/csv", "buffer": b"a" * 1500},
    ]

    page.get_by_label("Files").set_input_files(files)
    expect(page.get_by_role("listitem").filter(has_text="ordini.csv")).to_contain_text("2 kB")
    page.get_by_role("button", name="Remove: ordini.csv").click()

    expect(page.locator(".files__item")).to_have_count(0)
    assert page.get_by_label("Files").evaluate("input => input.files.length") == 0


def test_the_menu_of_a_phone_opens_and_closes(visits):
    page = visits.new_page(width=390)
    page.goto("/_states/")

    page.get_by_text("Menu", exact=True).click()
    expect(page.get_by_role("link", name="Customers")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("link", name="Customers")).not_to_be_visible()


def test_a_failed_request_leaves_the_page_and_says_so(visits):
    page = visits.new_page()
    page.route("**/_states/part/", lambda route: route.fulfill(status=500, body="no"))
    page.goto("/_states/swap/")

    page.get_by_role("button", name="Swap").click()

    notice = page.get_by_role("alert")
    expect(notice).to_have_text("Nothing was changed. Reload the page and try again.")
    expect(page.locator("#part")).to_contain_text("Before")
    visits.troubles.clear()  # the browser complains of the 500 as well


def test_after_a_swap_the_focus_is_not_lost(page):
    page.goto("/_states/swap/")

    page.get_by_role("button", name="Swap").click()

    expect(page.locator("#part h2")).to_have_text("After")
    expect(page.locator("#part h2")).to_be_focused()


def test_a_form_is_sent_once_and_turns_only_after_a_while(page):
    sent = []
    page.route("**/_states/part/", lambda route: sent.append(route))
    page.goto("/_states/swap/")
    button = page.get_by_role("button", name="Swap")

    button.click()
    assert button.get_attribute("aria-busy") is None
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")

    assert len(sent) == 1
    sent[0].fulfill(status=204)
    expect(button).not_to_have_attribute("aria-busy", "true")


def test_what_is_asked_every_minute_rests_while_nobody_looks(visits):
    page = visits.new_page()
    page.clock.install()
    page.goto("/_states/swap/")

    page.clock.run_for(61_000)

    expect(page.locator("#minute")).to_contain_text("asked")


def test_two_lost_minutes_are_told(visits):
    page = visits.new_page()
    page.clock.install()
    page.goto("/_states/swap/")
    page.route("**/_states/minute/", lambda route: route.abort())

    page.clock.run_for(61_000)
    expect(page.locator("#lost")).not_to_be_visible()
    page.clock.run_for(61_000)

    expect(page.locator("#lost")).to_be_visible()
    visits.troubles.clear()  # the browser complains of the request that was cut off


def test_what_is_typed_is_kept_after_ten_seconds(visits):
    page = visits.new_page()
    page.clock.install()
    page.goto("/_states/swap/")

    page.locator("#draft").fill("Buongiorno")
    page.clock.run_for(11_000)

    expect(page.locator("[data-draft-status]")).to_have_text("kept: Buongiorno")


def test_the_first_stop_of_the_tab_key_leads_past_the_masthead(states):
    states.keyboard.press("Tab")
    expect(states.get_by_role("link", name="Skip to content")).to_be_focused()

    states.keyboard.press("Enter")

    expect(states.locator("#main")).to_be_focused()


def test_the_persons_menu_closes_when_something_else_is_pressed(states):
    states.get_by_text("Elena Riva").first.locator("xpath=..").click()
    expect(states.get_by_role("link", name="Your profile")).to_be_visible()

    states.get_by_role("heading", name="States").click()

    expect(states.get_by_role("link", name="Your profile")).not_to_be_visible()


def test_what_opens_is_accessible_too(states):
    states.get_by_text("Saved replies").click()
    assert_accessible(states)

    states.keyboard.press("Escape")
    states.locator("h1").click()
    states.keyboard.press("?")

    expect(states.get_by_role("dialog")).to_be_visible()
    assert_accessible(states)
