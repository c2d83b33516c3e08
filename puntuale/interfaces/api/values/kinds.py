"""The kinds of values that everything else is made of."""

from datetime import UTC, datetime
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, PlainSerializer, StringConstraints

SUBJECT, TEXT = 300, 100_000


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("a text holds no NUL")
    return text


def _in_utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


Text = Annotated[str, AfterValidator(_without_nul)]
Word = Annotated[Text, StringConstraints(max_length=120)]
Number = Annotated[int, Field(ge=0, lt=2**63)]
Slug = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]+$", max_length=60)]
# What belongs to no agreement's clock is told in UTC, the rest in the agreement's own zone.
Instant = Annotated[datetime, PlainSerializer(_in_utc, return_type=str)]
InstantThere = Annotated[datetime, PlainSerializer(datetime.isoformat, return_type=str)]


class Given(Schema):
    """What a caller sends: a key that nobody knows is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class Code(Schema):
    """A code of the agreement, and what people call it."""

    code: str
    title: str


class About(Given):
    """What a request is about. What is left out is taken as where nobody has said anything."""

    product: Word = Field(default="", description="A code of the catalogue.")
    serial_number: Word = ""
    type: Word = ""
    severity: Word = ""


class Refusal(Schema):
    """Why it is not taken on."""

    code: str
    sentence: str
