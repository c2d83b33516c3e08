"""Who answers for the desk."""

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import STAFF, Ability, Role


def managers() -> list[User]:
    """The support managers who may sign in; the administrators, where there is none."""
    active = User.objects.filter(is_active=True).order_by("name", "pk")
    found = list(active.filter(role=Role.MANAGER))
    return found or list(active.filter(role=Role.ADMINISTRATOR))


def keepers_of_mailboxes() -> list[User]:
    """Who looks after mailboxes and may sign in."""
    active = User.objects.filter(is_active=True, role__in=STAFF).order_by("name", "pk")
    return [user for user in active if user.can(Ability.KEEP_MAILBOXES)]


def sellers() -> list[User]:
    """Who looks after orders and payments: billing; the managers, where nobody does."""
    billing = User.objects.filter(is_active=True, role=Role.BILLING).order_by("name", "pk")
    return list(billing) or managers()
