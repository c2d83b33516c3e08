"""The words of an HTML mail, as a person would copy them from the page."""

import re
from html import unescape

from inscriptis import get_text
from inscriptis.css_profiles import RELAXED_CSS_PROFILE
from inscriptis.model.config import ParserConfig

CONFIG = ParserConfig(css=RELAXED_CSS_PROFILE.copy(), display_images=False)
MOST = 1_000_000
MOST_TAGS = 20_000
DEEPEST = 150
UNSEEN = [
    (re.compile("<!--"), re.compile("-->")),
    *(
        (
            re.compile(rf"<{tag}\b", re.IGNORECASE),
            re.compile(rf"</{tag}\b[^>]{{0,80}}>", re.IGNORECASE),
        )
        for tag in ("script", "style", "head", "title")
    ),
]
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
BREAKING = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^>]{0,500}>", re.IGNORECASE)
TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,5000}>")
NESTING = re.compile(r"<(/?)(?:div|span|blockquote|table|font|ul|ol|b|i|a|p|td|center|section)\b")
BLANKS = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


def words_of(html: str) -> str:
    """The text of `html`; what is too large or too deep to lay out loses its layout, not its words."""
    html = DECLARATION.sub("", html[:MOST])
    if html.count("<") > MOST_TAGS or _is_deep(html):
        return _tidy(_stripped(html))
    try:
        return _tidy(get_text(html, CONFIG)) or _tidy(_stripped(html))
    except Exception:
        # Whatever the layout stumbled over, the words are wanted all the same.
        return _tidy(_stripped(html))


def _is_deep(html: str) -> bool:
    depth = 0
    for found in NESTING.finditer(html.lower()):
        depth = max(depth - 1, 0) if found[1] else depth + 1
        if depth > DEEPEST:
            return True
    return False


def _stripped(html: str) -> str:
    for begin, end in UNSEEN:
        html = _without(html, begin, end)
    return unescape(TAG.sub("", BREAKING.sub("\n", html)))


def _without(html: str, begin: re.Pattern[str], end: re.Pattern[str]) -> str:
    kept, at = [], 0
    # What is never closed stays: its words may be the mail.
    while (opened := begin.search(html, at)) and (closed := end.search(html, opened.end())):
        kept.append(html[at : opened.start()])
        at = closed.end()
    return " ".join([*kept, html[at:]])


def _tidy(text: str) -> str:
    lines = (line.rstrip().replace("\xa0", " ") for line in text.splitlines())
    return BLANKS.sub("\n\n", "\n".join(lines)).strip()
