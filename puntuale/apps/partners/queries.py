"""Whose customers are whose: every scope of a partner's person begins here."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import AT_THE_DESK, Role
from puntuale.apps.catalogue.models import Licence, Product
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.partners.models import PartnerCard, PartnerLink


def partners_of(user: User) -> QuerySet[Organisation]:
    """The partner for whom `user` works; none for anybody else, nor for whoever has left."""
    if user.role != Role.PARTNER or not user.is_active:
        return Organisation.objects.none()
    return Organisation.objects.filter(
        is_partner=True, contacts__user=user, contacts__left_at=None
    ).order_by()


def partner_of(user: User) -> Organisation | None:
    """The same, looked up."""
    return partners_of(user).first()


def is_looked_after(user: User, organisation: str = "organisation", product: str = "") -> Exists:
    """Whether the partner of `user` looks after whose a row is, by the row's own fields.

    With `product` a row about no product, or another, is left out where the link names products.
    """
    links = PartnerLink.objects.filter(
        is_in_force=True, partner__in=partners_of(user), organisation=OuterRef(organisation)
    )
    if product:
        named = PartnerLink.products.through.objects.filter(partnerlink=OuterRef("pk"))
        of_it = named.filter(product=OuterRef(OuterRef(product)))
        links = links.filter(~Exists(named) | Exists(of_it))
    return Exists(links)


def people_of(partners: Iterable[Organisation]) -> QuerySet[User]:
    """Who works for `partners` at their desks."""
    of_them = Contact.objects.filter(organisation__in=partners, left_at=None)
    return User.objects.filter(role=Role.PARTNER, is_active=True, pk__in=of_them.values("user"))


def listed_partners() -> QuerySet[PartnerCard]:
    """The partners who want to be found by anybody, by name."""
    cards = PartnerCard.objects.filter(is_listed=True, partner__is_partner=True)
    return cards.select_related("partner").order_by("partner__name")


def colleagues_of(user: User) -> QuerySet[User]:
    """Who can be given a request by `user`: everybody of the same side."""
    if user.is_of_vendor:
        return User.objects.filter(is_active=True, role__in=AT_THE_DESK)
    return people_of(partners_of(user))


def customers_of(user: User) -> QuerySet[Organisation]:
    """The organisations that the partner of `user` looks after now."""
    return Organisation.objects.filter(is_looked_after(user, "pk"))


def licences_visible_to(user: User) -> QuerySet[Licence]:
    """Every licence; for a partner's people those of its customers, of the products it looks after."""
    licences = Licence.objects.select_related("product", "holder", "seller")
    if user.is_of_vendor:
        return licences
    return licences.filter(is_looked_after(user, "holder", "product"))


def contacts_visible_to(user: User) -> QuerySet[Contact]:
    """The people for whom `user` may write a request down: everybody, or those of one's customers."""
    everybody = Contact.objects.all()
    return everybody if user.is_of_vendor else everybody.filter(is_looked_after(user))


def partner_for(organisation: Organisation | None, product: Product | None) -> Organisation | None:
    """Who looks after `organisation` where it asks about `product`; None: nobody but us."""
    if organisation is None:
        return None
    links = PartnerLink.objects.filter(organisation=organisation, is_in_force=True)
    links = links.filter(Q(products=None) | Q(products=product) if product else Q(products=None))
    link = links.select_related("partner").order_by("starts_on", "pk").first()
    return None if link is None else link.partner
