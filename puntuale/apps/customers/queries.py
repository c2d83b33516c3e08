"""Finding people and companies."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from puntuale.apps.customers.models import Contact, Organisation

SUGGESTIONS = 10


def contacts_like(words: str, among: QuerySet[Contact]) -> list[Contact]:
    """A few people of `among` whose address, name or organisation begins with `words`."""
    words = words.strip()
    if len(words) < 2:
        return []
    begins = (
        Q(email__istartswith=words)
        | Q(name__istartswith=words)
        | Q(organisation__name__istartswith=words)
    )
    rows = among.filter(begins, left_at=None).select_related("organisation")
    return list(rows[:SUGGESTIONS])


def contacts_with(addresses: Collection[str]) -> QuerySet[Contact]:
    """The people known by exactly these addresses, which are in small letters."""
    # By the index that keeps one contact for an address, whose database folds less than others.
    lowered = Contact.objects.alias(lowered=Lower("email"))
    return lowered.filter(lowered__in=addresses).select_related("organisation")


def spenders(organisation: Organisation) -> QuerySet[Contact]:
    """The people of a company who may spend its money, and have not left."""
    people = Contact.objects.filter(organisation=organisation, may_spend=True, left_at=None)
    return people.order_by("name", "pk")


def language_of(contact: Contact) -> str:
    """In which language somebody is written to, where no request has one."""
    return contact.language or (contact.organisation.language if contact.organisation else "en")
