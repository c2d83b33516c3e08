"""The mail for whoever called where nothing is opened by telephone: where to write instead."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.customers.models import Contact
from puntuale.apps.post import addressing
from puntuale.apps.post.actions.outgoing import ACCOUNT, Letter, queue_mail
from puntuale.apps.post.models import Mailbox, OutgoingMail
from puntuale.interfaces.mail.writing.rendering import render

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@transaction.atomic
def handle(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Write the mail to a contact: those who can sign in get the form that knows them."""
    effect = f"job:{job_id}"
    if OutgoingMail.objects.filter(effect=effect).exists():
        return
    contact = Contact.objects.get(pk=payload["contact_id"])
    if contact.left_at is not None or addressing.is_ours(contact.email):
        return
    queue_mail(_letter(contact, payload["language"], effect), at=at)


def _letter(contact: Contact, language: str, effect: str) -> Letter:
    vendor, mailbox = Vendor.objects.first(), Mailbox.objects.filter(is_default=True).first()
    name, address = addressing.sender(mailbox, vendor.name if vendor else "")
    rendered = render("form", _context(contact, vendor), language)
    return Letter(
        kind=ACCOUNT,
        message_id=addressing.message_id(addressing.new_secret(), address),
        sender=addressing.as_header(name, address),
        to=(addressing.as_header(contact.name, contact.email),),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        language=language,
        headers=AUTOMATIC,
        is_automatic=True,
        is_awaited=True,
        lane=f"contact:{contact.pk}",
        effect=effect,
    )


def _context(contact: Contact, vendor: Vendor | None) -> dict[str, Any]:
    page = "request/" if contact.user_id is None else "new/"
    return {
        "first_name": contact.name.split()[0] if contact.name and "@" not in contact.name else "",
        "link": f"{settings.PUBLIC_URL}/{page}",
        "vendor": {
            "name": vendor.name if vendor else "",
            "signature": vendor.mail_signature.strip() or vendor.name if vendor else "",
        },
    }
