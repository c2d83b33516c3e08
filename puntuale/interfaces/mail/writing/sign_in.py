"""The mail that lets somebody in: a link and a code, for whoever we know by the address."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.sign_in_links import LIFETIME, WayIn, make_link
from puntuale.apps.customers.letting_in import user_with_address
from puntuale.apps.post import addressing
from puntuale.apps.post.actions.outgoing import ACCOUNT, Letter, queue_mail
from puntuale.apps.post.models import OutgoingMail
from puntuale.interfaces.mail.writing.plain import first_name, page, plain_letter, vendor
from puntuale.interfaces.mail.writing.rendering import render


@transaction.atomic
def handle(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Write the mail to `address`; to whom nobody knows, or who left, nothing is written."""
    effect = f"job:{job_id}"
    if OutgoingMail.objects.filter(effect=effect).exists():
        return
    user = user_with_address(payload["address"], at=at)
    if user is None or addressing.is_ours(user.email):
        return
    way_in = make_link(user, browser=payload["browser"], at=at)
    queue_mail(_letter(user, way_in, payload, effect), at=at)


def _letter(user: User, way_in: WayIn, payload: Mapping[str, Any], effect: str) -> Letter:
    language = payload["language"]
    return plain_letter(
        ACCOUNT,
        (user.name, user.email),
        render("sign_in", _context(user, way_in, payload.get("next", "")), language),
        language,
        is_awaited=True,
        lane=f"account:{user.pk}",
        effect=effect,
    )


def _context(user: User, way_in: WayIn, target: str) -> dict[str, Any]:
    query = f"?{urlencode({'next': target})}" if target else ""
    return {
        "first_name": first_name(user.name),
        "link": page(f"sign-in/link/{way_in.token}/{query}"),
        "code": f"{way_in.code[:4]} {way_in.code[4:]}",
        "minutes": LIFETIME.seconds // 60,
        "vendor": vendor(),
    }
