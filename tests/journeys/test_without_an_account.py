"""Somebody whom nobody knows asks on the public form, in English."""

import re
import secrets
from datetime import datetime, timedelta

from playwright.sync_api import expect

from tests.environment.sink import text_of
from tests.journeys.deeds import row_of


def test_a_stranger_sees_the_promise_sends_and_is_answered_in_english(any_page, agent_page, sink):
    key = secrets.token_hex(4)
    subject, address = f"Does it read {key} files?", f"ann-{key}@elsewhere.example"

    any_page.goto("/request/")
    board = any_page.locator("#forecast")
    expect(board).to_contain_text("We answer")
    promised = board.locator(".forecast__value").first.inner_text()
    any_page.get_by_label("In one line").fill(subject)
    any_page.get_by_label("What happens").fill("We have ten thousand of them.")
    any_page.get_by_label("Your name").fill("Ann Field")
    any_page.get_by_label("Mail address").fill(address)
    any_page.get_by_role("button", name="Send request").click()
    expect(any_page.get_by_role("heading", level=1)).to_contain_text("Thank you")

    told = sink.mail_to(address)
    assert "We answer by" in told["Subject"]
    assert told["Content-Language"] == "en"
    # A minute may have passed since it was read; before office hours it is "by 18:00 today".
    (hour,) = re.findall(r"\d\d:\d\d", promised)
    shown = datetime.fromisoformat(f"2026-01-01 {hour}")
    assert any(f"{shown + timedelta(minutes=late):%H:%M}" in text_of(told) for late in range(9))

    agent_page.reload()
    row_of(agent_page, subject).get_by_role("link", name=subject).click()
    agent_page.get_by_label("Message").fill("It reads them all.")
    agent_page.get_by_role("button", name="Send", exact=True).click()
    expect(agent_page.locator(".promise").first).to_contain_text("Kept")
    answer = sink.wait_for(
        lambda mail: address in mail["X-Envelope-To"] and "Re: " in mail["Subject"]
    )
    assert "It reads them all." in text_of(answer)
    assert "To add something, answer this mail" in text_of(answer)
