"""The mail of a notice, to somebody of the desk who wants notices by mail as well."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from puntuale.apps.accounts.models import User
from puntuale.apps.post.actions.outgoing import queue_mail
from puntuale.apps.tickets.models import Notice
from puntuale.apps.tickets.notices import unread_notices
from puntuale.interfaces.mail.writing.plain import first_name, page, plain_letter, vendor
from puntuale.interfaces.mail.writing.rendering import render
from puntuale.ui.words.notices import told_by


@transaction.atomic
def handle(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Write to one person, unless they have read it, may not see it, or want no such mail any more."""
    facts = payload["notice"]
    user = User.objects.filter(pk=facts["user_id"], is_active=True, wants_mail_notices=True).first()
    if user is None:
        return
    notice = unread_notices(user).select_related("ticket").filter(**facts).first()
    if notice is None:
        return
    with translation.override(user.language):
        context = _context(notice, user)
    letter = plain_letter(
        "notice",
        (user.name, user.email),
        render("notice", context, user.language),
        user.language,
        lane=f"notices:{user.pk}",
        effect=f"job:{job_id}",
    )
    queue_mail(letter, at=at)


def _context(notice: Notice, user: User) -> dict[str, Any]:
    _look, said = told_by(notice)
    return {
        "first_name": first_name(user.name),
        "said": said,
        "about": _about(notice),
        "link": page(_way_to(notice)),
        "profile": page(reverse("desk:profile")),
        "vendor": vendor(),
    }


def _about(notice: Notice) -> str:
    """What it is about; of a restricted request the number alone, for mail lies in many places."""
    ticket = notice.ticket
    if ticket is None:
        return str(notice.coverage or notice.organisation)
    return str(ticket.number) if ticket.is_restricted else f"{ticket.number} · {ticket.subject}"


def _way_to(notice: Notice) -> str:
    if notice.ticket is None:
        return reverse("desk:notices")
    return reverse("desk:ticket", kwargs={"number": notice.ticket.number})
