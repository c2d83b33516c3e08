"""A manager reads an agreement beside its document, asks it, and changes it."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.deeds import ELENA

PAGE = "/office/agreements/suite-sla/"
ASKED = "a P1 bug arriving 2026-12-11 18:00"


@pytest.fixture
def manager(visits, signed_in):
    """Elena's page of the agreement, with scripts or without."""

    def opened(address=PAGE, **how):
        page = visits.new_page(state=signed_in(ELENA), **how)
        page.goto(address)
        return page

    return opened


def answer(page):
    return page.locator("#bench-answer")


def test_words_and_lines_light_up_together(manager):
    page = manager()
    sentence = page.locator(".clause__said", has_text="first reply within 4 working hours")
    line = page.locator("[data-line]", has_text="P2}, metric: response")

    sentence.hover()
    expect(line).to_have_attribute("data-lit", "")
    page.get_by_role("heading", level=1).hover()
    expect(line).not_to_have_attribute("data-lit", "")
    line.hover()
    expect(sentence).to_have_attribute("data-lit", "")

    page.locator("[data-line]", has_text="P3}, metric: response").hover()
    expect(sentence).not_to_have_attribute("data-lit", "")


def test_it_answers_while_one_types_and_the_address_is_the_question(manager, visits, signed_in):
    page = manager()

    page.get_by_label("In one line").press_sequentially(ASKED)
    expect(answer(page)).to_contain_text("first reply, 1 working hour")
    page.wait_for_url(re.compile("severity=P1"))
    first = answer(page).inner_text()
    page.get_by_label("Severity", exact=True).select_option("P2")
    expect(answer(page)).to_contain_text("first reply, 4 working hours")
    page.get_by_label("Severity", exact=True).select_option("P1")
    expect(answer(page)).to_contain_text("first reply, 1 working hour")
    page.wait_for_url(re.compile("severity=P1"))
    shared = page.url

    again = visits.new_page(state=signed_in(ELENA))
    again.goto(shared)
    assert answer(again).inner_text() == first


def test_without_scripts_the_same_is_asked_by_pressing(manager):
    page = manager(scripts=False)

    page.get_by_label("In one line").fill(ASKED)
    page.get_by_role("button", name="Ask").first.click()
    expect(answer(page)).to_contain_text("solution, 1 working day of 8 h")
    page.get_by_label("Severity", exact=True).select_option("P4")
    page.get_by_role("button", name="Ask").last.click()
    expect(answer(page)).to_contain_text("first reply, 16 working hours")
    page.locator(".clause__line").first.click()
    assert page.url.endswith("#line-1")


def test_a_mistake_leads_to_its_line(manager):
    page = manager(f"{PAGE}draft/")
    text = page.get_by_label("Document")
    text.fill(
        text.input_value().replace(
            "metric: response, within: 4 wh", "metric: respond, within: 4 wh"
        )
    )

    before, _, _ = text.input_value().partition("metric: respond")
    line = before.count("\n") + 1

    page.get_by_role("button", name="Check only").click()
    page.get_by_role("link", name=f"Line {line}").click()

    picked = "text => text.value.slice(text.selectionStart, text.selectionEnd)"
    assert "metric: respond, within: 4 wh" in text.evaluate(picked)
    expect(text).to_be_focused()
