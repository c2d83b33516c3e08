"""Whom a bulletin is for, by every path that leads to somebody; and who of them agreed to mail."""

from datetime import datetime

from django.db.models import Q, QuerySet

from puntuale.apps.agreements.concerned import coverages_under, versions_closed_by
from puntuale.apps.agreements.licensing import today_of_vendor
from puntuale.apps.agreements.models import Agreement, Closure, Coverage
from puntuale.apps.agreements.terms import closure_of
from puntuale.apps.catalogue.models import Licence
from puntuale.apps.customers.consents import who_agreed
from puntuale.apps.customers.models import Contact
from puntuale.apps.news.models import Bulletin
from puntuale.apps.registrations.models import Registration


def people_for(bulletin: Bulletin, *, at: datetime) -> QuerySet[Contact]:
    """Everybody whom `bulletin` is for and who has not left, each once."""
    if bulletin.closure is not None:
        concerned = _covered(_closed_by(bulletin.closure, at))
    else:
        concerned = _covered(_under(bulletin.agreements.all(), at))
        if bulletin.needs_consent and bulletin.is_to_registered:
            concerned |= _registered(bulletin)
    people = Contact.objects.filter(concerned, left_at=None)
    return people.select_related("organisation").order_by("pk")


def readers_of(bulletin: Bulletin, *, at: datetime) -> QuerySet[Contact]:
    """Those of them who get it by mail: for news, who agreed and has not taken it back."""
    people = people_for(bulletin, at=at)
    return who_agreed(people) if bulletin.needs_consent else people


def _registered(bulletin: Bulletin) -> Q:
    """Whoever registered; of the products that are named, for one's own licence or the company's."""
    done = Registration.objects.filter(state=Registration.State.DONE)
    products = list(bulletin.products.values_list("pk", flat=True))
    if products:
        holders = Licence.objects.filter(product__in=products).values("holder")
        done = done.filter(Q(licence__product__in=products) | Q(organisation__in=holders))
    return Q(pk__in=done.values("contact"))


def _covered(coverages: QuerySet[Coverage]) -> Q:
    return Q(organisation__in=coverages.values("organisation"))


def _under(agreements: QuerySet[Agreement], at: datetime) -> QuerySet[Coverage]:
    today = today_of_vendor(at)
    return Coverage.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        agreement__in=agreements,
        starts_on__lte=today,
        suspended_at=None,
    )


def _closed_by(closure: Closure, at: datetime) -> QuerySet[Coverage]:
    return coverages_under(versions_closed_by(closure_of(closure), at), closure)
