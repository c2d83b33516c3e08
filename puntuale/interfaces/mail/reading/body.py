"""The words of a mail, its HTML, and its files, wherever in the tree of parts they lie."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from puntuale.interfaces.mail.reading.charsets import decoded
from puntuale.interfaces.mail.reading.headers import one_line, split
from puntuale.interfaces.mail.reading.names import name_of, safe, usual_name
from puntuale.interfaces.mail.reading.rtf import unpressed, words_of_rtf
from puntuale.interfaces.mail.reading.structure import Part
from puntuale.interfaces.mail.reading.tnef import unpacked
from puntuale.interfaces.mail.reading.values import ReadFile
from puntuale.interfaces.mail.reading.words_of_html import words_of

MOST_TEXT = 1_000_000
MOST_HTML = 4_000_000
SHORT_TEXT = 400
META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# Parts that speak to programs: what they say is read elsewhere, or is said again beside them.
SILENT = frozenset(
    {
        "message/delivery-status",
        "message/disposition-notification",
        "message/feedback-report",
        "text/rfc822-headers",
        "text/x-amp-html",
        "text/watch-html",
        "application/applefile",
    }
)
PACKED = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
SEALED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
CALENDAR_LINE = re.compile(
    r"^(?:SUMMARY|DESCRIPTION|LOCATION)(?:;[^:\n]{0,200})?:(.{1,5000})$", re.M
)


@dataclass(slots=True)
class Words:
    """The same words twice: as plain text, as HTML, or only one of them."""

    plain: str = ""
    html: str = ""
    # Packed for one program, which as a rule stand beside as well.
    are_spare: bool = False

    def text(self) -> str:
        """The better of the two to read."""
        plain = self.plain.strip()
        if not self.html or len(plain) >= SHORT_TEXT:
            return plain
        words = words_of(self.html)
        # A stub such as "open this mail in another program" is no text.
        return words if not plain or len(words) > 2 * len(plain) + 40 else plain


@dataclass(slots=True)
class Body:
    """Everything between the headers and the end."""

    words: list[Words] = field(default_factory=list)
    files: list[ReadFile] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def text(self) -> str:
        text = "\n\n".join(text for words in self.words if (text := words.text()))
        if len(text) > MOST_TEXT:
            self.remarks.append("text_cut")
        return text[:MOST_TEXT] or self._invitation()

    def html(self) -> str:
        """The HTML of all texts, empty where none has any."""
        if not any(words.html for words in self.words):
            return ""
        html = "\n".join(words.html or f"<pre>{escape(words.plain)}</pre>" for words in self.words)
        return html[:MOST_HTML]

    def _invitation(self) -> str:
        for file in self.files:
            if file.content_type == "text/calendar":
                lines = re.sub(r"\n[ \t]", "", decoded(file.content, "utf-8"))
                said = [
                    line.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
                    for line in CALENDAR_LINE.findall(lines)
                ]
                return "\n".join(said)[:MOST_TEXT]
        return ""


def body_of(root: Part) -> Body:
    """What `root` says and carries."""
    body = Body()
    body.words = list(_words(root, body))
    if any(words.are_spare for words in body.words):
        own = [words for words in body.words if not words.are_spare and words.text()]
        body.words = own or body.words
    cited = _cited(body)
    body.files = [
        ReadFile(
            file.name,
            file.content_type,
            file.content,
            file.content_id,
            file.is_inline or bool(file.content_id and file.content_id in cited),
        )
        for file in body.files
    ]
    return body


def _words(part: Part, body: Body) -> Iterator[Words]:
    kind = part.type.word
    if kind in SEALED and "sealed" not in body.remarks:
        body.remarks.append("sealed")
    if kind == "multipart/alternative" and part.children:
        yield _alternative(part, body)
    elif part.children:
        for child in part.children:
            yield from _words(child, body)
    elif kind in SILENT:
        return
    elif kind in ("text/plain", "text/html") and not _is_file(part):
        yield _leaf(part)
    elif kind.startswith("multipart/") and not _is_file(part):
        # A multipart without parts: its bytes are words, as far as they can be read.
        yield Words(plain=decoded(part.body))
    elif kind in PACKED or name_of(part).lower() == "winmail.dat":
        yield from _packed(part, body)
    else:
        body.files.append(_file(part))


def _packed(part: Part, body: Body) -> Iterator[Words]:
    """What Outlook has packed, beside the file as it came."""
    body.files.append(_file(part))
    found = unpacked(part.content())
    if found is None:
        return
    if found.text or found.html:
        yield Words(found.text[:MOST_TEXT], decoded(found.html[:MOST_HTML]), are_spare=True)
    elif text := words_of_rtf(unpressed(found.rtf)):
        yield Words(text[:MOST_TEXT], are_spare=True)
    for file in found.files:
        kind = file.content_type.lower() or "application/octet-stream"
        name = safe(file.name) or usual_name(kind)
        content_id = file.content_id.strip("<>")[:250]
        body.files.append(ReadFile(name, kind, file.content, content_id, is_inline=False))


def _alternative(part: Part, body: Body) -> Words:
    merged = Words()
    for child in part.children:
        for words in _words(child, body):
            if words.plain and not words.html:
                merged.plain += ("\n" if merged.plain else "") + words.plain
            else:
                merged.html += words.html
                merged.plain = merged.plain or words.plain
    return merged


def _is_file(part: Part) -> bool:
    if part.disposition.word == "attachment":
        return True
    has_name = bool(part.disposition.text("filename") or part.type.text("name"))
    return has_name and (part.type.word != "text/html" or part.disposition.word == "inline")


def _leaf(part: Part) -> Words:
    content = part.content()
    charset = part.type.text("charset")
    if part.type.word == "text/html":
        if not charset and (meta := META_CHARSET.search(content, 0, 2048)):
            charset = meta[1].decode("ascii")
        return Words(html=decoded(content[:MOST_HTML], charset))
    text = decoded(content[: 4 * MOST_TEXT], charset)
    if part.type.text("format").lower() == "flowed":
        text = _unflowed(text, without_space=part.type.text("delsp").lower() == "yes")
    return Words(plain=text)


def _unflowed(text: str, *, without_space: bool) -> str:
    """Lines that were broken for the way put together again (RFC 3676)."""
    lines: list[str] = []
    is_open = False
    for raw in text.split("\n"):
        line = raw[1:] if raw.startswith(" ") else raw
        flows = line.endswith(" ") and line != "-- " and not line.startswith(">")
        shown = line[:-1] if flows and without_space else line
        if is_open and line and not line.startswith(">"):
            lines[-1] += shown
        else:
            lines.append(shown)
        is_open = flows
    return "\n".join(lines)


def _file(part: Part) -> ReadFile:
    kind = part.type.word
    content = part.content()
    subject = ""
    if kind == "message/rfc822":
        subject = one_line(split(content)[0].text("subject"))[:100]
    content_id = decoded(part.headers.raw("content-id")).strip().strip("<>")[:250]
    is_inline = part.disposition.word == "inline" and kind.startswith("image/") and bool(content_id)
    return ReadFile(name_of(part, subject), kind, content, content_id, is_inline)


def _cited(body: Body) -> set[str]:
    html = "".join(words.html for words in body.words)
    return set(re.findall(r"cid:([^\"'\s>)]{1,250})", html)) if "cid:" in html else set()
