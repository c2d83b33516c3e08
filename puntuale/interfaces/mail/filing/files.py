"""The files of a mail, kept before the words to which they belong."""

from datetime import datetime

from puntuale.apps.tickets.errors import FileTooLarge
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Attachment
from puntuale.interfaces.mail.reading.values import ReadMail


def keep_files(read: ReadMail, *, at: datetime) -> tuple[list[Attachment], list[str]]:
    """The kept files, and what is to be said of those that are too large."""
    kept, lost = [], []
    for file in read.files:
        try:
            kept.append(
                keep_file(
                    file.content,
                    file.name,
                    file.content_type,
                    at=at,
                    content_id=file.content_id,
                    inline=file.is_inline,
                )
            )
        except FileTooLarge:
            lost.append(f"file_too_large: {file.name}")
    return kept, lost
