"""Which roles must have a second factor: a setting of the administrator, in force at once."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User, Vendor


def must_have_second_factor(user: User) -> bool:
    """Whether `user`'s role asks for one."""
    roles = Vendor.objects.values_list("second_factor_roles", flat=True).first()
    return user.role in (roles or ())


@transaction.atomic
def require_second_factor(
    roles: Collection[str], *, by: User, at: datetime, address: str | None = None
) -> None:
    """Ask for a second factor of everybody in `roles`, and of nobody else.

    Whoever it is asked of from now on is signed out, and led to it when they come in again.
    """
    vendor = Vendor.objects.select_for_update().get()
    before, after = sorted(vendor.second_factor_roles), sorted(roles)
    if before == after:
        return
    vendor.second_factor_roles = after
    vendor.save(update_fields=["second_factor_roles"])
    newly = User.objects.filter(role__in=set(after) - set(before)).exclude(pk=by.pk)
    newly.update(session_epoch=F("session_epoch") + 1)
    record_change(
        "second_factor.required", vendor, by=by, at=at,
        before={"roles": before}, after={"roles": after}, address=address,
    )  # fmt: skip
