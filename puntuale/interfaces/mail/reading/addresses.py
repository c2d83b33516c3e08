"""Who is named in From, To and Cc: a reader of address lists that believes nothing."""

import re
from collections.abc import Iterator

from puntuale.interfaces.mail.reading.headers import one_line, words
from puntuale.interfaces.mail.reading.values import Person

LOCAL = re.compile(r"^[^\s@<>()\[\],;:\\\"\x00-\x20\x7f-\U0010ffff]{1,64}$")
DOMAIN = re.compile(
    r"^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$"
)
MOST = 500
LONGEST_NAME = 160
OUTSIDE, IN_QUOTES, IN_COMMENT, IN_ANGLES = range(4)
UPPER = {code: code + 32 for code in range(65, 91)}


def people_in(value: bytes) -> list[Person]:
    """Everybody with a usable address in a raw address list, in order, each once."""
    found: dict[str, Person] = {}
    for text in _entries(value):
        person = _person(text)
        if person is not None and person.address not in found:
            found[person.address] = person
        if len(found) >= MOST:
            break
    return list(found.values())


def only_person_in(values: list[bytes]) -> Person | None:
    """The one person of exactly one header with one entry; None wherever there is any doubt."""
    if len(values) != 1:
        return None
    entries = list(_entries(values[0]))
    people = people_in(values[0])
    has_group = any(":" in _outside_quotes(entry) for entry in entries)
    return people[0] if len(entries) == 1 and len(people) == 1 and not has_group else None


def comparable(address: str) -> str:
    """`address` in the one spelling we compare; empty where it cannot be one.

    Only ASCII letters lose their case: other alphabets have letters that become ASCII by it. A
    local part with such letters is nobody's whom we know; a domain is compared by its ASCII form.
    """
    local, at, domain = address.strip().rpartition("@")
    local, domain = local.strip(), domain.strip().rstrip(".").translate(UPPER)
    if local[:1] == '"' and local[-1:] == '"':
        local = local[1:-1]
    if not domain.isascii():
        domain = _ascii_domain(domain)
    if not at or not LOCAL.match(local) or not DOMAIN.match(domain):
        return ""
    return f"{local.translate(UPPER)}@{domain}"


def _ascii_domain(domain: str) -> str:
    if len(domain) > 253:
        return ""
    try:
        return domain.encode("idna").decode("ascii").translate(UPPER)
    except UnicodeError:
        return ""


def _entries(value: bytes) -> Iterator[str]:
    # Bytes as they are, one character each: an encoded word has no meaning for the structure.
    text = value.decode("latin-1")
    start, state, depth = 0, OUTSIDE, 0
    at = 0
    while at < len(text):
        letter = text[at]
        if letter == "\\" and state in (IN_QUOTES, IN_COMMENT):
            at += 1
        elif state == IN_QUOTES:
            state = OUTSIDE if letter == '"' else state
        elif state == IN_COMMENT:
            depth += (letter == "(") - (letter == ")")
            state = OUTSIDE if depth == 0 else state
        elif state == IN_ANGLES:
            state = OUTSIDE if letter == ">" else state
        elif letter == '"' and '"' in text[at + 1 : at + 400]:
            state = IN_QUOTES
        elif letter == "(":
            state, depth = IN_COMMENT, 1
        elif letter == "<":
            state = IN_ANGLES
        elif letter in ",;":
            if text[start:at].strip():
                yield text[start:at]
            start = at + 1
        at += 1
    if text[start:].strip():
        yield text[start:]


def _person(entry: str) -> Person | None:
    opened = entry.rfind("<")
    if opened >= 0:
        closed = entry.find(">", opened)
        spelled = entry[opened + 1 : closed if closed > 0 else len(entry)]
        # A source route is history: the last stop is the address.
        address = comparable(_text(spelled.rpartition(":")[2]))
        name = entry[:opened]
    else:
        bare = _without_comments(entry).rpartition(":")[2]
        address = comparable(_text(bare.strip()))
        name = entry[entry.find("(") + 1 : entry.rfind(")")] if "(" in entry else ""
    if not address:
        return None
    return Person(_name(name), address)


def _name(raw: str) -> str:
    name = raw.strip()
    if name[:1] == '"' and name[-1:] == '"' and len(name) > 1:
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    else:
        name = name.replace('"', "")
    # A group's name stands before its first member.
    if ":" in raw and not raw.lstrip().startswith('"'):
        name = name.rpartition(":")[2]
    return one_line(words(name.strip().encode("latin-1"))).strip("'\" ")[:LONGEST_NAME]


def _text(raw: str) -> str:
    return words(raw.encode("latin-1"))


def _without_comments(entry: str) -> str:
    kept, depth = [], 0
    for letter in entry:
        depth += letter == "("
        if depth == 0:
            kept.append(letter)
        depth -= letter == ")" and depth > 0
    return "".join(kept)


def _outside_quotes(entry: str) -> str:
    # What is longer than any address is not searched: a bracket may never be closed.
    return re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>|\([^)]*\)', "", entry[:1000])
