"""The records of a request; imported here so that Django finds them."""

from puntuale.apps.tickets.models.clock import TicketClock
from puntuale.apps.tickets.models.comforts import (
    Draft,
    Notice,
    Presence,
    ReadMark,
    SavedReply,
    SavedView,
)
from puntuale.apps.tickets.models.counter import Counter
from puntuale.apps.tickets.models.event import TicketEvent
from puntuale.apps.tickets.models.message import Attachment, Message, TicketReference
from puntuale.apps.tickets.models.participant import Participant
from puntuale.apps.tickets.models.replay import Replay, ReplayDifference
from puntuale.apps.tickets.models.ticket import Tag, Ticket
from puntuale.apps.tickets.models.words import TicketWords

__all__ = [
    "Attachment",
    "Counter",
    "Draft",
    "Message",
    "Notice",
    "Participant",
    "Presence",
    "ReadMark",
    "Replay",
    "ReplayDifference",
    "SavedReply",
    "SavedView",
    "Tag",
    "Ticket",
    "TicketClock",
    "TicketEvent",
    "TicketReference",
    "TicketWords",
]
