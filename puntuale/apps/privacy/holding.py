"""Writing down why a person's data must stay, and that they need not any more."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.privacy.models import Hold


@transaction.atomic
def hold(
    contact: Contact, reason: str, *, by: User, at: datetime, address: str | None = None
) -> None:
    """Keep the data of `contact`, whatever a rule or the person wants; one hold at a time."""
    Contact.objects.select_for_update().get(pk=contact.pk)
    if Hold.objects.filter(contact=contact, ended_at=None).exists():
        return
    Hold.objects.create(contact=contact, reason=reason[:200], by=by, at=at)
    record_change("person.held", contact, by=by, at=at, after={"reason": reason}, address=address)


@transaction.atomic
def end_hold(contact: Contact, *, by: User, at: datetime, address: str | None = None) -> None:
    """The reason is over."""
    if Hold.objects.filter(contact=contact, ended_at=None).update(ended_at=at):
        record_change("person.hold_ended", contact, by=by, at=at, address=address)
