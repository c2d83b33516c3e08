"""How a trial of a mailbox went, one way in and one way out."""

from dataclasses import dataclass
from enum import StrEnum

from puntuale.apps.post.troubles import Trouble


class Way(StrEnum):
    """Fetching mail, or handing it over."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Trial:
    """What was reached, and what went wrong; `mails` lie in the folder where one was opened."""

    way: Way
    place: str
    trouble: Trouble | None = None
    mails: int | None = None
