"""Which agreement applies to whom, at an instant, and what it says about a request."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import get_current_timezone

from puntuale.apps.agreements.models import Agreement, AgreementVersion, Coverage
from puntuale.apps.agreements.terms import announced_closures, document_of, terms_in_force
from puntuale.apps.catalogue.models import Licence, Product
from puntuale.apps.customers.models import Organisation
from puntuale.core.agreements.acceptance import NOT_COVERED, Acceptance, decide_acceptance
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.entitlement import (
    Asked,
    Candidate,
    Entitlement,
    Verdict,
    decide_entitlement,
)
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.terms import Terms

STANDARD = "standard"
# Under the agreement with this code runs what is asked by whoever may become a customer.
PROSPECTS = "prospects"
PARTNER = "partner"
# What a coverage proves by being there: whoever signed an agreement is registered.
HELD_BY_CUSTOMERS = frozenset({"registered_user"})


@dataclass(frozen=True, slots=True)
class Decision:
    """The agreement that applies, or none; `refusal` is the document's reason to refuse."""

    version: AgreementVersion | None
    coverage: Coverage | None
    terms: Terms | None = None
    request: Request | None = None
    trace: dict[str, Any] = field(default_factory=dict)
    refusal: str = ""
    charge_row: int | None = None
    is_restricted: bool = False


class InForce:
    """What several requests that came together are decided by, read once for all of them."""

    def __init__(self, organisations: Iterable[int] = ()) -> None:
        # Whose rights will be asked for, where that is known: they are read together.
        self._expected = frozenset(organisations)
        self._frozen: dict[frozenset[int], list[AgreementVersion]] = {}
        self._coverages: dict[int, list[Coverage]] = {}
        self._licensed: dict[int, set[int]] = {}

    @cached_property
    def closures(self) -> tuple[Closure, ...]:
        """Every closure that was announced."""
        return announced_closures()

    def versions(self, agreements: Iterable[int], at: datetime) -> dict[int, AgreementVersion]:
        """As `versions_in_force`."""
        asked = frozenset(agreements)
        if asked not in self._frozen:
            self._frozen[asked] = list(_frozen(asked))
        rows = self._frozen[asked]
        return {row.agreement_id: row for row in rows if row.valid_from and row.valid_from <= at}

    def coverages(self, organisation: Organisation) -> list[Coverage]:
        """What a customer has signed, whenever."""
        if organisation.pk not in self._coverages:
            asked = self._expected | {organisation.pk}
            rows = Coverage.objects.filter(organisation__in=asked).select_related("agreement")
            self._coverages |= {one: [] for one in asked}
            for row in rows.prefetch_related("products").order_by("agreement__code", "starts_on"):
                self._coverages[row.organisation_id].append(row)
        return self._coverages[organisation.pk]

    def licensed(self, organisation: Organisation) -> frozenset[int]:
        """The products of which a customer holds licences."""
        if organisation.pk not in self._licensed:
            asked = self._expected | {organisation.pk}
            held = Licence.objects.filter(holder__in=asked).order_by()
            self._licensed |= {one: set() for one in asked}
            for holder, product in held.values_list("holder", "product").distinct():
                self._licensed[holder].add(product)
        return frozenset(self._licensed[organisation.pk])


def entitlement_for(
    organisation: Organisation | None,
    *,
    product: Product | None,
    channel: str,
    type: str,  # noqa: A002 - the field's own name
    severity: str,
    submitted_at: datetime,
    in_force: InForce | None = None,
    is_prospect: bool = False,
    past_partner: bool = False,
) -> Decision:
    """Decide under which agreement a request of `organisation` runs, with every candidate's fate.

    What a prospect asks runs under the agreement for prospects alone; what goes past a partner that
    was not reached, under nothing that partners sell. A type or severity that the agreement does not
    know is left aside: a mail can propose anything.
    """
    in_force = in_force or InForce()
    coverages, versions, candidates = (
        _for_prospects(submitted_at, in_force)
        if is_prospect
        else _candidates(organisation, submitted_at, in_force)
    )
    rights = _rights(organisation, product, in_force)
    code = product.code if product else None
    asked = Asked(submitted_at, code, rights, past_partner)
    decided = decide_entitlement(candidates, asked)
    trace = {
        **_trace(decided, versions, coverages),
        "as_of": submitted_at.isoformat(),
        "product": product.name if product else "",
    }
    if decided.winner is None:
        return Decision(None, None, trace=trace)
    version, terms = versions[decided.winner.id], decided.winner.terms
    request = Request(
        submitted_at,
        channel,
        Classification(
            type if type in terms.types else None,
            severity if severity in terms.severities else None,
            terms.first_level,
        ),
        decided.winner.deployment,
    )
    document = document_of(version)
    types = document.types
    acceptance = decide_acceptance(terms, request)
    refusal = "" if acceptance.accepted else acceptance.reason or NOT_COVERED
    return Decision(
        version,
        coverages.get(decided.winner.id),
        terms,
        request,
        trace | _taken_on(document, type, terms, acceptance, refusal),
        refusal,
        acceptance.row,
        type in types and types[type].is_restricted,
    )


def version_in_force(agreement_id: int, at: datetime) -> AgreementVersion | None:
    """The version of an agreement that holds for a request submitted at `at`."""
    frozen = AgreementVersion.objects.exclude(state=AgreementVersion.State.DRAFT)
    held = frozen.filter(agreement=agreement_id, valid_from__lte=at)
    return held.select_related("agreement").order_by("-valid_from", "-number").first()


