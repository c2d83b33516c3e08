"""What a mail server's refusal means, and what to do about it: the same words wherever it shows."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Words = str | Lazy


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, and what helps; `said` is what the other side said, word for word."""

    code: str
    sentence: Words
    remedy: Words
    said: str = ""


_KNOWN: tuple[tuple[str, str, Lazy, Lazy], ...] = (
    (
        "sealed",
        r"sealed with another secret key",
        gettext_lazy(
            "The stored password cannot be opened: it was sealed with another secret key."
        ),
        gettext_lazy("Enter the password once more."),
    ),
    (
        "grant",
        r"takes the stored sign-in no more|no right that lasts",
        gettext_lazy(
            "The provider takes the stored sign-in no more: it was withdrawn, or too long unused."
        ),
        gettext_lazy("Sign in again with the button beside it."),
    ),
    (
        "client",
        r"does not know this client",
        gettext_lazy("The provider does not know this application, or its secret has changed."),
        gettext_lazy("Check what is registered there, and sign in again."),
    ),
    (
        "access",
        r"could not be asked for access|gives no access|and no token",
        gettext_lazy("The provider gives no access at the moment."),
        gettext_lazy("It is asked again by itself; if this lasts, look at the provider’s notices."),
    ),
    (
        "address",
        r"write the server as",
        gettext_lazy("The address of the server is not understood."),
        gettext_lazy("Write it as in the example beside the field."),
    ),
    (
        "name",
        (
            r"name or service not known|nodename nor servname|no address associated|name resolution"
            r"|getaddrinfo"
        ),
        gettext_lazy("The name of the server is not known."),
        gettext_lazy("Check how the name is written, and whether this machine can look up names."),
    ),
    (
        "sign_in",
        (
            r"authenticationfailed|invalid credentials|login failed|authentication failed"
            r"|authentication unsuccessful|\b53[045]\b|bad credentials|web login required|app password"
        ),
        gettext_lazy("The server does not let us in: it refuses the name or the password."),
        gettext_lazy(
            "Check both. Large providers want an app password, or to be signed in to in another way."
        ),
    ),
    (
        "certificate",
        r"certificate",
        gettext_lazy("The server shows a certificate that this machine does not trust."),
        gettext_lazy(
            "Check that the name is the one on the certificate, and that it has not ended."
        ),
    ),
    (
        "tls",
        r"\bssl\b|\btls\b|wrong_version_number|starttls|handshake",
        gettext_lazy("No encrypted connection comes about."),
        gettext_lazy(
            "Check port and scheme: 993 and 465 are encrypted at once, 143 and 587 later."
        ),
    ),
    (
        "refused",
        r"connection refused|errno 111|errno 61",
        gettext_lazy("The server refuses the connection."),
        gettext_lazy("Check the port, and whether a firewall lets this machine through."),
    ),
    (
        "unreachable",
        r"timed out|timeout|too long|no route|unreachable|errno 110|errno 113|errno 101",
        gettext_lazy("The server does not answer."),
        gettext_lazy("Check name and port, and whether a firewall lets this machine through."),
    ),
    (
        "folder",
        r"nonexistent|doesn't exist|does not exist|unknown mailbox|no such mailbox",
        gettext_lazy("The folder does not exist on the server."),
        gettext_lazy("Check the folder at the end of the address; most often it is INBOX."),
    ),
    (
        "closed",
        r"closed|reset by peer|broken pipe|eof|abort",
        gettext_lazy("The server ended the conversation."),
        gettext_lazy("It is tried again by itself. If it lasts, ask the provider."),
    ),
)


def trouble_in_words(said: str) -> Trouble | None:
    """What `said`, the kept words of a failure, means; None where there was none."""
    if not said:
        return None
    lower = said.lower()
    for code, pattern, sentence, known_remedy in _KNOWN:
        if re.search(pattern, lower):
            return Trouble(code, sentence, known_remedy, said)
    remedy = _("It is tried again by itself. If it lasts, ask the provider what this answer means.")
    return Trouble("other", _("The server gave an answer we do not know."), remedy, said)
