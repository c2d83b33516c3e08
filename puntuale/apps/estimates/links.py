"""Mailed links: a secret for one person and one request, kept as a hash."""

import secrets
from datetime import datetime, timedelta

from puntuale.apps.accounts.sign_in_links import sha256
from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.models import DecisionLink, Estimate

BYTES = 16  # 128 bits
SHORTEST = 16
# After its last day an estimate can still be read under its link, and asked for again.
READABLE_FOR = timedelta(days=90)


def make_link(estimate: Estimate, contact: Contact, *, at: datetime) -> str:
    """A new secret by which `contact` sees the estimates of this request."""
    assert estimate.expires_at is not None
    token = secrets.token_urlsafe(BYTES)
    DecisionLink.objects.create(
        ticket=estimate.ticket,
        contact=contact,
        token_sha256=sha256(token),
        revision=estimate.revision,
        made_at=at,
        expires_at=estimate.expires_at + READABLE_FOR,
    )
    return token


def link_behind(token: str, *, at: datetime) -> DecisionLink | None:
    """The link of this secret while it can be read; looking does not use it."""
    if len(token) < SHORTEST:
        return None
    found = DecisionLink.objects.filter(
        token_sha256=sha256(token), expires_at__gt=at, contact__left_at=None
    )
    return found.select_related("ticket__organisation", "ticket__contact", "contact").first()
