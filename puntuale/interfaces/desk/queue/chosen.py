"""What an address asks of the queue: filters from the closed list, and where its page begins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from puntuale.apps.tickets.queue.filters import NAMES, shows_ended
from puntuale.apps.tickets.queue.pages import BadKey, Key

LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True)
class Chosen:
    """Filters by name, without empty ones; at most one of `after` and `before` is set."""

    filters: Mapping[str, str] = field(default_factory=dict)
    after: Key | None = None
    before: Key | None = None

    @classmethod
    def read(cls, params: Mapping[str, str]) -> "Chosen":
        """What `params` choose; names that are no filters, and broken keys, choose nothing."""
        filters = {name: params.get(name, "")[:LONGEST_VALUE] for name in NAMES}
        after = _key(params.get("after", ""))
        return cls(
            {name: value for name, value in filters.items() if value},
            after,
            None if after else _key(params.get("before", "")),
        )

    @property
    def is_first_page(self) -> bool:
        return self.after is None and self.before is None

    @property
    def shows_ended(self) -> bool:
        """Whether these requests have ended and have no promise any more."""
        return shows_ended(self.filters)

    def without(self, *names: str) -> "Chosen":
        """The same, from its first page, with fewer filters."""
        return Chosen({name: value for name, value in self.filters.items() if name not in names})

    def query(self, **keys: Key | None) -> str:
        """The address's part after the path, "" or "?…"; with the key of another page."""
        asked = {**self.filters, **{name: str(key) for name, key in keys.items() if key}}
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def here(self) -> str:
        """The query of this very page."""
        return self.query(after=self.after, before=self.before)


def _key(text: str) -> Key | None:
    try:
        return Key.read(text) if text else None
    except BadKey:
        return None
