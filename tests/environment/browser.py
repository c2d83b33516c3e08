"""Pages in a real Chromium, and what every one of them must keep to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    StorageState,
    expect,
    sync_playwright,
)

from tests.environment.chromium import FLAGS, find_chromium

HEIGHT = 900
NARROWEST = 320
Forms = Sequence[tuple[int, Literal["light", "dark"]]]
FOUR_FORMS: Forms = ((1440, "light"), (1440, "dark"), (390, "light"), (390, "dark"))
# Every width and every theme: the parts that pages are drawn of are looked at in all four.
TWO_FORMS: Forms = (FOUR_FORMS[0], FOUR_FORMS[3])
# Colours have reached their new theme: axe would measure them half way. What changes them begins in
# the frame after the one that is asked for.
SETTLED = """() => new Promise(requestAnimationFrame)
    .then(() => new Promise(requestAnimationFrame))
    .then(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)))
    .then(() => new Promise(requestAnimationFrame))"""
# How the page stands: what it is in already is not waited for.
FORM = "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light']"
# A page has few colours and many words: axe would read each colour again for every one of them.
READ_COLOURS_ONCE = """(() => {
    const read = new Map()
    const color = axe.commons.color.Color.prototype
    const parse = color.parseString
    color.parseString = function (text) {
        if (read.has(text)) return Object.assign(this, read.get(text))
        const { r, g, b, alpha } = parse.call(this, text)
        read.set(text, { r, g, b, alpha })
        return this
    }
})()"""
# Without preloading: it would write styles into the page, which the policy refuses aloud. Without
# frames: axe is in none, and would wait for each to answer. What passes is not told: on a page of
# many choices, telling takes longer than looking.
VIOLATIONS = """(rules) => axe
    .run(document, {
        preload: false,
        iframes: false,
        noHtml: true,
        resultTypes: ['violations'],
        ...(rules.length && { runOnly: rules }),
    })
    .then((told) => told.violations)"""
# Of all that axe looks at, this alone changes with the theme.
BY_THEME = "color-contrast"
# What a page shows is waited for on the slowest machine; only what never comes takes so long.
PATIENCE_SECONDS = 60


@dataclass
class Visits:
    """Opens pages of one installation, and remembers what went wrong on any of them."""

    browser: Browser
    address: str
    troubles: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def new_page(
        self,
        *,
        scripts: bool = True,
        width: int = 1440,
        theme: str = "light",
        language: str = "en",
        state: StorageState | None = None,
    ) -> Page:
        """A page in a browser of its own: no cookie of another one, but those of `state`."""
        context = self.browser.new_context(
            base_url=self.address,
            java_script_enabled=scripts,
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if theme == "dark" else "light",
            locale=language,
            reduced_motion="reduce",
            storage_state=state,
        )
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        page.on("request", self._watch)
        return page

    def pages(self) -> list[Page]:
        """Every page that is open."""
        return [page for context in self.contexts for page in context.pages]

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        # What the Content-Security-Policy refuses is told here as well. A conflict is an answer:
        # the page asks once more, because a minute has passed or somebody else was faster.
        if message.type == "error" and "409 (Conflict)" not in message.text:
            self.troubles.append(f"{message.text} at {message.location.get('url', '')}")

    def _watch(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme in {"http", "https"} and not request.url.startswith(self.address):
            self.troubles.append(f"a request to elsewhere: {request.url}")


@contextmanager
def real_chromium() -> Iterator[Browser]:
    """One Chromium, shared by the tests of a process."""
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


def assert_accessible(page: Page, *rules: str) -> None:
    """Fail where axe finds anything on the page as it stands: by every rule, or by those named."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
        page.evaluate(READ_COLOURS_ONCE)
    found: list[dict[str, Any]] = page.evaluate(VIOLATIONS, list(rules))
    told = [
        f"{one['id']}: {node['target']} {one['help']}" for one in found for node in one["nodes"]
    ]
    assert not told, "\n".join([page.url, *told])


def assert_fits(page: Page) -> None:
    """Fail where the page would have to be scrolled sideways."""
    excess = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert excess <= 0, f"{page.url} is {excess} px wider than the window"


def assert_holds(page: Page, forms: Forms = TWO_FORMS) -> None:
    """Fail where axe finds anything in these forms, or on the narrowest phone it does not fit.

    A width seen before is looked at again for what its other theme may change.
    """
    before = page.viewport_size or {"width": 1440, "height": HEIGHT}
    seen: set[int] = set()
    for width, theme in forms:
        take_form(page, width, theme)
        assert_accessible(page, *([BY_THEME] if width in seen else []))
        seen.add(width)
    page.set_viewport_size({"width": NARROWEST, "height": before["height"]})
    assert_fits(page)
    # As the next one is looked at first.
    page.set_viewport_size(before)
    page.emulate_media(color_scheme=forms[0][1])


def take_form(page: Page, width: int, theme: Literal["light", "dark"]) -> None:
    """Show the page in this width and theme, until nothing on it moves any more."""
    if page.evaluate(FORM) != [width, theme]:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=theme)
        page.evaluate(SETTLED)


def screenshot(page: Page, folder: Path, name: str) -> Path:
    """The whole page as a picture, for people to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path
