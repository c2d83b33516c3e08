"""What an agent is told of."""

from django.db.models import Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.models import Notice
from puntuale.apps.tickets.queries import is_about_visible


def notices_for(user: User) -> QuerySet[Notice]:
    """Notices about what `user` may (still) see, the newest first."""
    visible = Q(is_about_visible(user))
    if user.can(Ability.KEEP_AGREEMENTS):
        visible |= Q(coverage__isnull=False)
    if user.can(Ability.KEEP_SALES):
        visible |= Q(organisation__isnull=False)
    if user.can(Ability.KEEP_MAILBOXES):
        visible |= Q(mailbox__isnull=False)
    return Notice.objects.filter(visible, user=user).order_by("-id")


def unread_notices(user: User) -> QuerySet[Notice]:
    """Those that `user` has not read."""
    return notices_for(user).filter(read_at=None)
