"""The mail that tells an administrator that a mailbox cannot be fetched, or can be again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation

from puntuale.apps.accounts.models import User
from puntuale.apps.post.actions.outgoing import queue_mail
from puntuale.apps.post.models import Mailbox, OutgoingMail
from puntuale.apps.post.standing import Standing, next_try, standing_of
from puntuale.apps.post.troubles import trouble_in_words
from puntuale.interfaces.mail.writing.plain import first_name, page, plain_letter, vendor
from puntuale.interfaces.mail.writing.promises import instant
from puntuale.interfaces.mail.writing.rendering import render
from puntuale.ui.words.viewpoint import Viewpoint


@transaction.atomic
def handle(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Write to one administrator, from another address than the one that may not work."""
    effect = f"job:{job_id}"
    mailbox = Mailbox.objects.filter(pk=payload["mailbox_id"]).first()
    user = User.objects.filter(pk=payload["user_id"], is_active=True).first()
    if mailbox is None or user is None or OutgoingMail.objects.filter(effect=effect).exists():
        return
    with translation.override(user.language):
        context = _context(mailbox, user, payload, at)
    letter = plain_letter(
        "mailbox",
        (user.name, user.email),
        render("mailbox", context, user.language),
        user.language,
        mailbox=another_sender(mailbox, at=at),
        lane=f"mailbox:{mailbox.pk}:{user.pk}",
        effect=effect,
    )
    queue_mail(letter, at=at)


def another_sender(mailbox: Mailbox, *, at: datetime) -> Mailbox | None:
    """A mailbox that works, the one for answers first; `mailbox` itself where it is the only one."""
    others = Mailbox.objects.exclude(pk=mailbox.pk).order_by("-is_default", "pk")
    well = (Standing.FETCHED, Standing.HANDED_OVER)
    working = [other for other in others if standing_of(other, at=at) in well]
    return working[0] if working else mailbox


def _context(
    mailbox: Mailbox, user: User, payload: Mapping[str, Any], at: datetime
) -> dict[str, Any]:
    view = Viewpoint(now=at, zone=ZoneInfo(user.time_zone), names_days=True)
    following = next_try(mailbox, at=at)
    return {
        "first_name": first_name(user.name),
        "address": mailbox.address,
        "is_back": payload["is_back"],
        "since": instant(datetime.fromisoformat(payload["since"]), view),
        "trouble": trouble_in_words(mailbox.last_error),
        "next_at": instant(following, view) if following else "",
        "link": page("office/mailboxes/"),
        "vendor": vendor(),
    }
