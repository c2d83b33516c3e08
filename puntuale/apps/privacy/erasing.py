"""A person is forgotten: asked for after a preview, refused where it may not be, done by a job.

What they wrote and sent goes. What others wrote stays, with a pseudonym in the person's place. When what
happened, what was worked and what it cost stays as it is; see docs/decisions/0029.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.callbacks.models import Callback
from puntuale.apps.customers.models import Consent, Contact
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.privacy.errors import (
    ErasedAlready,
    HasOpenOrders,
    HasOpenRequests,
    IsHeld,
    PrivacyRefusal,
    WorksHere,
)
from puntuale.apps.privacy.forgetting import forget
from puntuale.apps.privacy.models import Erasure, Hold
from puntuale.apps.privacy.people import files_of, mails_from, mails_to, requests_of, words_of
from puntuale.apps.privacy.scrubbing import pseudonym_of
from puntuale.apps.sales.models import Purchase


@dataclass(frozen=True, slots=True)
class Preview:
    """How much of a person would go, how much stays, and what stands in the way (nothing: it can be)."""

    requests: int
    messages: int
    files: int
    mails: int
    calls: int
    consents: int
    estimates: int
    orders: int
    refusals: tuple[PrivacyRefusal, ...]


def preview(contact: Contact) -> Preview:
    """What erasing `contact` would do; nothing is changed."""
    return Preview(
        requests=requests_of(contact).count(),
        messages=words_of(contact).count(),
        files=files_of(contact).count(),
        mails=mails_from(contact).count() + mails_to(contact).count(),
        calls=Callback.objects.filter(by_contact=contact).count(),
        consents=Consent.objects.filter(contact=contact).count(),
        estimates=Estimate.objects.filter(decided_by_contact=contact).count(),
        orders=_orders(contact).count(),
        refusals=tuple(refusals(contact)),
    )


def refusals(contact: Contact) -> list[PrivacyRefusal]:
    """Every reason for which `contact` cannot be erased now."""
    found: list[PrivacyRefusal] = []
    if contact.erased_at is not None or Erasure.objects.filter(contact=contact).exists():
        found.append(ErasedAlready())
    if Hold.objects.filter(contact=contact, ended_at=None).exists():
        found.append(IsHeld())
    if contact.user is not None and contact.user.is_staff:
        found.append(WorksHere())
    if requests_of(contact).filter(closed_at=None).exists():
        found.append(HasOpenRequests())
    if _orders(contact).filter(state=Purchase.State.ORDERED).exists():
        found.append(HasOpenOrders())
    return found


@transaction.atomic
def ask_for_erasure(
    contact: Contact, *, by: User, at: datetime, address: str | None = None
) -> Erasure:
    """Have `contact` erased.

    Raises:
        PrivacyRefusal: the first of the reasons against it.
    """
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    for refusal in refusals(contact):
        raise refusal
    try:
        with transaction.atomic():
            erasure = Erasure.objects.create(contact=contact, asked_by=by, asked_at=at)
    except IntegrityError:
        raise ErasedAlready from None
    # By its number alone: the log is to tell no more than what is left.
    record_change("person.erasure_asked", pseudonym_of(contact), by=by, at=at, address=address)
    enqueue("privacy.erase", {"erasure_id": erasure.pk}, at=at)
    return erasure


@transaction.atomic
def handle(payload: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """The job `privacy.erase`; what has come in the way since is looked at once more."""
    erasure = Erasure.objects.select_for_update().get(pk=payload["erasure_id"])
    contact = Contact.objects.select_for_update().get(pk=erasure.contact_id)
    if erasure.done_at is not None:
        return
    against = [each for each in refusals(contact) if not isinstance(each, ErasedAlready)]
    if against:
        by = erasure.asked_by
        record_change(
            "person.erasure_refused",
            pseudonym_of(contact),
            by=by,
            at=at,
            after={"why": type(against[0]).__name__},
        )
        erasure.delete()
        return
    forget(contact, at=at)
    Erasure.objects.filter(pk=erasure.pk).update(done_at=at)
    record_change("person.erased", pseudonym_of(contact), by=erasure.asked_by, at=at)


def _orders(contact: Contact) -> Any:
    return Purchase.objects.filter(ordered_by__contact=contact)
