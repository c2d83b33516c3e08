"""The mail that lets somebody in: a link and a code, for whoever we know by the address."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction

from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.accounts.sign_in_links import LIFETIME, WayIn, make_link
from puntuale.apps.customers.letting_in import user_with_address
from puntuale.apps.post import addressing
from puntuale.apps.post.actions.outgoing import ACCOUNT, Letter, queue_mail
from puntuale.apps.post.models import Mailbox, OutgoingMail
from puntuale.interfaces.mail.writing.rendering import render

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


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
    vendor, mailbox = Vendor.objects.first(), Mailbox.objects.filter(is_default=True).first()
    name, address = addressing.sender(mailbox, vendor.name if vendor else "")
    rendered = render("sign_in", _context(user, way_in, payload, vendor), payload["language"])
    return Letter(
        kind=ACCOUNT,
        message_id=addressing.message_id(addressing.new_secret(), address),
        sender=addressing.as_header(name, address),
        to=(addressing.as_header(user.name, user.email),),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        language=payload["language"],
        headers=AUTOMATIC,
        is_automatic=True,
        is_awaited=True,
        lane=f"account:{user.pk}",
        effect=effect,
    )


def _context(
    user: User, way_in: WayIn, payload: Mapping[str, Any], vendor: Vendor | None
) -> dict[str, Any]:
    target = payload.get("next", "")
    query = f"?{urlencode({'next': target})}" if target else ""
    return {
        "first_name": user.name.split()[0] if user.name and "@" not in user.name else "",
        "link": f"{settings.PUBLIC_URL}/sign-in/link/{way_in.token}/{query}",
        "code": f"{way_in.code[:4]} {way_in.code[4:]}",
        "minutes": LIFETIME.seconds // 60,
        "vendor": {
            "name": vendor.name if vendor else "",
            "signature": vendor.mail_signature.strip() or vendor.name if vendor else "",
        },
    }
