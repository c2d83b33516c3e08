"""A raw mail on standard input: kept, or given back to the mail server to try again."""

import signal
import sys
from types import FrameType

from puntuale.interfaces.mail import exits
from puntuale.interfaces.mail.envelope import is_plain_address


class TookTooLong(Exception):
    """The mail could not be written in time, or the command was stopped."""

    def __init__(self) -> None:
        super().__init__("it took too long")


def receive_from_pipe(sender: str, recipients: tuple[str, ...], *, patience_seconds: int) -> int:
    """Keep what is on standard input; the exit status to end with, after saying why."""
    for address in (sender, *recipients):
        if not is_plain_address(address):
            return _ended(exits.NO_SUCH_ADDRESS, f"{address!r} is not an address")
    try:
        return _keep(sender.strip("<>"), recipients, patience_seconds)
    except Exception as trouble:
        # Whatever it was, the sender's server still has the mail and brings it again.
        return _ended(exits.TRY_AGAIN, f"The mail was not kept, try again: {trouble}")


def _keep(sender: str, recipients: tuple[str, ...], patience_seconds: int) -> int:
    # A mail server that sees its reader die of a signal or a traceback may return the mail.
    signal.signal(signal.SIGALRM, _give_up)
    signal.signal(signal.SIGTERM, _give_up)
    signal.alarm(patience_seconds)
    try:
        return _keep_in_database(sender, recipients, patience_seconds)
    finally:
        signal.alarm(0)


def _keep_in_database(sender: str, recipients: tuple[str, ...], patience_seconds: int) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from puntuale.apps.post.actions.intake import keep_mail

    if connection.vendor == "sqlite":
        # It waits for a lock inside itself, where no alarm is heard.
        connection.settings_dict["OPTIONS"]["timeout"] = patience_seconds
    raw = sys.stdin.buffer.read(settings.MAIL_MAX_BYTES + 1)
    if not raw:
        return _ended(exits.NOTHING_GIVEN, "There was no mail on standard input.")
    if len(raw) > settings.MAIL_MAX_BYTES:
        return _ended(exits.TOO_LARGE, f"The mail is larger than {settings.MAIL_MAX_BYTES} bytes.")
    keep_mail(raw, sender, recipients, "pipe", timezone.now())
    return exits.KEPT


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TookTooLong


def _ended(status: int, sentence: str) -> int:
    sys.stderr.write(" ".join(sentence.split()) + "\n")
    return status
