"""Where a mailbox lies, with what opens it."""

from dataclasses import replace
from datetime import datetime
from imaplib import IMAP4

from django.conf import settings
from imap_tools import ImapToolsError

from puntuale.apps.post.granting import NoAccess
from puntuale.apps.post.models import Grant, Mailbox
from puntuale.apps.post.sealing import SealedElsewhere, parted, unseal
from puntuale.interfaces.mail.access.tokens import access_to
from puntuale.interfaces.mail.fetching.server import BadMailboxAddress, NotLetIn, Place, place_at

# All that can keep a mailbox from being opened or read, each with its reason in words.
TROUBLE = (
    OSError,
    IMAP4.error,
    ImapToolsError,
    BadMailboxAddress,
    NotLetIn,
    NoAccess,
    SealedElsewhere,
)


def place_of(mailbox: Mailbox, *, at: datetime) -> Place:
    """The folder of `mailbox`, with its password, or with access that its provider gives.

    Raises:
        BadMailboxAddress: its address is not understood.
        NoAccess: its provider gives none.
        SealedElsewhere: its secrets were sealed by another installation.
    """
    # A password that was entered since says that the grant is not wanted any more.
    grant = None if mailbox.sealed_password else Grant.objects.filter(mailbox=mailbox).first()
    if grant is not None:
        return replace(place_at(mailbox.imap_url, ""), token=access_to(grant, at=at))
    configured, password = parted(settings.IMAP_URL)
    if mailbox.imap_url == configured:
        return place_at(configured, password)
    return place_at(mailbox.imap_url, unseal(mailbox.sealed_password))


def in_words(trouble: Exception) -> str:
    """What went wrong, in one line."""
    return " ".join(f"{trouble}".split()) or type(trouble).__name__
