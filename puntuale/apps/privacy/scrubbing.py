"""Putting a pseudonym in the place of a person's name, address and telephone number, wherever they stand."""

import re
from dataclasses import dataclass
from typing import Any

from puntuale.apps.customers.models import Contact

# What stands where words were; it is no word of any language.
GONE = "[…]"
LEAST_LETTERS, LEAST_DIGITS = 3, 6


@dataclass(frozen=True, slots=True)
class Scrub:
    """Replaces what tells who a person is; of names only the whole one, for others may share its parts."""

    known: tuple[str, ...]
    # The telephone number as a pattern that databases read as well; empty without one.
    number: str
    pattern: re.Pattern[str]
    pseudonym: str

    def text(self, text: str) -> str:
        """`text` with the pseudonym in place of the person."""
        return self.pattern.sub(self.pseudonym, text)

    def value(self, value: Any) -> Any:
        """The same in everything that a JSON value holds, keys included."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(each) for each in value]
        if isinstance(value, dict):
            return {self.text(str(key)): self.value(each) for key, each in value.items()}
        return value


def scrub_of(contact: Contact) -> Scrub:
    """What to look for, and what to write in its place."""
    user = contact.user
    names = [contact.email, contact.name, *((user.email, user.name) if user else ())]
    known = sorted({name.strip() for name in names if len(name.strip()) >= LEAST_LETTERS}, key=len)
    parts = [_whole(name) for name in reversed(known)]
    digits = re.sub(r"\D", "", contact.phone)
    number = r"\+?" + r"[\s./()-]{0,2}".join(digits) if len(digits) >= LEAST_DIGITS else ""
    pattern = re.compile("|".join(filter(None, [*parts, number])), re.IGNORECASE)
    return Scrub(tuple(known), number, pattern, pseudonym_of(contact))


def _whole(name: str) -> str:
    if "@" in name:
        # Neither anna.rossi@ is rossi@, nor rossi.example.org rossi.example.
        return rf"(?<![\w.+-]){re.escape(name)}(?![\w-]|\.\w)"
    return rf"(?<!\w){re.escape(name)}(?!\w)"


def pseudonym_of(contact: Contact) -> str:
    """By what an erased person goes on to be told from others."""
    return f"erased-{contact.pk}"


def address_of_nobody(contact: Contact) -> str:
    """An address that no mail ever reaches (RFC 2606)."""
    return f"{pseudonym_of(contact)}@erased.invalid"
