"""File names as data: safe to show and to hand out, never used on a disk."""

import mimetypes
import re
import unicodedata

from puntuale.interfaces.mail.reading.headers import one_line
from puntuale.interfaces.mail.reading.structure import Part

LONGEST = 120
LONGEST_ENDING = 16
# Marks that turn the direction of text: `exe.pdf` may read as `fdp.exe`.
TURNING = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u061c]")
USUAL = {
    "message/rfc822": "message.eml",
    "text/calendar": "invitation.ics",
    "text/plain": "text.txt",
    "text/html": "page.html",
    "application/pgp-signature": "signature.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/pkcs7-mime": "smime.p7m",
    "application/ms-tnef": "winmail.dat",
    "image/jpeg": "image.jpg",
}


def name_of(part: Part, subject: str = "") -> str:
    """The name of a part as its sender gave it, else one by its kind."""
    given = part.disposition.text("filename") or part.type.text("name")
    return safe(given) or safe(subject and f"{subject}.eml") or usual_name(part.type.word)


def safe(name: str) -> str:
    """`name` without path, controls, turning marks and excess; empty where nothing is left."""
    name = unicodedata.normalize("NFC", name)[:1000]
    last = TURNING.sub("", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = one_line("".join(letter if letter.isprintable() else " " for letter in last))
    shown = shown.strip(" .") if not shown.startswith(".") else shown.rstrip(" .")
    if len(shown) <= LONGEST:
        return shown
    stem, dot, ending = shown.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return shown[: LONGEST - 1] + "…"
    return f"{stem[: LONGEST - len(ending) - 2]}….{ending}"


def usual_name(content_type: str) -> str:
    """What a file of this kind is called that has no name."""
    known = USUAL.get(content_type)
    return known or f"file{mimetypes.guess_extension(content_type) or '.bin'}"
