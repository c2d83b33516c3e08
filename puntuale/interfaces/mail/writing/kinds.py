"""The mails we write, by name: which are written by nobody, and to whom they go."""

from collections.abc import Mapping
from dataclasses import dataclass

from puntuale.apps.customers.declining import Topic


@dataclass(frozen=True, slots=True)
class Kind:
    """One mail with its folder under `emails/`.

    `is_automatic`: no person wrote it; `is_budgeted`: no person caused it either, so that another
    machine could; `goes_to_all`: participants get it in copy; `topic`: what it is for, where no
    agreement wants it, so that it may be declined.
    """

    name: str
    is_automatic: bool
    is_budgeted: bool
    goes_to_all: bool
    topic: Topic | None = None


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("received", is_automatic=True, is_budgeted=True, goes_to_all=False),
        Kind("refused", is_automatic=True, is_budgeted=True, goes_to_all=False),
        Kind("declined", is_automatic=True, is_budgeted=False, goes_to_all=False),
        Kind(
            "reminder",
            is_automatic=True,
            is_budgeted=True,
            goes_to_all=False,
            topic=Topic.REMINDERS,
        ),
        Kind("unreached", is_automatic=True, is_budgeted=False, goes_to_all=False),
        Kind("accepted", is_automatic=True, is_budgeted=False, goes_to_all=False),
        Kind("date", is_automatic=True, is_budgeted=False, goes_to_all=True),
        Kind("released", is_automatic=True, is_budgeted=False, goes_to_all=True),
        Kind("closed", is_automatic=True, is_budgeted=True, goes_to_all=False),
        Kind("clarification", is_automatic=False, is_budgeted=False, goes_to_all=True),
        Kind("answer", is_automatic=False, is_budgeted=False, goes_to_all=True),
        Kind("resolved", is_automatic=False, is_budgeted=False, goes_to_all=True),
    )
}
