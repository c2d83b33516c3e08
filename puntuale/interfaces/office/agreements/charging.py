"""The half of the bench about money: work that might be done, and what the edition takes for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.request import Request
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.charges.of_document import charging_terms_of
from puntuale.core.charges.rating import charge_for
from puntuale.core.errors import CoreError
from puntuale.core.try_question.charge_question import read_charge_question
from puntuale.core.try_question.fields import fields_of
from puntuale.ui.charges import charge_shown
from puntuale.ui.parts import ChargeShown


@dataclass(frozen=True, slots=True)
class Charged:
    """What work costs and why, and the question as `puntuale agreement try` takes it."""

    shown: ChargeShown
    is_refused: bool
    question: Mapping[str, Any]


def charged(
    found: Mapping[str, Any], document: Document, terms: Terms, request: Request
) -> Charged | None:
    """The charge for the work in a valid question; None where no work is named."""
    if not (found.get("worked_from") and found.get("worked_until")):
        return None
    charging = charging_terms_of(document, terms)
    question = _question(found, terms, request)
    try:
        asked = read_charge_question(fields_of(question, "the question"), charging)
    except CoreError:
        return None
    charge = charge_for(charging, asked.case, asked.work, asked.means, asked.estimate)
    return Charged(charge_shown(charge, terms.zone), charge.refused is not None, question)


def _question(found: Mapping[str, Any], terms: Terms, request: Request) -> dict[str, Any]:
    named, zone = request.classification, terms.zone
    start, end = found["worked_from"], found["worked_until"]
    work = {"from": start.astimezone(zone).isoformat(), "to": end.astimezone(zone).isoformat()}
    facts: dict[str, Any] = {
        "type": named.type,
        "severity": named.severity,
        "level": named.level,
        "deployment": request.deployment,
    }
    question = {key: value for key, value in facts.items() if value} | {"work": [work]}
    if found.get("package_minutes"):
        lot = {"id": "package", "kind": "package", "minutes": found["package_minutes"]}
        question["lots"] = [lot]
    if found.get("coupons"):
        question["coupons"] = found["coupons"]
    if found.get("accepted") is not None:
        minutes = int((end - start).total_seconds() // 60)
        question["estimate"] = {"minutes": minutes, "amount": f"{found['accepted']:f}"}
    return question
