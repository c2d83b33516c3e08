"""The secret address of a person's calendar: nothing of it is stored, and each renewal ends the last."""

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import F

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User

SIGNER = Signer(salt="puntuale.calendar", sep="~")


def token_of(user: User) -> str:
    """The secret of `user`'s address, until it is renewed."""
    return SIGNER.sign(f"{user.pk}.{user.calendar_epoch}")


def owner_of(token: str) -> User | None:
    """Whose address has this secret; nobody's once it was renewed or the account has ended."""
    try:
        pk, epoch = SIGNER.unsign(token).split(".")
    except BadSignature:
        return None
    return User.objects.filter(pk=pk, calendar_epoch=epoch, is_active=True).first()


@transaction.atomic
def renew_address(user: User, *, at: datetime) -> None:
    """Give `user` another secret; whoever knows the last one sees nothing any more."""
    User.objects.filter(pk=user.pk).update(calendar_epoch=F("calendar_epoch") + 1)
    user.refresh_from_db(fields=["calendar_epoch"])
    record_change("user.calendar_address_renewed", user, by=user, at=at)
