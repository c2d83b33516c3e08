"""What a person wrote, and the quoted history below it. Linear; when in doubt, nothing is cut."""

import re
from dataclasses import dataclass

LONGEST_LINE = 1000
ATTRIBUTION_LINES = 4
SIGNATURE_LINES = 25
# "On Monday Ada wrote:" begins and ends so, in the languages our customers' mail programs speak.
WROTE = re.compile(
    r"(?:wrote|writes|ha scritto|scrive|scritto|a écrit|schrieb|escribió|escreveu|schreef|napsal|"
    r"je napisal|je napisala|napisał|skrev|написал\w*)\b[^:]{0,80}:[ \t]*$",
    re.IGNORECASE,
)
BEGINS = re.compile(
    r"^[>\s]*(?:on|il|in data|le|am|el|em|op|dne|dana|den|в|w dniu|\d{1,4}[-./]\d{1,2}|\d{4}|lun|"
    r"mar|mer|gio|ven|sab|dom|mon|tue|wed|thu|fri|sat|sun|da:|from:|\"?[\w.'’-]+ [\w.'’-]+.{0,60}<)",
    re.IGNORECASE,
)
DIVIDER = re.compile(
    r"^\s*[-_]{2,}\s*(?:original message|messaggio originale|mensaje original|message d'origine|"
    r"ursprüngliche nachricht|reply message|risposta|oorspronkelijk bericht|izvorno sporočilo)"
    r"\s*[-_]{2,}\s*$",
    re.IGNORECASE,
)
FORWARD = re.compile(
    r"^\s*(?:[-_=]{2,}\s*(?:forwarded message|messaggio inoltrato|inoltrato|forwarded by|"
    r"weitergeleitete nachricht|message transféré)|begin forwarded message|inizio messaggio inoltrato)",
    re.IGNORECASE,
)
FROM_LINE = re.compile(r"^[>\s*]*(?:from|da|de|von|od|mittente)\s?:\**\s*\S", re.IGNORECASE)
MORE_LINES = re.compile(
    r"^[>\s*]*(?:sent|date|to|subject|cc|inviato|data|a|oggetto|envoyé|à|objet|gesendet|an|betreff|"
    r"poslano|za|zadeva|enviado|para|asunto|inviato il|reply-to)\s?:\**",
    re.IGNORECASE,
)
DEVICE = re.compile(
    r"^\s*(?:sent from (?:my|mail|yahoo|outlook|samsung)|inviato da(?:l mio|lla mia)? ?(?:iphone|ipad|"
    r"smartphone|android|posta|outlook|cellulare|dispositivo|huawei|samsung)|get outlook for|"
    r"scarica outlook per|enviado desde mi|envoyé de mon|von meinem .{1,30} gesendet)",
    re.IGNORECASE,
)
FORWARDED_SUBJECT = re.compile(r"^\s*(?:fwd?|wg|i|inoltra?|tr|rv|enc)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """The words to show, and what stands one click away."""

    text: str
    cut: str


def without_history(text: str, subject: str = "") -> Reply:
    """Part the words from the history below them. Joined again they are the whole text."""
    lines = text.splitlines()
    end = _history(lines, is_forward=bool(FORWARDED_SUBJECT.match(subject)))
    end = _signature(lines, end)
    kept, cut = "\n".join(lines[:end]).strip(), "\n".join(lines[end:]).strip()
    # A mail of nothing but history is what its sender wanted to say.
    return Reply(kept, cut) if kept else Reply(text.strip(), "")


def _history(lines: list[str], *, is_forward: bool) -> int:
    for at, line in enumerate(lines):
        if len(line) > LONGEST_LINE or not line.strip():
            continue
        if FORWARD.match(line):
            return len(lines)
        if DIVIDER.match(line):
            return len(lines) if is_forward else at
        if _is_header_block(lines, at):
            return len(lines) if is_forward else _before_rule(lines, at)
        start = _attribution(lines, at)
        if start is not None:
            return _after_inline_answers(lines, start, at + 1)
    return _before_trailing_quote(lines, 0, len(lines))


def _attribution(lines: list[str], at: int) -> int | None:
    """The first line of an attribution that ends in line `at`; mail programs wrap it."""
    if not WROTE.search(lines[at]):
        return None
    for start in range(at, max(at - ATTRIBUTION_LINES, -1), -1):
        if not lines[start].strip():
            return None
        if BEGINS.match(lines[start][:200]):
            return start
    return None


def _is_header_block(lines: list[str], at: int) -> bool:
    if not FROM_LINE.match(lines[at]):
        return False
    following = [line for line in lines[at + 1 : at + 9] if line.strip()][:5]
    return sum(bool(MORE_LINES.match(line[:200])) for line in following) >= 2


def _before_rule(lines: list[str], at: int) -> int:
    before = at - 1
    while before >= 0 and not lines[before].strip():
        before -= 1
    return before if before >= 0 and re.fullmatch(r"\s*[-_*]{5,}\s*", lines[before]) else at


def _after_inline_answers(lines: list[str], start: int, end: int) -> int:
    """Where the words end: before the attribution, or after the last answer within the quote."""
    quoted = [line.lstrip().startswith(">") for line in lines[end:]]
    if not any(quoted):
        # Quoted without marks: what follows cannot be told from an answer, and is history.
        return start
    rest = lines[end:]
    first = quoted.index(True)
    last_quoted = len(quoted) - 1 - quoted[::-1].index(True)
    between = any(
        line.strip() and not is_quoted
        for line, is_quoted in zip(rest[first:last_quoted], quoted[first:last_quoted], strict=True)
    )
    below = _own_lines(rest[last_quoted + 1 :])
    if between or (below and not "".join(lines[:start]).strip()):
        return _before_trailing_quote(lines, end, len(lines))
    return len(lines) if below else start


def _own_lines(lines: list[str]) -> bool:
    for line in lines:
        if line.rstrip() in ("--", "-- ") or DEVICE.match(line[:200]):
            return False
        if line.strip():
            return True
    return False


def _before_trailing_quote(lines: list[str], start: int, end: int) -> int:
    at = end
    seen = False
    while at > start and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith(">")):
        at -= 1
        seen = seen or bool(lines[at].strip())
    return at if seen else end


def _signature(lines: list[str], end: int) -> int:
    for at in range(end - 1, max(end - SIGNATURE_LINES, 0) - 1, -1):
        if lines[at].rstrip() == "--" or DEVICE.match(lines[at][:200]):
            return at if any(line.strip() for line in lines[:at]) else end
    return end
