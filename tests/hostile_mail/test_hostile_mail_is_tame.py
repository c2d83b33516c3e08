"""A mail may hold what it likes: it is kept and read in bounded time, and what is shown of it is tame."""

import re
import time
from html.parser import HTMLParser

import pytest

from puntuale.apps.post.html.clean import safe_html
from puntuale.interfaces.files.pictures import Elsewhere
from puntuale.interfaces.mail.reading.read import read_mail
from tests.hostile_mail.corpus import Hostile, corpus

CORPUS = corpus()
ACTS = {
    *("script", "style", "iframe", "frame", "object", "embed", "applet", "form", "input", "button"),
    *("textarea", "select", "base", "meta", "link", "svg", "math", "video", "audio", "template"),
    *("dialog", "portal", "noscript", "xmp", "area", "map", "body", "html", "marquee", "details"),
}
LOADING = {
    "src",
    "srcset",
    "background",
    "poster",
    "data",
    "ping",
    "lowsrc",
    "action",
    "formaction",
}


class Look(HTMLParser):
    """Every tag and attribute that a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            self._attribute(tag, name, value or "")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        told = re.sub(r"[\x00-\x20]", "", value).lower()
        if name.startswith(("on", "hx-", "data-")) or name in {"id", "name", "popover", "form"}:
            self.found.append(f"{tag} {name}")
        if name in LOADING and not told.startswith("data:image/"):
            self.found.append(f"{tag} {name}={value[:60]}")
        if name == "href" and not told.startswith(("http:", "https:", "mailto:", "tel:", "#")):
            self.found.append(f"{tag} href={value[:60]}")
        if name == "style" and re.search(r"url|position|transform|expression|animation|@|\\", told):
            self.found.append(f"{tag} style={value[:60]}")
        if name == "style" and "margin" in told:
            self.found.append(f"{tag} style={value[:60]}")


def test_the_corpus_is_wide_and_large() -> None:
    assert len({hostile.technique for hostile in CORPUS}) >= 40
    assert len(CORPUS) >= 250
    assert len({hostile.raw for hostile in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("technique", sorted({hostile.technique for hostile in CORPUS}))
def test_what_is_shown_of_it_neither_acts_nor_loads_nor_covers(technique: str) -> None:
    for hostile in of(technique):
        page = safe_html(read_mail(hostile.raw).html or "")

        found = Look(page).found if page else []
        assert not found, (found, hostile.raw[-400:])


@pytest.mark.parametrize("technique", sorted({hostile.technique for hostile in CORPUS}))
def test_with_images_from_elsewhere_it_loads_from_us_alone(technique: str) -> None:
    for hostile in of(technique):
        ours = Elsewhere("1")
        page = safe_html(read_mail(hostile.raw).html or "", remote_url=ours.address_of) or ""
        for address in ours.given.values():
            assert re.fullmatch(r"/files/picture/[\w:.-]+/", address)
            page = page.replace(f'src="{address}"', "")

        assert not Look(page).found, hostile.raw[-400:]


def test_the_words_of_the_person_are_kept() -> None:
    pages = [hostile for hostile in CORPUS if b"<p>Buongiorno" in hostile.raw]

    lost = [
        each.technique for each in pages if "la stampa degli ordini" not in read_mail(each.raw).text
    ]

    assert not lost


def test_none_takes_two_seconds_of_the_processor() -> None:
    slow = []
    for hostile in CORPUS:
        began = time.process_time()
        safe_html(read_mail(hostile.raw).html or "")
        if time.process_time() - began > 2:
            slow.append(hostile.technique)

    assert not slow


def of(technique: str) -> list[Hostile]:
    return [hostile for hostile in CORPUS if hostile.technique == technique]
