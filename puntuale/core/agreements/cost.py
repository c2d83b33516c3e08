"""What a request will cost, as far as it can be told before any work is done."""

from puntuale.core.agreements.clocks.provisional import taken_for
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.charging import ChargingRow
from puntuale.core.agreements.request import Request
from puntuale.core.agreements.terms.facts import facts_of
from puntuale.core.agreements.terms.terms import Terms


def cost_told(
    document: Document, terms: Terms, request: Request, *, has_package: bool = False
) -> ChargingRow | None:
    """The first row of `charging` that matches `request` as it is taken for now; None: no row does.

    Rows that draw prepaid time are passed over where none is there: `has_package`.
    """
    facts = facts_of(terms, request, taken_for(terms, request))
    rows = document.charging or ()
    for charge in terms.charging or ():
        row = rows[charge.row - 1]
        if row.match.package is not None and not has_package:
            continue
        if charge.pattern.matches(facts):
            return row
    return None
