"""The mail for whoever called where nothing is opened by telephone: where to write instead."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from puntuale.apps.customers.models import Contact
from puntuale.apps.post import addressing
from puntuale.apps.post.actions.outgoing import ACCOUNT, Letter, queue_mail
from puntuale.apps.post.models import OutgoingMail
from puntuale.interfaces.mail.writing.plain import first_name, page, plain_letter, vendor
from puntuale.interfaces.mail.writing.worded import in_words


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
    context = context_of_form(contact)
    return plain_letter(
        ACCOUNT,
        (contact.name, contact.email),
        in_words("form", context, language),
        language,
        is_awaited=True,
        lane=f"contact:{contact.pk}",
        effect=effect,
    )


def context_of_form(contact: Contact | None) -> dict[str, Any]:
    """Every value by its name; for nobody in particular that of a stranger."""
    has_account = contact is not None and contact.user_id is not None
    return {
        "first_name": first_name(contact.name) if contact else "",
        "link": page("new/" if has_account else "request/"),
        "vendor": vendor(),
    }
