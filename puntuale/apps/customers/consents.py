"""What people agreed to: recorded each time it changes, and asked of the last record."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from puntuale.apps.customers.models import Consent, Contact


def has_agreed(contact: Contact, about: Consent.About = Consent.About.NEWS) -> bool:
    """Whether `contact` has agreed, and not taken it back; nobody has who never said so."""
    last = Consent.objects.filter(contact=contact, about=about).order_by("-pk").first()
    return last is not None and last.is_given


def who_agreed(
    people: QuerySet[Contact], about: Consent.About = Consent.About.NEWS
) -> QuerySet[Contact]:
    """Those of `people` who have agreed, and not taken it back."""
    said = Consent.objects.filter(contact=OuterRef("pk"), about=about).order_by("-pk")
    return people.alias(said=Subquery(said.values("is_given")[:1])).filter(said=True)


def said_by(contact: Contact, about: Consent.About = Consent.About.NEWS) -> QuerySet[Consent]:
    """What `contact` said, with when and where, the last word first."""
    return Consent.objects.filter(contact=contact, about=about).order_by("-pk")


def record_consent(
    contact: Contact,
    *,
    is_given: bool,
    source: str,
    at: datetime,
    about: Consent.About = Consent.About.NEWS,
) -> None:
    """Write down what was said, where it differs from what was said last."""
    if has_agreed(contact, about) != is_given:
        Consent.objects.create(
            contact=contact, about=about, is_given=is_given, source=source, at=at
        )
