"""What a look at the installation finds: in words for people, as codes for monitors."""

from dataclasses import dataclass
from enum import IntEnum

from django.utils.functional import Promise

Words = str | Promise


class Level(IntEnum):
    """How urgent it is; monitors are alarmed by what is wrong only."""

    WELL = 0
    ATTENTION = 1
    WRONG = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it stands, and what to do where something is to be done."""

    code: str
    level: Level
    sentence: Words
    remedy: Words = ""

    @property
    def is_well(self) -> bool:
        return self.level is Level.WELL

    @property
    def is_wrong(self) -> bool:
        return self.level is Level.WRONG


def well(code: str, sentence: Words) -> Finding:
    return Finding(code, Level.WELL, sentence)


def attention(code: str, sentence: Words, remedy: Words) -> Finding:
    return Finding(code, Level.ATTENTION, sentence, remedy)


def wrong(code: str, sentence: Words, remedy: Words) -> Finding:
    return Finding(code, Level.WRONG, sentence, remedy)
