"""The blanks that a document leaves to partners: which there are, who fills them, and with what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.holidays import holidays_of
from puntuale.apps.agreements.models import Agreement, AgreementVersion, Coverage, PartnerTerms
from puntuale.apps.agreements.queries import PARTNER, versions_in_force
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Organisation
from puntuale.core.agreements.checks.activation import against_activation
from puntuale.core.agreements.document.blanks import CHARGE, Path, blanks
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.read import filled_document

Values = Mapping[Path, str]
NOTHING_TO_PAY = ("free", "included")


class NoBlank(ValueError):
    """A path is no blank of this side, or what was written does not fit into it."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank: where it stands, and whether it is ours to fill.

    What the partner pays, the partner does not price: that blank is the vendor's word to each partner.
    """

    path: Path
    is_of_vendor: bool

    @property
    def is_charge(self) -> bool:
        """Whether it is left open how a request is charged, not only for how much."""
        return self.path[-1] == CHARGE

    @property
    def key(self) -> str:
        """By which a form names it."""
        return "-".join(map(str, self.path))


def blanks_of(document: Document) -> list[Blank]:
    """All of them, in the order of the document."""
    billed = {
        str(row.rate) for row in document.charging or () if row.rate and row.bill_to == PARTNER
    }
    return [
        Blank(path, path[0] == "rates" and str(path[1]) in billed)
        for path in blanks(document.entries)
    ]


def versions_with_blanks(partner: Organisation, at: datetime) -> list[AgreementVersion]:
    """What holds at `at` of the agreements that `partner` sells, where something is left blank."""
    sold = Coverage.objects.filter(
        organisation__looked_after_by__partner=partner,
        organisation__looked_after_by__is_in_force=True,
    )
    agreements = set(sold.values_list("agreement", flat=True))
    found = versions_in_force(agreements, at).values()
    theirs = [each for each in found if each.agreement_id in agreements]
    return sorted(
        (each for each in theirs if blanks_of(document_of(each))),
        key=lambda version: version.agreement.code,
    )


def values_at(partner: Organisation, agreement: Agreement, at: datetime) -> Values:
    """What stood in the blanks when a request came at `at`; before anything did, what came first."""
    rows = PartnerTerms.objects.filter(partner=partner, agreement=agreement)
    row = rows.filter(made_at__lte=at).order_by("-pk").first() or rows.order_by("pk").first()
    return {} if row is None else _values(row)


def values_now(partner: Organisation, agreement: Agreement) -> Values:
    """What stands in the blanks now."""
    row = PartnerTerms.objects.filter(partner=partner, agreement=agreement).order_by("-pk").first()
    return {} if row is None else _values(row)


@transaction.atomic
def fill_blanks(
    version: AgreementVersion, partner: Organisation, values: Values, *, by: User, at: datetime
) -> PartnerTerms:
    """Write `values` into the blanks of `version` for `partner`; an empty text leaves one blank.

    Blanks of the other side stay as they are. Requests that came before keep what stood there then.

    Raises:
        NoBlank: a path is none of those that `by` may fill, or what was written does not fit.
    """
    Organisation.objects.select_for_update().get(pk=partner.pk)
    document = document_of(version)
    own = {each.path for each in blanks_of(document) if each.is_of_vendor == by.is_of_vendor}
    if values.keys() - own:
        raise NoBlank(min(map(str, values.keys() - own)))
    kept = values_now(partner, version.agreement)
    whole = {path: text for path, text in {**kept, **values}.items() if text.strip()}
    if not _fits(version, whole):
        raise NoBlank(version.agreement.code)
    return PartnerTerms.objects.create(
        partner=partner,
        agreement=version.agreement,
        values=[[list(path), text.strip()] for path, text in whole.items()],
        made_at=at,
        made_by=by,
    )


def with_blanks_filled(document: Document, values: Values) -> Document:
    """`document` with `values` in its blanks; what is none of its blanks is left out.

    As it is where what was written does not fit.
    """
    there = set(blanks(document.entries))
    outcome = filled_document(document, {path: values[path] for path in there & values.keys()})
    return document if outcome.problems or outcome.document is None else outcome.document


def _fits(version: AgreementVersion, values: Values) -> bool:
    """Whether it could be signed so: an hour's price, or nothing at all, where a charge is open."""
    charges = [text for path, text in values.items() if path[-1] == CHARGE]
    if any(not text[:1].isdecimal() and text not in NOTHING_TO_PAY for text in charges):
        return False
    outcome = filled_document(document_of(version), values)
    return not outcome.problems and not against_activation(outcome, holidays_of)


def _values(row: PartnerTerms) -> Values:
    return dict(_pairs(row))


def _pairs(row: PartnerTerms) -> Iterator[tuple[Path, str]]:
    for path, text in row.values:
        yield tuple(path), text
