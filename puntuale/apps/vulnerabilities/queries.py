"""Which vulnerabilities are being exploited, for the group that may know; nothing for anybody else."""

from django.db.models import QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import AT_THE_DESK
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import is_about_visible
from puntuale.apps.vulnerabilities.models import Duty, Exploit


def group() -> QuerySet[User]:
    """Who sees restricted requests and works at the desk."""
    people = User.objects.filter(sees_restricted=True, is_active=True, role__in=AT_THE_DESK)
    return people.order_by("name")


def exploits_visible_to(user: User) -> QuerySet[Exploit]:
    """Of requests that `user` may see, where `user` is of the group."""
    if not user.sees_restricted:
        return Exploit.objects.none()
    seen = Exploit.objects.filter(is_about_visible(user), ticket__is_restricted=True)
    return seen.select_related("ticket").prefetch_related("reports__by")


def exploit_of(ticket: Ticket, user: User) -> Exploit | None:
    """What is known of one request, for whoever may know it."""
    return exploits_visible_to(user).filter(ticket=ticket).first()


def exploits_owed() -> QuerySet[Exploit]:
    """Those of which the authority is owed something: for the worker."""
    going_on = Exploit.objects.filter(ended_at=None)
    settled = going_on.filter(reports__duty=Duty.FINAL_REPORT)
    open_ones = going_on.exclude(pk__in=settled.values("pk"))
    return open_ones.select_related("ticket").prefetch_related("reports")
