"""What can be done to many requests at once: each deed with what takes it back."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.actions.deciding import (
    close_ticket,
    reopen,
    resolve,
    take_back_closing,
)
from puntuale.apps.tickets.actions.merging import merge, unmerge
from puntuale.apps.tickets.actions.reading import mark_read, mark_read_until
from puntuale.apps.tickets.actions.sorting import assign, set_tags
from puntuale.apps.tickets.actions.waiting import WAITING, wait_for
from puntuale.apps.tickets.errors import ChangedMeanwhile
from puntuale.apps.tickets.models import ReadMark, Ticket

Before = dict[str, Any]


class Deed(ABC):
    """Something done to one request. What `do` returns is all that `undo` needs, in JSON."""

    name: ClassVar[str]

    @abstractmethod
    def do(self, ticket: Ticket, *, by: User, at: datetime) -> Before | None:
        """Do it; None: there was nothing to do.

        Raises:
            TicketRefusal: nothing was changed.
        """

    @staticmethod
    @abstractmethod
    def undo(ticket: Ticket, before: Before, *, by: User, at: datetime) -> None:
        """Take it back with actions of its own, so that the history shows both.

        Raises:
            TicketRefusal: somebody has changed it since; nothing was changed.
        """


@dataclass(frozen=True, slots=True)
class Assign(Deed):
    """Give the request to a person, or to nobody; its team stays."""

    name: ClassVar[str] = "assign"
    to: User | None

    def do(self, ticket: Ticket, *, by: User, at: datetime) -> Before | None:
        before = ticket.assignee_id
        to = self.to.pk if self.to else None
        if before == to:
            return None
        assign(ticket, to=self.to, team=ticket.team, by=by, at=at)
        return {"from": before, "to": to}

    @staticmethod
    def undo(ticket: Ticket, before: Before, *, by: User, at: datetime) -> None:
        if ticket.assignee_id != before["to"]:
            raise ChangedMeanwhile
        former = User.objects.filter(pk=before["from"]).first()
        assign(ticket, to=former, team=ticket.team, by=by, at=at)


@dataclass(frozen=True, slots=True)
class AddTag(Deed):
    """Let the request carry one more tag."""

    name: ClassVar[str] = "tag"
    tag: str

    def do(self, ticket: Ticket, *, by: User, at: datetime) -> Before | None:
        names = _tags(ticket)
        if self.tag in names:
            return None
        set_tags(ticket, {*names, self.tag}, by=by, at=at)
        return {"tag": self.tag}

    @staticmethod
    def undo(ticket: Ticket, before: Before, *, by: User, at: datetime) -> None:
        set_tags(ticket, _tags(ticket) - {before["tag"]}, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Resolve(Deed):
    """Say that the request is solved."""

    name: ClassVar[str] = "resolve"

    def do(self, ticket: Ticket, *, by: User, at: datetime) -> Before | None:
        if ticket.resolved_at is not None and ticket.is_open:
            return None
        resolve(ticket, by=by, at=at)
        return {"state": ticket.state, "at": at.isoformat()}

    @staticmethod
    def undo(ticket: Ticket, before: Before, *, by: User, at: datetime) -> None:
        if ticket.resolved_at != datetime.fromisoformat(before["at"]) or not ticket.is_open:
            raise ChangedMeanwhile
        _begin_again(ticket, before, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Close(Deed):
    """End the request."""

    name: ClassVar[str] = "close"

    def do(self, ticket: Ticket, *, by: User, at: datetime) -> Before | None:
        close_ticket(ticket, by=by, at=at)
        return {"state": ticket.state, "at": at.isoformat()}

    @staticmethod
    def undo(ticket: Ticket, before: Before, *, by: User, at: datetime) -> None:
        if ticket.closed_at != datetime.fromisoformat(before["at"]):
            raise ChangedMeanwhile
        if before["state"] == Ticket.State.RESOLVED:
            take_back_closing(ticket, by=by, at=at)
        else:
            _begin_again(ticket, before, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Merge(Deed):
    """End the request in favour of another."""

    name: ClassVar[str] = "merge"
    into: Ticket

    def do(self, ticket: Ticket, *, by: User, at: datetime) -> Before | None:
        if ticket == self.into:
            return None
        merge(ticket, into=self.into, by=by, at=at)
        return {"into": self.into.pk}

    @staticmethod
    def undo(ticket: Ticket, before: Before, *, by: User, at: datetime) -> None:
        if ticket.merged_into_id != before["into"]:
            raise ChangedMeanwhile
        unmerge(ticket, by=by, at=at)


@dataclass(frozen=True, slots=True)
class MarkRead(Deed):
    """Take the customer's words as read."""

    name: ClassVar[str] = "read"

    def do(self, ticket: Ticket, *, by: User, at: datetime) -> Before | None:
        mark = ReadMark.objects.filter(ticket=ticket, user=by).first()
        mark_read(ticket, by=by, at=at)
        return {"until": mark.read_at.isoformat() if mark else None}

    @staticmethod
    def undo(ticket: Ticket, before: Before, *, by: User, at: datetime) -> None:  # noqa: ARG004 - every deed's
        until = before["until"]
        mark_read_until(ticket, by=by, until=until and datetime.fromisoformat(until))


DEEDS: Mapping[str, type[Deed]] = {
    deed.name: deed for deed in (Assign, AddTag, Resolve, Close, Merge, MarkRead)
}


def _tags(ticket: Ticket) -> set[str]:
    return set(ticket.tags.values_list("name", flat=True))


def _begin_again(ticket: Ticket, before: Before, *, by: User, at: datetime) -> None:
    reopen(ticket, by=by, at=at)
    if before["state"] in WAITING:
        wait_for(ticket, Ticket.State(before["state"]), by=by, at=at)
