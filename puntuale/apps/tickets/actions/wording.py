"""Wording mails in one's own way, and going back to ours; the log keeps every version."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.post.models import Wording


@transaction.atomic
def keep_wording(
    kind: str, language: str, *, subject: str, body: str, by: User, at: datetime
) -> None:
    """Write mails of this kind and language in these words from now on; whoever calls has checked them."""
    before = Wording.objects.select_for_update().filter(kind=kind, language=language).first()
    now = {"subject": subject, "body": body}
    if before is not None and _words(before) == now:
        return
    Wording.objects.update_or_create(
        kind=kind, language=language, defaults={**now, "at": at}, create_defaults={**now, "at": at}
    )
    _record(kind, language, before, now, by=by, at=at)


@transaction.atomic
def drop_wording(kind: str, language: str, *, by: User, at: datetime) -> None:
    """Write them in our words again; where they were already nothing happens."""
    before = Wording.objects.select_for_update().filter(kind=kind, language=language).first()
    if before is not None:
        before.delete()
        _record(kind, language, before, None, by=by, at=at)


def _record(
    kind: str,
    language: str,
    before: Wording | None,
    after: dict[str, str] | None,
    *,
    by: User,
    at: datetime,
) -> None:
    was = _words(before) if before is not None else None
    record_change("mail.worded", f"{kind} {language}", by=by, at=at, before=was, after=after)


def _words(wording: Wording) -> dict[str, str]:
    return {"subject": wording.subject, "body": wording.body}
