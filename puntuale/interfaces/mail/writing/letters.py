"""A mail to one person about no request: the frame that such mails share."""

from datetime import datetime
from typing import Any

from django.db import transaction

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.post import addressing
from puntuale.apps.post.actions.outgoing import ACCOUNT, Letter, queue_mail
from puntuale.apps.post.models import Mailbox, OutgoingMail
from puntuale.interfaces.mail.writing.rendering import render

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@transaction.atomic
def write_to(
    address: str,
    template: str,
    context: dict[str, Any],
    *,
    language: str,
    name: str = "",
    lane: str,
    effect: str,
    at: datetime,
) -> None:
    """Leave the mail `template` for `address`; an effect is written once, and never to ourselves.

    An address that nobody has proved is written without a name: it would be whoever typed it who speaks.
    """
    if addressing.is_ours(address) or OutgoingMail.objects.filter(effect=effect).exists():
        return
    vendor, mailbox = Vendor.objects.first(), Mailbox.objects.filter(is_default=True).first()
    sender_name, sender = addressing.sender(mailbox, vendor.name if vendor else "")
    signature = vendor.mail_signature.strip() or vendor.name if vendor else ""
    told = {"name": vendor.name if vendor else "", "signature": signature}
    first_name = name.split()[0] if name and "@" not in name else ""
    rendered = render(template, context | {"vendor": told, "first_name": first_name}, language)
    letter = Letter(
        kind=ACCOUNT,
        message_id=addressing.message_id(addressing.new_secret(), sender),
        sender=addressing.as_header(sender_name, sender),
        to=(addressing.as_header(name, address),),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        language=language,
        headers=AUTOMATIC,
        is_automatic=True,
        is_awaited=True,
        lane=lane,
        effect=effect,
    )
    queue_mail(letter, at=at)
