"""A mail that is about no request: from the desk to one person, written by nobody."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.post import addressing
from puntuale.apps.post.actions.outgoing import Letter
from puntuale.apps.post.models import Mailbox
from puntuale.interfaces.mail.writing.rendering import Rendered

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def plain_letter(
    kind: str,
    person: tuple[str, str],
    rendered: Rendered,
    language: str,
    *,
    mailbox: Mailbox | None = None,
    **facts: Any,
) -> Letter:
    """The letter to `person`, a name and an address, from `mailbox` or the one for answers."""
    mailbox = mailbox or Mailbox.objects.filter(is_default=True).first()
    name, address = addressing.sender(mailbox, vendor()["name"])
    return Letter(
        kind=kind,
        message_id=addressing.message_id(addressing.new_secret(), address),
        mailbox=mailbox,
        sender=addressing.as_header(name, address),
        to=(addressing.as_header(*person),),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        language=language,
        headers=AUTOMATIC | facts.pop("headers", {}),
        is_automatic=True,
        **facts,
    )


def vendor() -> dict[str, str]:
    """What every mail may say of the vendor."""
    known = Vendor.objects.first()
    name = known.name if known else ""
    signature = known.mail_signature.strip() if known else ""
    return {"name": name, "signature": signature or name}


def first_name(name: str) -> str:
    """How somebody is greeted; by nothing where there is only an address."""
    return name.split()[0] if name and "@" not in name else ""


def vendors_day(at: datetime) -> date:
    """The day of `at` at the desk."""
    known = Vendor.objects.first()
    return at.astimezone(ZoneInfo(known.time_zone if known else "Europe/Rome")).date()


def page(path: str) -> str:
    """The address of a page of ours, from the settings alone."""
    return f"{settings.PUBLIC_URL}/{path.removeprefix('/')}"
