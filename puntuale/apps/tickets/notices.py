"""What an agent is told of."""

from django.db.models import QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Notice
from puntuale.apps.tickets.queries import is_about_visible


def notices_for(user: User) -> QuerySet[Notice]:
    """Notices about requests that `user` may (still) see, the newest first."""
    return Notice.objects.filter(is_about_visible(user), user=user).order_by("-id")


def unread_notices(user: User) -> QuerySet[Notice]:
    """Those that `user` has not read."""
    return notices_for(user).filter(read_at=None)
