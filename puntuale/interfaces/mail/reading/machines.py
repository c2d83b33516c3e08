"""Is a person speaking, or a machine? Only by marks that machines leave: never by a guess alone."""

import re

from puntuale.interfaces.mail.reading.bounces import text_of_bounce
from puntuale.interfaces.mail.reading.headers import Headers
from puntuale.interfaces.mail.reading.structure import Part
from puntuale.interfaces.mail.reading.values import Nature, Person

REPLIED_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponse",
    "x-auto-reply",
    "x-autoreply-from",
    "x-mail-autoreply",
    "x-vacation",
)
AUTOMATIC_HEADERS = ("x-auto-response-suppress", "x-fc-machinegenerated", "feedback-id")
LIST_HEADERS = ("list-id", "list-unsubscribe", "list-post", "mailing-list")
AWAY = re.compile(
    r"^\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|"
    r"risposta automatica|fuori (?:ufficio|sede)|assenza dall'ufficio|abwesenheit\w*|"
    r"automatische antwort|réponse automatique|absence du bureau|respuesta automática|"
    r"samodejni odgovor|odsotnost)\b",
    re.IGNORECASE,
)
MACHINE_NAMES = re.compile(
    r"^(?:(?:do[-_.]?)?no[-_.]?t?[-_.]?reply|mailer-daemon|postmaster|bounces?|notifications?|"
    r"nobody|daemon|autoresponder|non[-_.]?rispondere)(?:[-+_.=].*)?@",
    re.IGNORECASE,
)
DAEMONS = re.compile(
    r"^(?:mailer-daemon|postmaster|mail-daemon|mdaemon)(?:[-+_.=].*)?@", re.IGNORECASE
)


def nature_of(root: Part, author: Person | None, return_path: str | None, text: str) -> Nature:
    """Who is speaking."""
    headers = root.headers
    report = _report(root)
    if report is not None:
        return report
    from_daemon = return_path == "" or bool(author and DAEMONS.match(author.address))
    if from_daemon and text_of_bounce(text):
        return Nature.DELAY if "delayed" in headers.text("subject").lower() else Nature.BOUNCE
    if _is_replied(headers, return_path):
        return Nature.REPLIED
    if any(part.type.text("method").lower() == "reply" for part in _calendars(root)):
        return Nature.RECEIPT
    if _is_automatic(headers) or return_path == "" or is_machine(author):
        return Nature.AUTOMATIC
    is_list = any(headers.raw(name) for name in LIST_HEADERS) or headers.token("precedence") in (
        "list",
        "bulk",
    )
    return Nature.LIST if is_list else Nature.PERSON


def is_machine(author: Person | None) -> bool:
    """Whether the address itself says that nobody reads what is sent to it."""
    return author is not None and bool(MACHINE_NAMES.match(author.address))


def _report(root: Part) -> Nature | None:
    kinds = {part.type.word for part in root.walk()}
    if "message/disposition-notification" in kinds:
        return Nature.RECEIPT
    if "message/delivery-status" not in kinds:
        return None
    # The report must be the mail itself: one that a person attached is a file.
    if root.type.word != "multipart/report" and not _is_status_at_top(root):
        return None
    actions = " ".join(
        part.content().decode("latin-1").lower()
        for part in root.walk()
        if part.type.word == "message/delivery-status"
    )
    found = set(re.findall(r"^action:\s*(\w+)", actions, re.MULTILINE))
    if "failed" in found or not found:
        return Nature.BOUNCE
    return Nature.DELAY if "delayed" in found else Nature.RECEIPT


def _is_status_at_top(root: Part) -> bool:
    return any(child.type.word == "message/delivery-status" for child in root.children)


def _is_replied(headers: Headers, return_path: str | None) -> bool:
    submitted = headers.token("auto-submitted")
    precedence = headers.token("precedence").replace("-", "_")
    if submitted == "auto-replied" or precedence == "auto_reply":
        return True
    if any(headers.raw(name) for name in REPLIED_HEADERS):
        return True
    marked = bool(submitted) or bool(headers.raw("x-auto-response-suppress")) or return_path == ""
    return (marked or bool(headers.raw("in-reply-to"))) and bool(
        AWAY.match(headers.text("subject"))
    )


def _is_automatic(headers: Headers) -> bool:
    if headers.token("auto-submitted") not in ("", "no"):
        return True
    if headers.token("precedence") in ("junk",):
        return True
    return any(headers.raw(name) for name in AUTOMATIC_HEADERS)


def _calendars(root: Part) -> list[Part]:
    return [part for part in root.walk() if part.type.word == "text/calendar"]
