"""The verifier in JavaScript, as a program would copy it, in a real browser with its own WebCrypto."""

import json
import string
from typing import Any

from playwright.sync_api import Browser, Page, Route

from puntuale.core.licences.files import Kind, sign
from tests.core.licences.vectors import FOLDER, KEYS, MACHINE, NOW, PRIVATE, THIS

# Cryptography is for secure pages alone; this machine's own are.
PAGE = "http://localhost/"
CHECK = """async ({cases, keys, now}) => {
  const { check } = await import("./verify.mjs")
  const known = Object.fromEntries(Object.entries(keys).map(([kid, hex]) =>
    [kid, Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16))]))
  const told = []
  for (const { text, kind, fingerprint } of cases) {
    try {
      const payload = await check(text, { kind, keys: known, now: new Date(now), fingerprint })
      told.push({ holder: payload.holder })
    } catch (refused) {
      told.push({ refused: refused.message })
    }
  }
  return told
}"""


def page_with_verifier(chromium: Browser) -> Page:
    def answer(route: Route) -> None:
        if route.request.url.endswith("verify.mjs"):
            route.fulfill(path=FOLDER / "verify.mjs", content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page = chromium.new_context().new_page()
    page.route(f"{PAGE}**", answer)
    page.goto(PAGE)
    return page


def told_by(chromium: Browser, cases: list[dict[str, Any]]) -> list[dict[str, str]]:
    page = page_with_verifier(chromium)
    keys = {kid: public.hex() for kid, public in KEYS.items()}
    told: list[dict[str, str]] = page.evaluate(
        CHECK, {"cases": cases, "keys": keys, "now": NOW.isoformat()}
    )
    page.context.close()
    return told


def test_the_verifier_in_javascript_and_its_vectors_agree(chromium: Browser) -> None:
    cases = json.loads((FOLDER / "vectors.json").read_text())["files"]

    told = told_by(chromium, cases)

    for case, answer in zip(cases, told, strict=True):
        expected = {"refused": case["refused"]} if case["refused"] else {"holder": MACHINE.holder}
        assert answer == expected, case["about"]


def test_one_changed_letter_is_refused_by_it_wherever_it_stands(chromium: Browser) -> None:
    text = sign(Kind.MACHINE, MACHINE, PRIVATE)
    letters = string.ascii_letters + string.digits
    cases = [
        {
            "text": f"{text[:at]}{letters[(letters.find(text[at]) + 1) % 62]}{text[at + 1 :]}",
            "kind": "MACHINE",
            "fingerprint": THIS,
        }
        for at in range(text.index("\n") + 1, text.rindex("\n-----END"))
        if not text[at].isspace()
    ]

    told = told_by(chromium, cases)

    assert all("refused" in answer for answer in told)
