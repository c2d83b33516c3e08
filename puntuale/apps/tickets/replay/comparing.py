"""A page of requests compared under their own terms and under others."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from puntuale.apps.agreements.terms import terms_of_versions
from puntuale.apps.tickets.replay.chosen import Chosen
from puntuale.apps.tickets.replay.pages import Page, page_after
from puntuale.core.agreements.replay.compared import Compared, Difference, compare
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.working_time.instants import microseconds

PAGE = 10_000


class Step(NamedTuple):
    """What a page of requests came to; `last` is the key of its last request."""

    last: int
    compared: Compared
    differences: list[tuple[int, Difference]]
    """With the key of the request each is about, in the order of the requests."""


def steps_of(
    chosen: Chosen, other: Terms, *, now: datetime, after: int = 0, size: int = PAGE
) -> Iterator[Step]:
    """Replay the chosen requests page by page, those above the key `after`."""
    while (page := page_after(chosen, after, size)) is not None:
        yield _step(page, other, microseconds(now))
        after = int(page.ids[-1])


def _step(page: Page, other: Terms, now: int) -> Step:
    total = Compared()
    found: list[tuple[int, Difference]] = []
    own = terms_of_versions(page.version.tolist())
    for version, mine in page.by_version():
        compared, differences = compare(own[version], other, page.histories.only(mine), now)
        total.add(compared)
        keys = page.ids[mine].tolist()
        found += [(keys[each.row], each) for each in differences]
    return Step(int(page.ids[-1]), total, sorted(found, key=lambda each: each[0]))
