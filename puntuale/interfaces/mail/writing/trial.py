"""A mail to oneself, to see that a mailbox sends."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.post.actions.outgoing import queue_mail
from puntuale.apps.post.models import Mailbox, OutgoingMail
from puntuale.interfaces.mail.writing.plain import first_name, page, plain_letter, vendor
from puntuale.interfaces.mail.writing.rendering import render


@transaction.atomic
def send_trial(mailbox: Mailbox, user: User, *, at: datetime) -> OutgoingMail:
    """Leave a mail from `mailbox` to `user`, in the queue like every other."""
    context = {
        "first_name": first_name(user.name),
        "address": mailbox.address,
        "link": page("office/mailboxes/"),
        "vendor": vendor(),
    }
    letter = plain_letter(
        "trial",
        (user.name, user.email),
        render("trial", context, user.language),
        user.language,
        mailbox=mailbox,
        envelope_from=mailbox.address,
        is_awaited=True,
    )
    return queue_mail(letter, at=at)
