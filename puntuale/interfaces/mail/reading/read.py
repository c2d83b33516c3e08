"""Reading one mail: `read_mail(raw)` gives everything that is asked of it later."""

import re

from puntuale.interfaces.mail.reading.addresses import comparable, only_person_in, people_in
from puntuale.interfaces.mail.reading.body import body_of
from puntuale.interfaces.mail.reading.bounces import bounce_of
from puntuale.interfaces.mail.reading.charsets import decoded
from puntuale.interfaces.mail.reading.findings import findings_in
from puntuale.interfaces.mail.reading.headers import Headers
from puntuale.interfaces.mail.reading.language import language_of
from puntuale.interfaces.mail.reading.machines import nature_of
from puntuale.interfaces.mail.reading.reply import without_history
from puntuale.interfaces.mail.reading.structure import Budget, parts_of
from puntuale.interfaces.mail.reading.values import Nature, Person, ReadMail

REFERENCE = re.compile(r"<[^<>\s]{3,400}>")
MOST_REFERENCES = 100
MOST_PEOPLE = 100
LONGEST_SUBJECT = 300


def read_mail(raw: bytes) -> ReadMail:
    """What `raw` says; never fails for anything that a mail may contain."""
    budget = Budget()
    root = parts_of(raw, budget)
    headers = root.headers
    body = body_of(root)
    text, subject = body.text(), headers.text("subject")[:LONGEST_SUBJECT]
    author = only_person_in(headers.all("from"))
    return_path = _return_path(headers)
    nature = nature_of(root, author, return_path, text)
    reply, references = without_history(text, subject), _references(headers)
    return ReadMail(
        message_id=decoded(headers.raw("message-id"))[:500],
        subject=subject,
        author=author,
        claimed_author=author or _claimed(headers),
        return_path=return_path,
        to=_people(headers, "to"),
        cc=_people(headers, "cc"),
        references=references,
        text=reply.text,
        cut_text=reply.cut,
        html=body.html(),
        files=tuple(body.files),
        nature=nature,
        bounce=bounce_of(root, text) if nature in (Nature.BOUNCE, Nature.DELAY) else None,
        language=_language(reply.text, subject, is_answer=bool(references)),
        remarks=tuple(budget.remarks + body.remarks),
        findings=findings_in(headers),
    )


def _language(text: str, subject: str, *, is_answer: bool) -> str:
    """Of few words, with those of the subject: an answer has that from somebody else."""
    return language_of(text) or ("" if is_answer else language_of(f"{subject}\n{text}"))


def _claimed(headers: Headers) -> Person | None:
    people = [person for value in headers.all("from") for person in people_in(value)]
    return people[0] if people else None


def _return_path(headers: Headers) -> str | None:
    """The envelope's sender as the last server wrote it down; None where none did."""
    values = headers.all("return-path")
    if not values:
        return None
    written = decoded(values[0]).strip()
    return "" if written in ("<>", "") else comparable(written.strip("<>")) or None


def _people(headers: Headers, name: str) -> tuple[Person, ...]:
    people = [person for value in headers.all(name) for person in people_in(value)]
    return tuple(people[:MOST_PEOPLE])


def _references(headers: Headers) -> tuple[str, ...]:
    """The mails that this one answers, the nearest first."""
    answered = REFERENCE.findall(decoded(headers.raw("in-reply-to")))
    before = REFERENCE.findall(decoded(headers.raw("references")))
    return tuple(dict.fromkeys([*answered, *reversed(before)]))[:MOST_REFERENCES]
