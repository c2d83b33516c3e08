"""Which bulletins somebody may read, and how far one has gone."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.models import Contact
from puntuale.apps.news.models import Bulletin, Delivery

State = Delivery.State


def bulletins_kept_by(user: User) -> QuerySet[Bulletin]:
    """For whoever writes them: drafts and what was sent, the last one first."""
    if not user.can(Ability.WRITE_NEWS):
        return Bulletin.objects.none()
    return Bulletin.objects.select_related("made_by", "sent_by", "closure")


def bulletins_for(contact: Contact) -> QuerySet[Bulletin]:
    """What was sent to `contact`, or would have been with consent, the last one first."""
    # A stopped bulletin is read by those who got it before.
    told = Delivery.objects.filter(contact=contact).exclude(state=State.STOPPED)
    return Bulletin.objects.filter(pk__in=told.values("bulletin")).order_by("-sent_at", "-pk")


@dataclass(frozen=True, slots=True)
class Progress:
    """How many got it, how many get it yet, and how many do not, for want of consent or otherwise."""

    mailed: int
    to_go: int
    not_agreed: int
    others: int


def progress_of(bulletin: Bulletin) -> Progress:
    """How far a bulletin that was sent has gone."""
    rows = Delivery.objects.filter(bulletin=bulletin).order_by().values_list("state")
    count = dict(rows.annotate(count=Count("pk")))
    return Progress(
        mailed=count.get(State.MAILED, 0),
        to_go=count.get(State.WAITING, 0) + count.get(State.LEFT, 0),
        not_agreed=count.get(State.NOT_AGREED, 0),
        others=count.get(State.NOT_REACHED, 0) + count.get(State.STOPPED, 0),
    )
