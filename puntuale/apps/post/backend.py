"""Mails that Django and its libraries send go through the same queue as ours."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parseaddr

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from puntuale.apps.post.actions.outgoing import ACCOUNT, Letter, queue_mail
from puntuale.apps.post.addressing import message_id, new_secret


class QueueBackend(BaseEmailBackend):
    """Leaves each mail for the worker; it exists if and only if the caller's transaction commits."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue them; how many there were."""
        # Django sends without saying when: here, and only here, the clock is asked.
        at = datetime.now(UTC)  # noqa: TID251
        for message in email_messages:
            for recipient in message.recipients():
                queue_mail(_letter(message, recipient), at=at)
        return len(email_messages)


def _letter(message: EmailMessage, recipient: str) -> Letter:
    address = parseaddr(message.from_email)[1]
    return Letter(
        kind=ACCOUNT,
        message_id=message_id(new_secret(), address),
        sender=message.from_email,
        envelope_from=address,
        to=(recipient,),
        subject=" ".join(message.subject.split()),
        text=str(message.body),
        html=_html(message),
        language=(get_language() or "en")[:2],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        is_automatic=True,
        is_awaited=True,
    )


def _html(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    found = [content for content, kind in message.alternatives if kind == "text/html"]
    return str(found[0]) if found else ""
