"""What servers on the way say they found out about the sender; and what of it counts."""

import re
from collections.abc import Collection, Iterable

from puntuale.interfaces.mail.reading.charsets import decoded
from puntuale.interfaces.mail.reading.headers import Headers
from puntuale.interfaces.mail.reading.values import Finding

MOST_FINDINGS = 20
LONGEST = 4000
# Words of people, which may hold anything.
ASIDE = re.compile(r"\([^()]*\)|\"[^\"]*\"")
NAME = re.compile(r"\s*([^\s;]{1,255})")
RESULT = re.compile(r";\s*([A-Za-z0-9-]{1,40})\s*=\s*([A-Za-z]{1,20})")


def findings_in(headers: Headers) -> tuple[Finding, ...]:
    """Every `Authentication-Results`, the last server's first."""
    written = headers.all("authentication-results")[:MOST_FINDINGS]
    found = (_finding(decoded(value)[:LONGEST]) for value in written)
    return tuple(each for each in found if each is not None)


def is_genuine(findings: Iterable[Finding], ours: Collection[str]) -> bool | None:
    """Whether the domain of the author stands by the mail, as servers of `ours` found; None where they
    found nothing.

    What they found takes trust away and never gives any, so that nothing is gained by forging it. A
    failure is not outweighed: a forged success stands beside it and changes nothing.
    """
    verdicts = [_verdict(each.results) for each in findings if each.by in ours]
    if False in verdicts:
        return False
    return True if True in verdicts else None


def _verdict(results: dict[str, str]) -> bool | None:
    """DMARC alone is about the address that people see; the others are about those behind it."""
    return {"pass": True, "fail": False}.get(results.get("dmarc", ""))


def _finding(value: str) -> Finding | None:
    # Twice for asides within asides; what is nested deeper is not taken for a result either.
    plain = ASIDE.sub(" ", ASIDE.sub(" ", value))
    name = NAME.match(plain)
    if name is None:
        return None
    results: dict[str, str] = {}
    for method, result in RESULT.findall(plain):
        # Of several results of one method the worst counts.
        if results.get(method.lower()) != "fail":
            results[method.lower()] = result.lower()
    return Finding(name[1].lower(), results)
