"""Partners and customers find each other, and part."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from puntuale.apps.accounts.models import User
from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.partners.errors import LookedAfterAlready
from puntuale.apps.partners.models import PartnerLink


@transaction.atomic
def keep_link(
    link: PartnerLink, products: Collection[Product], *, today: date, at: datetime
) -> None:
    """Store `link` as it was written, new or changed; `today` is the vendor's local day.

    What its partner may see follows with the next question, whoever asks it.

    Raises:
        LookedAfterAlready: another partner does, for one of these products on one of these days.
    """
    # Two links of one customer are made one after the other.
    Organisation.objects.select_for_update().get(pk=link.organisation_id)
    if link.ended_at is None and others_look_after(link, products):
        raise LookedAfterAlready
    link.is_in_force = is_in_force(link, today)
    link.save()
    link.products.set(products)
    _sides_follow(link, at)


@transaction.atomic
def refresh_links(*, today: date, at: datetime) -> int:
    """Let links begin and end with their days; how many did."""
    changed = [
        link
        for link in PartnerLink.objects.filter(ended_at=None).select_for_update()
        if link.is_in_force != is_in_force(link, today)
    ]
    for link in changed:
        link.is_in_force = not link.is_in_force
        link.save(update_fields=["is_in_force"])
        _sides_follow(link, at)
    return len(changed)


@transaction.atomic
def work_for(partner: Organisation, user: User, *, at: datetime) -> None:
    """Let `user` be one of the people of `partner`, and nobody else's."""
    known = Contact.objects.filter(user=user).first()
    contact = known or Contact.objects.filter(email__iexact=user.email).first()
    contact = contact or Contact(email=user.email, created_at=at)
    contact.user, contact.organisation, contact.left_at = user, partner, None
    contact.name = contact.name or user.name
    contact.save()


def is_in_force(link: PartnerLink, today: date) -> bool:
    """Whether its days hold `today`, and nobody has ended it before."""
    begun = link.starts_on <= today and (link.ends_on is None or today <= link.ends_on)
    return begun and link.ended_at is None


def _sides_follow(link: PartnerLink, at: datetime) -> None:
    enqueue("tickets.sides", {"organisation_id": link.organisation_id}, at=at)


def others_look_after(link: PartnerLink, products: Collection[Product]) -> bool:
    """Whether somebody looks after the same on one of the same days."""
    others = PartnerLink.objects.filter(organisation=link.organisation_id, ended_at=None)
    others = others.filter(Q(ends_on=None) | Q(ends_on__gte=link.starts_on)).exclude(pk=link.pk)
    if link.ends_on is not None:
        others = others.filter(starts_on__lte=link.ends_on)
    if products:
        others = others.filter(Q(products=None) | Q(products__in=products))
    return others.exists()
