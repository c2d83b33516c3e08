"""The intervention card of an estimate, as it stands now."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.estimates.models import Estimate
from puntuale.ui.estimates import offer_shown
from puntuale.ui.paper.card import CardFacts, card_pdf
from puntuale.ui.words.decisions import outcome_of
from puntuale.ui.words.viewpoint import Viewpoint


def card_of(estimate: Estimate, *, at: datetime) -> bytes:
    """The PDF in the active language; of what was decided it says by whom and when."""
    assert estimate.version is not None
    zone = ZoneInfo(str(document_of(estimate.version).header.timezone))
    ticket, vendor = estimate.ticket, Vendor.objects.first()
    outcome = outcome_of(estimate, Viewpoint(at, zone, names_days=True))
    whom = [str(ticket.contact), str(ticket.organisation or "")]
    decision = [outcome.sentence] if outcome else []
    if estimate.order_reference:
        decision.append(_("Order number: %(order)s") % {"order": estimate.order_reference})
    facts = CardFacts(
        vendor=vendor.name if vendor else "Puntuale",
        whom=", ".join(filter(None, whom)),
        day=(estimate.sent_at or at).astimezone(zone).date(),
        decision=decision,
    )
    return card_pdf(offer_shown(estimate, at=at), facts)


def card_name(estimate: Estimate) -> str:
    """The name of the file: "intervention-card-4858-1.pdf"."""
    values = {"number": estimate.ticket.number, "revision": estimate.revision}
    return _("intervention-card-%(number)s-%(revision)s.pdf") % values
