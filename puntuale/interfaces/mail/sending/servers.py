"""By which server a mail leaves: that of its mailbox, else that of the installation."""

from dataclasses import replace

from django.conf import settings

from puntuale.apps.post.models import Mailbox
from puntuale.apps.post.sealing import unseal
from puntuale.interfaces.mail.sending.smtp import Server, server_at


def server_for(mailbox: Mailbox | None) -> Server | None:
    """The server, signed in to as its mailbox says; None where mail is only kept.

    Raises:
        BadServerAddress: the address of it is not understood.
        SealedElsewhere: its password is to be entered once more.
    """
    if mailbox is not None and mailbox.smtp_url:
        server = server_at(mailbox.smtp_url)
        return replace(server, password=unseal(mailbox.sealed_smtp_password))
    return server_at(settings.SMTP_URL) if settings.SMTP_URL else None
