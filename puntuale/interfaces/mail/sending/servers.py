"""By which server a mail leaves: that of its mailbox, else that of the installation."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings

from puntuale.apps.post.models import Grant, Mailbox
from puntuale.apps.post.sealing import unseal
from puntuale.interfaces.mail.access.providers import provider
from puntuale.interfaces.mail.access.tokens import access_to
from puntuale.interfaces.mail.sending.smtp import Server, server_at


def server_for(mailbox: Mailbox | None, *, at: datetime) -> Server | None:
    """The server, signed in to as its mailbox says; None where mail is only kept.

    Raises:
        BadServerAddress: the address of it is not understood.
        NoAccess: the mailbox's provider gives none.
        SealedElsewhere: its password is to be entered once more.
    """
    if mailbox is None or not mailbox.smtp_url:
        return server_at(settings.SMTP_URL) if settings.SMTP_URL else None
    server = server_at(mailbox.smtp_url)
    if mailbox.sealed_smtp_password:
        return replace(server, password=unseal(mailbox.sealed_smtp_password))
    grant = Grant.objects.filter(mailbox=mailbox).first()
    if grant is None or server.host != provider(grant.provider).smtp_host:
        # What a provider has granted is shown to nobody else.
        return server
    return replace(server, token=access_to(grant, at=at))
