"""What was said on a request, as a value."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from puntuale.apps.tickets.models import Message
from puntuale.interfaces.api.values.kinds import TEXT, Given, Instant, Text


class File(Schema):
    """A file that came with a message."""

    name: str
    content_type: str
    size: int


class MessageValue(Schema):
    """One thing said: by the customer, by the desk, or a note that only the desk sees."""

    id: int
    kind: str = Field(description="customer, agent or note.")
    by: str
    written_at: Instant
    language: str
    text: str
    quoted: str = Field(description="What was quoted below the words.")
    cc: list[str]
    files: list[File]


class Messages(Schema):
    """A page of a conversation, the oldest first; `next` goes into `after` for the following one."""

    items: list[MessageValue]
    next: int | None


class NewMessage(Given):
    """Words to be added. A customer can only reply; `then` is the desk's."""

    kind: Literal["reply", "note"] = "reply"
    text: Text = Field(min_length=1, max_length=TEXT)
    then: Literal["keep", "wait", "resolve"] = Field(
        default="keep", description="Go on, wait for the customer’s answer, or resolve."
    )


RELATED = ("by_user", "by_contact")


def message_of(row: Message) -> MessageValue:
    """`row`, loaded with what is `RELATED` and with its files."""
    return MessageValue(
        id=row.pk,
        kind=row.kind,
        by=str(row.by_user or row.by_contact),
        written_at=row.written_at,
        language=row.language,
        text=row.text,
        quoted=row.cut_text,
        cc=row.cc,
        files=[
            File(name=file.name, content_type=file.content_type, size=file.size)
            for file in row.files.all()
            if not file.is_inline
        ],
    )
