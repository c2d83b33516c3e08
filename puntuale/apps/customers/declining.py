"""Mail that a contact need not get: what nobody promised, and may therefore be declined.

What belongs to an agreement, an acknowledgement, a promise, an answer, an announced closure, is not
among it and cannot be declined. News are sent to nobody who did not agree first: declining them takes
that back (consents.py).
"""

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.consents import has_agreed, record_consent
from puntuale.apps.customers.models import Contact, DeclinedMail

# Where it was said that consent is taken back: by the address in a mail.
BY_MAIL = "mail"
SIGNER = Signer(salt="puntuale.declined-mail", sep="~")


class Topic(models.TextChoices):
    """What a mail is for that nobody promised."""

    REMINDERS = "reminders", _("reminders that a request waits for you")
    NEWS = "news", _("news and bulletins")


def declines(contact: Contact, topic: Topic) -> bool:
    """Whether `contact` does not want mails of this kind."""
    if topic == Topic.NEWS:
        return not has_agreed(contact)
    return DeclinedMail.objects.filter(contact=contact, topic=topic).exists()


def decline(contact: Contact, topic: Topic, *, at: datetime) -> None:
    """Send `contact` no more mails of this kind; again it changes nothing."""
    if topic == Topic.NEWS:
        record_consent(contact, is_given=False, source=BY_MAIL, at=at)
        return
    row = DeclinedMail(contact=contact, topic=topic, at=at)
    DeclinedMail.objects.bulk_create([row], ignore_conflicts=True)


def want_again(contact: Contact, topic: Topic, *, at: datetime) -> None:
    """Send them again."""
    if topic == Topic.NEWS:
        record_consent(contact, is_given=True, source=BY_MAIL, at=at)
        return
    DeclinedMail.objects.filter(contact=contact, topic=topic).delete()


def token_of(contact: Contact, topic: Topic) -> str:
    """The secret of the page on which `contact` declines mails of this kind without signing in."""
    return SIGNER.sign(f"{contact.pk}.{topic}")


def choice_of(token: str) -> tuple[Contact, Topic] | None:
    """Whose choice about what it is; nobody's where the secret is none."""
    try:
        pk, topic = SIGNER.unsign(token).split(".")
        contact = Contact.objects.filter(pk=pk).first()
        return (contact, Topic(topic)) if contact is not None else None
    except (BadSignature, ValueError):
        return None