def version_coded(code: str, at: datetime) -> AgreementVersion | None:
    """The version that holds at `at` of the agreement with this code."""
    agreement = Agreement.objects.filter(code=code).values_list("pk", flat=True).first()
    return None if agreement is None else version_in_force(agreement, at)


def versions_that_hold(at: datetime) -> list[AgreementVersion]:
    """Of every agreement its version at `at`, by code."""
    every = versions_in_force(Agreement.objects.values_list("pk", flat=True), at)
    return sorted(every.values(), key=lambda version: version.agreement.code)


def customers_covered(agreement: Agreement, at: datetime) -> int:
    """How many organisations have a right under `agreement` on the day of `at`."""
    today = at.astimezone(get_current_timezone()).date()
    rows = Coverage.objects.filter(agreement=agreement, starts_on__lte=today)
    current = rows.filter(Q(ends_on=None) | Q(ends_on__gte=today), suspended_at=None)
    return current.values("organisation").distinct().count()


def _candidates(
    organisation: Organisation | None, at: datetime, read: InForce
) -> tuple[dict[str, Coverage], dict[str, AgreementVersion], list[Candidate]]:
    rows = read.coverages(organisation) if organisation else []
    coverages = {str(row.pk): row for row in rows}
    in_force = read.versions({row.agreement_id for row in coverages.values()}, at)
    closures = read.closures
    versions, candidates = {}, []
    for key, row in coverages.items():
        version = in_force.get(row.agreement_id)
        if version is not None:
            versions[key] = version
            candidates.append(_candidate(key, row, version, closures))
    standard = next((v for v in in_force.values() if v.agreement.is_standard), None)
    if standard is not None:
        versions[STANDARD] = standard
        candidates.append(Candidate(STANDARD, terms_in_force(standard, closures)))
    return coverages, versions, candidates


def _for_prospects(
    at: datetime, read: InForce
) -> tuple[dict[str, Coverage], dict[str, AgreementVersion], list[Candidate]]:
    version = version_coded(PROSPECTS, at)
    if version is None:
        return {}, {}, []
    candidate = Candidate(PROSPECTS, terms_in_force(version, read.closures))
    return {}, {PROSPECTS: version}, [candidate]


def versions_in_force(agreements: Iterable[int], at: datetime) -> dict[int, AgreementVersion]:
    """For each of these agreements, and the standard one, its version at `at`."""
    rows = _frozen(frozenset(agreements)).filter(valid_from__lte=at)
    return {row.agreement_id: row for row in rows}


def _frozen(agreements: frozenset[int]) -> QuerySet[AgreementVersion]:
    """Every frozen version of these agreements and of the standard one, the latest last."""
    return (
        AgreementVersion.objects.exclude(state=AgreementVersion.State.DRAFT)
        .filter(Q(agreement__in=agreements) | Q(agreement__is_standard=True))
        .select_related("agreement")
        .order_by("valid_from", "number")
    )


def _candidate(
    key: str, row: Coverage, version: AgreementVersion, closures: tuple[Closure, ...]
) -> Candidate:
    products = frozenset(product.code for product in row.products.all())
    return Candidate(
        id=key,
        terms=terms_in_force(version, closures),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        suspended_at=row.suspended_at,
        products=products or None,
        deployment=row.deployment or None,
        is_of_partner=document_of(version).header.seller == PARTNER,
    )


def _rights(
    organisation: Organisation | None, product: Product | None, read: InForce
) -> frozenset[str]:
    if organisation is None:
        return frozenset()
    licensed = read.licensed(organisation)
    holds = bool(licensed) if product is None else product.pk in licensed
    return HELD_BY_CUSTOMERS | ({"licence"} if holds else frozenset())


def _taken_on(
    document: Document, type_: str, terms: Terms, acceptance: Acceptance, refusal: str
) -> dict[str, Any]:
    """How the winner takes the request on: by which row of its charges, or why it does not."""
    kind = document.types.get(type_)
    return {
        "refusal": refusal,
        "row": acceptance.row,
        "purpose": acceptance.purpose or "",
        "titled": dict(kind.title) if kind else {},
        "any_product": terms.products is None,
        "zone": terms.zone.key,
    }


def _trace(
    decided: Entitlement, versions: dict[str, AgreementVersion], coverages: dict[str, Coverage]
) -> dict[str, Any]:
    winner = versions.get(decided.winner.id) if decided.winner else None
    return {
        "title": winner.titles if winner else {},
        "agreement": winner.agreement.code if winner else "",
        "number": winner.number if winner else None,
        "sha256": winner.sha256 if winner else "",
        "reason": decided.reason or "",
        "deployment": (decided.winner.deployment or "") if decided.winner else "",
        "candidates": [
            _fate(verdict, versions, coverages)
            for verdict in decided.verdicts
            if not _says_it_twice(verdict, decided)
        ],
    }


def _says_it_twice(verdict: Verdict, decided: Entitlement) -> bool:
    """Whether this is the standard agreement beside a coverage that names it and has won."""
    winner = decided.winner
    return (
        winner is not None
        and verdict.candidate == STANDARD != winner.id
        and verdict.agreement == winner.terms.code
    )


def _fate(
    verdict: Verdict, versions: dict[str, AgreementVersion], coverages: dict[str, Coverage]
) -> dict[str, Any]:
    row = coverages.get(verdict.candidate)
    return {
        "coverage": verdict.candidate,
        "agreement": verdict.agreement,
        "number": versions[verdict.candidate].number,
        "precedence": verdict.precedence,
        "starts_on": row.starts_on.isoformat() if row else None,
        "ends_on": row.ends_on.isoformat() if row and row.ends_on else None,
        "title": versions[verdict.candidate].titles,
        "why": verdict.why.value,
        "detail": verdict.detail,
    }
