"""Reading a page as a person does: what stands where."""

import html
import re

from django.http import HttpResponse


def text_of(response: HttpResponse) -> str:
    """The words of a page, without its tags, with single blanks."""
    body = re.sub(r"<(script|style|svg|title).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def numbers_in(response: HttpResponse) -> list[int]:
    """The numbers of the requests that are listed, in their order."""
    return [int(each) for each in re.findall(r'id="ticket-(\d+)"', response.content.decode())]


def part(response: HttpResponse, start: str, end: str) -> str:
    """The words from `start` to `end`."""
    words = text_of(response)
    after = words[words.index(start) :]
    return after[: after.index(end) + len(end)]


def undo_of(response: HttpResponse) -> str:
    """The token that the page offers to take the last deed back; empty where it offers none."""
    found = re.search(r'name="undo" value="([^"]+)"', response.content.decode())
    return found[1] if found else ""
