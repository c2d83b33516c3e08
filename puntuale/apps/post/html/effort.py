"""Can this HTML be cleaned within a moment? Parsers need minutes for some few kilobytes."""

import re
from collections import Counter

MOST_LETTERS = 2_000_000
MOST_TAGS = 10_000
MOST_OPEN = 400
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# These end by themselves, or hold nothing.
NEVER_DEEP = frozenset(
    {
        *("br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr", "embed"),
        *("p", "li", "tr", "td", "th", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup"),
        *("html", "head", "body"),
    }
)
# Within these a closing tag is text and closes nothing.
RAW = (
    ("<!--", "-->"),
    *((f"<{name}", f"</{name}") for name in ("script", "style", "textarea", "title", "xmp")),
    *((f"<{name}", f"</{name}") for name in ("iframe", "noembed", "noframes", "noscript")),
)


def without_raw_text(html: str) -> str:
    """`html` without comments, scripts and the like; one pass for each, whatever is left open."""
    for begin, end in RAW:
        html = _without(html, begin, end)
    return html


def is_cleaned_quickly(html: str) -> bool:
    """Whether `html`, without its raw text, is small and flat enough."""
    if len(html) > MOST_LETTERS:
        return False
    opened: Counter[str] = Counter()
    deepest = 0
    for number, found in enumerate(TAG.finditer(html)):
        name = found[2].lower()
        if number > MOST_TAGS:
            return False
        if name in NEVER_DEEP:
            continue
        opened[name] = max(opened[name] - 1, 0) if found[1] else opened[name] + 1
        deepest = max(deepest, opened[name])
        if deepest > MOST_OPEN:
            return False
    return True


def _without(html: str, begin: str, end: str) -> str:
    opening = re.compile(re.escape(begin) + (r"(?![a-zA-Z0-9])" if begin[1] != "!" else ""), re.I)
    closing = re.compile(re.escape(end) + (r"[^>]{0,80}>" if end[0] == "<" else ""), re.I)
    kept, at = [], 0
    while opened := opening.search(html, at):
        closed = closing.search(html, opened.end())
        kept.append(html[at : opened.start()])
        if closed is None:
            # A browser takes the rest for raw text as well.
            return "".join(kept)
        at = closed.end()
    return "".join([*kept, html[at:]])
