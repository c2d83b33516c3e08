"""What partners charge for the first level: their own work, under what they wrote into the blanks."""

from dataclasses import replace
from datetime import date, datetime

from django.db.models import Max

from puntuale.apps.agreements.partner_terms import Values, values_at, with_blanks_filled
from puntuale.apps.agreements.queries import PARTNER
from puntuale.apps.agreements.sellers import seller_at
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.charges.models import FirstLevelCharge
from puntuale.apps.charges.terms import billable_work, charging_terms
from puntuale.apps.charges.written import as_json
from puntuale.apps.customers.models import Organisation
from puntuale.apps.partners.queries import partner_for
from puntuale.apps.tickets.cases import case_of
from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.apps.work.queries import live_entries
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.charges.lots import Means
from puntuale.core.charges.of_document import charging_terms_of
from puntuale.core.charges.pick import Case
from puntuale.core.charges.rating import charge_for
from puntuale.core.charges.rules import ChargingTerms


def rate_first_level(ticket: Ticket, *, at: datetime) -> None:
    """Rate what every partner worked on a locked `ticket`, by its own terms; asked again, nothing."""
    if ticket.version is None or not _has_first_level(document_of(ticket.version)):
        return
    keys = live_entries(ticket).exclude(partner=None).values_list("partner", flat=True)
    before = FirstLevelCharge.objects.filter(ticket=ticket).values_list("partner", flat=True)
    for partner in Organisation.objects.filter(pk__in={*keys, *before}):
        _rate(ticket, partner, at=at)


def first_level_charges(ticket: Ticket) -> list[FirstLevelCharge]:
    """What each partner who worked on `ticket` charges for it now."""
    goes_by_levels = ticket.version and _has_first_level(document_of(ticket.version))
    if not goes_by_levels and ticket.past_partner_at is None:
        return []
    newest: dict[int, FirstLevelCharge] = {}
    rows = FirstLevelCharge.objects.filter(ticket=ticket).select_related("partner")
    for row in rows.order_by("-pk"):
        newest.setdefault(row.partner_id, row)
    return list(newest.values())


def charges_of_month(partner: Organisation, first: date, following: date) -> list[FirstLevelCharge]:
    """What `partner` charges for work that ended from `first` up to, but without, `following`."""
    newest = FirstLevelCharge.objects.filter(partner=partner).values("ticket")
    last = newest.annotate(last=Max("pk")).order_by().values("last")
    rows = FirstLevelCharge.objects.filter(
        pk__in=last, worked_on__gte=first, worked_on__lt=following
    )
    return list(rows.select_related("ticket", "customer").order_by("worked_on", "pk"))


def charging_terms_for(ticket: Ticket) -> ChargingTerms:
    """What decides the charges of `ticket`, under an agreement, with what its partner has in the blanks."""
    assert ticket.version is not None
    return with_partner_terms(ticket, document_of(ticket.version), charging_terms(ticket.version))


def with_partner_terms(
    ticket: Ticket, document: Document, charging: ChargingTerms
) -> ChargingTerms:
    """`charging`, as `document` says it, with what the partner of `ticket` has in the blanks."""
    if ticket.version is None or not _has_first_level(document):
        return charging
    partner = seller_of(ticket)
    values = partner and values_at(partner, ticket.version.agreement, ticket.submitted_at)
    return _filled(document, values, charging.terms) if values else charging


def seller_of(ticket: Ticket) -> Organisation | None:
    """Who sold the coverage when the request came, else whoever looks after the customer."""
    sold_by = seller_at(ticket.coverage, ticket.submitted_at) if ticket.coverage else None
    return sold_by or partner_for(ticket.organisation, ticket.product)


def our_case(ticket: Ticket, terms: Terms) -> Case:
    """What our work on `ticket` is taken for: as it was with us last, wherever it went since."""
    case = case_of(ticket, terms)
    level = case.classification.level
    if level is None or not _is_partners(ticket, level):
        return case
    passed = ticket.events.filter(kind=TicketEvent.Kind.PASSED_ON).order_by("-sequence")
    ours = [
        event.data["before"] for event in passed if not _is_partners(ticket, event.data["before"])
    ]
    return _at_level(case, ours[0]) if ours else case


def _rate(ticket: Ticket, partner: Organisation, *, at: datetime) -> None:
    assert ticket.version is not None
    values = values_at(partner, ticket.version.agreement, ticket.submitted_at)
    terms = charging_terms(ticket.version).terms
    charging = _filled(document_of(ticket.version), values, terms)
    entries = billable_work(ticket, of=partner)
    case = _at_level(case_of(ticket, charging.terms), charging.terms.first_level)
    charge = charge_for(charging, case, entries, Means(), None)
    last = FirstLevelCharge.objects.filter(ticket=ticket, partner=partner).order_by("-pk").first()
    if last is not None and last.charge == charge:
        return
    worked = max((entry.end for entry in entries), default=at)
    FirstLevelCharge.objects.create(
        ticket=ticket,
        partner=partner,
        customer=ticket.organisation,
        rated_at=at,
        worked_on=worked.astimezone(charging.terms.zone).date(),
        currency=charge.amount.currency,
        amount_minor=charge.amount.minor,
        refused=charge.refused or "",
        whole=as_json(charge),
        terms=[[list(path), text] for path, text in values.items()],
    )


def _filled(document: Document, values: Values, terms: Terms) -> ChargingTerms:
    """A blank that nobody filled answers `terms_missing` when it is needed."""
    return charging_terms_of(with_blanks_filled(document, values), terms)


def _is_partners(ticket: Ticket, level: str) -> bool:
    assert ticket.version is not None
    row = document_of(ticket.version).levels.get(level)
    return row is not None and str(row.by) == PARTNER


def _has_first_level(document: Document) -> bool:
    return any(str(row.by) == PARTNER for row in document.levels.values())


def _at_level(case: Case, level: str | None) -> Case:
    return replace(case, classification=replace(case.classification, level=level))
