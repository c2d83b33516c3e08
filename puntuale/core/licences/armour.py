"""Text around bytes, so that a file can be mailed, pasted and scanned (as in RFC 7468)."""

import base64
import binascii
import re
import textwrap

from puntuale.core.licences.errors import NotSuchAFile

LINE = 64
# Longer than any file of ours, shorter than what could hurt.
LONGEST = 20_000


def armoured(kind: str, content: bytes) -> str:
    """`content` between the two lines that name its kind, such as `LICENCE`."""
    lines = textwrap.wrap(base64.b64encode(content).decode(), LINE)
    edges = f"-----BEGIN PUNTUALE {kind} FILE-----", f"-----END PUNTUALE {kind} FILE-----"
    return "\n".join((edges[0], *lines, edges[1], ""))


def unarmoured(kind: str, text: str) -> bytes:
    """The bytes inside; whatever stands around the two lines, such as a mail, is left aside.

    Raises:
        NotSuchAFile: the text holds no file of this kind.
    """
    found = re.search(
        rf"-----BEGIN PUNTUALE {kind} FILE-----([A-Za-z0-9+/=\s]*)-----END PUNTUALE {kind} FILE-----",
        text[:LONGEST],
    )
    if found is None:
        raise NotSuchAFile(kind.lower())
    return from_base64(kind, "".join(found[1].split()))


def from_base64(kind: str, text: str) -> bytes:
    """The bytes behind `text`, which is the one way to write them.

    Raises:
        NotSuchAFile: it is not base 64, or has bits that mean nothing.
    """
    try:
        content = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise NotSuchAFile(kind.lower()) from error
    if base64.b64encode(content).decode() != text:
        raise NotSuchAFile(kind.lower())
    return content
