"""A raw mail becomes a request, is answered in time, and the answer's reply joins it."""

import re
import secrets
from datetime import UTC, datetime

from playwright.sync_api import expect

from tests.environment.sink import text_of
from tests.journeys.deeds import ELENA, reload_until, row_of, shown_instant, sign_in
from tests.journeys.house import SUPPORT
from tests.journeys.letters import letter, reply_to
from tests.journeys.suite_rules import promised_by


def pipe(live, mail):
    """Hand a mail over as an MTA does that knows nothing but a command."""
    sender, recipient = mail["From"].addresses[0].addr_spec, mail["To"].addresses[0].addr_spec
    command = ("mail", "receive", "--from", sender, "--to", recipient)
    return live.puntuale(*command, stdin=mail.as_bytes())


def test_a_mail_is_answered_in_its_language_and_its_promise_is_kept(any_page, live, sink):
    key = secrets.token_hex(4)
    subject = f"Il telaio {key} non parte"
    asked = letter(to=SUPPORT, subject=subject, text="La produzione è ferma.", key=key)

    before = datetime.now(UTC)
    received = pipe(live, asked)
    after = datetime.now(UTC)

    assert received.returncode == 0, received.stderr
    told = sink.wait_for(lambda mail: mail["In-Reply-To"] == asked["Message-ID"])
    assert "La prendiamo in carico entro" in told["Subject"]

    sign_in(any_page, ELENA)
    row = row_of(any_page, subject)
    expect(row).to_contain_text("Tessitura Brembo")
    expect(row).to_contain_text("first reply")
    due = shown_instant(row)
    assert promised_by(before, hours=1) <= due <= promised_by(after, hours=1)

    row.get_by_role("link", name=subject).click()
    expect(any_page.get_by_text("Covered by Suite support and SLA").first).to_be_visible()
    any_page.get_by_label("Message").fill("Buongiorno, riavvii il telaio e ci dica.")
    any_page.get_by_role("button", name="Send", exact=True).click()

    first_reply = any_page.locator(".promise").filter(has_text="First reply")
    expect(first_reply).to_contain_text("Kept")
    assert shown_instant(first_reply) == due

    answer = sink.wait_for(answer_to(subject))
    assert "riavvii il telaio" in text_of(answer)
    assert "Per aggiungere qualcosa risponda a questa mail" in text_of(answer)
    assert answer["Content-Language"] == "it"
    assert answer["In-Reply-To"] == asked["Message-ID"]
    assert {asked["Message-ID"], told["Message-ID"]} <= set(answer["References"].split())
    assert re.match(r"support\+[a-z2-7]{26}@officina", answer["Reply-To"])

    any_page.locator("summary").filter(has_text=re.compile("^Why ")).first.click()
    drawing = any_page.get_by_role("img", name=re.compile("answered|kept|due")).first
    expect(drawing).to_be_visible()
    steps = any_page.get_by_role("table").first
    expect(steps).to_contain_text("1 working hour")
    expect(any_page.get_by_text("“Promises”, row 1 of the agreement").first).to_be_visible()

    again = reply_to(answer, text=f"Grazie, {key} riparte.", key=f"{key}-2")
    assert pipe(live, again).returncode == 0
    reload_until(any_page, any_page.locator(".message").filter(has_text=f"{key} riparte"))
    expect(any_page.get_by_role("heading", level=1)).to_have_text(subject)
    assert len([mail for mail in sink.mails if answer_to(subject)(mail)]) == 1


def answer_to(subject):
    """Whether a mail is the answer to the request with this subject."""
    return lambda mail: str(mail["Subject"]).endswith(f"Re: {subject}")
