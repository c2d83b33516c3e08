"""Bank statements in ISO 20022, camt.053 of any edition: only what XML must be, and not too much."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from puntuale.apps.sales.bank.lines import Line, NotReadable, Statement, Trouble, keyed
from puntuale.core.agreements.checks.currencies import CURRENCIES
from puntuale.core.charges.money import Money, decimals_of

MOST_BYTES = 1024 * 1024
IN, BOOKED = "CRDT", "BOOK"


def is_xml(content: bytes) -> bool:
    """Whether it looks like XML at all."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read_camt(content: bytes) -> Statement:
    """Every booked entry by which money came in; one with several payments is several lines.

    `content` is UTF-8, as it was pasted or decoded, whatever its first line declares. No document
    type, no entities, nothing fetched (readings.md X-21).

    Raises:
        NotReadable: too large, not XML, with a document type, or no statement.
    """
    root = _root(content)
    statements = root.findall("./{*}BkToCstmrStmt/{*}Stmt")
    if not statements:
        raise NotReadable("no_statement")
    lines: list[Line] = []
    troubles: list[Trouble] = []
    for statement in statements:
        account = _text(statement, "./{*}Acct/{*}Id/{*}IBAN") or _text(
            statement, "./{*}Acct/{*}Id/{*}Othr/{*}Id"
        )
        for number, entry in enumerate(statement.findall("./{*}Ntry"), 1):
            try:
                lines += _lines(entry, account)
            except (ValueError, InvalidOperation):
                troubles.append(Trouble(number, "entry", _text(entry, "./{*}AcctSvcrRef")))
    return Statement(tuple(keyed(lines)), tuple(troubles))


def _root(content: bytes) -> "etree._Element":
    if len(content) > MOST_BYTES:
        raise NotReadable("too_large")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as trouble:
        raise NotReadable("not_xml", str(trouble)[:200]) from trouble
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise NotReadable("document_type")
    return root


def _lines(entry: "etree._Element", account: str) -> Iterator[Line]:
    if _text(entry, "./{*}CdtDbtInd") != IN or _status(entry) != BOOKED:
        return
    if _text(entry, "./{*}RvslInd") == "true":
        return
    day = date.fromisoformat(
        (_text(entry, "./{*}BookgDt/{*}Dt") or _text(entry, "./{*}BookgDt/{*}DtTm"))[:10]
    )
    own = _text(entry, "./{*}AcctSvcrRef") or _text(entry, "./{*}NtryRef")
    parts = entry.findall("./{*}NtryDtls/{*}TxDtls")
    if len(parts) <= 1:
        part = parts[0] if parts else entry
        key = own or _text(part, "./{*}Refs/{*}AcctSvcrRef")
        yield _line(part, _key(account, key), day, _money(entry, "./{*}Amt"))
        return
    for number, part in enumerate(parts, 1):
        amount = "./{*}AmtDtls/{*}TxAmt/{*}Amt" if part.find("./{*}Amt") is None else "./{*}Amt"
        key = _text(part, "./{*}Refs/{*}AcctSvcrRef") or (f"{own}/{number}" if own else "")
        yield _line(part, _key(account, key), day, _money(part, amount))


def _line(part: "etree._Element", key: str, day: date, money: Money) -> Line:
    names = ("./{*}RltdPties/{*}Dbtr/{*}Nm", "./{*}RltdPties/{*}Dbtr/{*}Pty/{*}Nm")
    said = [
        *part.findall("./{*}RmtInf/{*}Strd/{*}CdtrRefInf/{*}Ref"),
        *part.findall("./{*}RmtInf/{*}Ustrd"),
        *part.findall("./{*}AddtlNtryInf"),
    ]
    text = " ".join((each.text or "").strip() for each in said)
    payer = next(filter(None, (_text(part, name) for name in names)), "")
    return Line(key, day, money, payer[:140], text[:500])


def _money(part: "etree._Element", path: str) -> Money:
    found = part.find(path)
    if found is None or found.get("Ccy") not in CURRENCIES:
        raise ValueError(path)
    currency = found.get("Ccy", "")
    minor = Decimal((found.text or "").strip()).scaleb(decimals_of(currency))
    if minor != minor.to_integral_value() or minor <= 0:
        raise ValueError(found.text)
    return Money(int(minor), currency)


def _status(entry: "etree._Element") -> str:
    return _text(entry, "./{*}Sts/{*}Cd") or _text(entry, "./{*}Sts")


def _key(account: str, own: str) -> str:
    return f"{account}:{own}"[:160] if own else ""


def _text(part: "etree._Element", path: str) -> str:
    found = part.find(path)
    return (found.text or "").strip() if found is not None else ""
