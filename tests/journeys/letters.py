"""Mails as the programs of customers write them."""

from email.message import EmailMessage
from email.utils import format_datetime

from django.utils import timezone

GIULIA = "Giulia Conti <giulia@brembo.example>"


def letter(*, to: str, subject: str, text: str, key: str, sender: str = GIULIA) -> EmailMessage:
    """A new mail; `key` is what stands before the @ of its Message-ID."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = format_datetime(timezone.now())
    mail["Message-ID"] = f"<{key}@brembo.example>"
    mail.set_content(text)
    return mail


def reply_to(mail: EmailMessage, *, text: str, key: str) -> EmailMessage:
    """The answer to one of our mails: to its Reply-To, in its thread, with the quote below."""
    subject = str(mail["Subject"])
    answer = letter(to=str(mail["Reply-To"]), subject=f"R: {subject}", text=text, key=key)
    answer["In-Reply-To"] = str(mail["Message-ID"])
    answer["References"] = f"{mail['References']} {mail['Message-ID']}"
    return answer
