"""Whoever loses a right is out at once: no session, token or secret address outlives it."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Model

from puntuale.apps.accounts.models import ApiToken, User
from puntuale.apps.customers.models import Contact

# Whose they are, and who they are; what else may be seen is asked of the database each time.
RIGHTS_OF_USERS = frozenset({"role", "is_active", "email"})
RIGHTS_OF_CONTACTS = frozenset({"organisation", "left_at", "email"})


def end_access_of_changed(record: Model, changed: Collection[str], *, at: datetime) -> None:
    """Where a change of these fields of `record` changed a right, sign its person out everywhere."""
    if isinstance(record, User) and RIGHTS_OF_USERS & set(changed):
        end_access(record, at=at)
    if isinstance(record, Contact) and RIGHTS_OF_CONTACTS & set(changed) and record.user:
        end_access(record.user, at=at)


def end_access(user: User, *, at: datetime) -> None:
    """End every session and token of `user`, and give their calendar another address."""
    User.objects.filter(pk=user.pk).update(
        session_epoch=F("session_epoch") + 1, calendar_epoch=F("calendar_epoch") + 1
    )
    user.refresh_from_db(fields=["session_epoch", "calendar_epoch"])
    ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=at)
