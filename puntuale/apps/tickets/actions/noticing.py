"""Notices to people of the desk: kept once, and mailed to those who want them by mail as well."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from puntuale.apps.jobs.actions import Left, enqueue_all
from puntuale.apps.tickets.models import Notice

# Whoever sits at the desk reads it there, and gets no mail.
MAILED_AFTER = timedelta(minutes=2)


def leave_notices(notices: Iterable[Notice], *, at: datetime) -> None:
    """Keep `notices`, none twice, and leave a mail for those whose profile asks for one."""
    left = list(notices)
    Notice.objects.bulk_create(left, ignore_conflicts=True)
    wanted = [notice for notice in left if notice.user.wants_mail_notices]
    if wanted:
        enqueue_all("mail.notice", (_mail(notice, at=at) for notice in wanted), at=at)


def _mail(notice: Notice, *, at: datetime) -> Left:
    # Keys of notices that were there already are not told by the database.
    facts = {
        "user_id": notice.user_id,
        "kind": str(notice.kind),
        "about": notice.about,
        "ticket_id": notice.ticket_id,
        "coverage_id": notice.coverage_id,
        "organisation_id": notice.organisation_id,
    }
    key = "notice:" + ":".join(str(value or "") for value in facts.values())
    lane = f"notices:{notice.user_id}"
    return Left({"notice": facts}, key=key, lane=lane, run_at=at + MAILED_AFTER)
