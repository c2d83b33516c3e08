"""The duty that listens: servers that offer to (IDLE) tell of new mail within a second.

Each mailbox is watched by one process, over a connection of its own. What is told only makes the
mailbox due; fetching it is another duty, which asks by itself from time to time all the same.
"""

import select
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from imap_tools import BaseMailBox

from puntuale.apps.post.actions.mailboxes import (
    WATCH,
    begin_watch,
    end_watch,
    hurry,
    keep_watch,
)
from puntuale.apps.post.models import Mailbox
from puntuale.interfaces.mail.fetching.places import TROUBLE, in_words, place_of
from puntuale.interfaces.mail.fetching.server import signed_in

LISTEN_SECONDS = 1.0
CONNECT_SECONDS = 10
# Servers and routers forget a connection that says nothing for longer (RFC 2177: half an hour).
ANEW_AFTER = timedelta(minutes=9)
# A server that offers no such thing, or is in trouble, is asked again after a while.
REST = timedelta(minutes=10)

log = structlog.get_logger(__name__)


@dataclass
class Watch:
    """An open connection on which a server tells of what comes."""

    mailbox: Mailbox
    server: BaseMailBox
    since: datetime

    def is_of(self, mailbox: Mailbox | None) -> bool:
        """Whether it leads to where `mailbox` lies now; None where that is no more."""
        return mailbox is not None and mailbox.imap_url == self.mailbox.imap_url

    def has_news(self) -> bool:
        """Whether something came; what the server tells else is passed over."""
        told = self.server.idle.poll(timeout=0)
        if not told:
            # Readable without a line: the server has hung up.
            raise ConnectionError("the server ended the connection")
        return any(line.endswith((b"EXISTS", b"RECENT")) for line in told)

    def begin_anew(self, at: datetime) -> None:
        self.server.idle.stop()
        self.server.idle.start()
        self.since = at


# Of this process; only the thread of this duty reaches for them.
_watches: dict[int, Watch] = {}
_rest_until: dict[int, datetime] = {}


def watch_mailboxes(at: datetime) -> bool:
    """Have every server that offers it tell of new mail; whether one did.

    A mailbox that is watched by another process is left to it.
    """
    mailboxes = {mailbox.pk: mailbox for mailbox in Mailbox.objects.exclude(imap_url="")}
    for watch in list(_watches.values()):
        if not watch.is_of(mailboxes.get(watch.mailbox.pk)):
            _end(watch)
            _rest_until.pop(watch.mailbox.pk, None)
    for key, mailbox in mailboxes.items():
        if key not in _watches and _rest_until.get(key, at) <= at:
            _begin(mailbox, at)
    for watch in list(_watches.values()):
        _keep(watch, at)
    told = [_listen(watch, at) for watch in _readable(_watches.values())]
    return any(told)


def _begin(mailbox: Mailbox, at: datetime) -> None:
    _rest_until[mailbox.pk] = at + REST
    if mailbox.stopped_since is not None or not begin_watch(mailbox, at=at):
        # Whoever fetches it says what is wrong; it is looked at again soon.
        _rest_until[mailbox.pk] = at + WATCH
        return
    server = None
    try:
        server = signed_in(place_of(mailbox, at=at), seconds=CONNECT_SECONDS)
        if "IDLE" not in server.client.capabilities:
            server.logout()
            end_watch(mailbox)
            return
        server.idle.start()
    except TROUBLE as reason:
        log.info("mailbox_not_watched", mailbox=mailbox.address, because=in_words(reason))
        if server is not None:
            server.client.shutdown()
        end_watch(mailbox)
        return
    _watches[mailbox.pk] = Watch(mailbox, server, at)
    # What came before anybody listened.
    hurry(mailbox)


def _keep(watch: Watch, at: datetime) -> None:
    """Go on watching, unless another process has taken over or the connection is dead."""
    until = watch.mailbox.watched_until
    if until is not None and until > at + WATCH / 2:
        return
    if not keep_watch(watch.mailbox, at=at):
        _end(watch)
        return
    if watch.since + ANEW_AFTER <= at:
        try:
            watch.begin_anew(at)
        except TROUBLE:
            _end(watch)


def _readable(watches: Iterable[Watch]) -> list[Watch]:
    sockets = {watch.server.client.sock: watch for watch in watches}
    if not sockets:
        return []
    return [sockets[one] for one in select.select(list(sockets), [], [], LISTEN_SECONDS)[0]]


def _listen(watch: Watch, at: datetime) -> bool:
    try:
        has_news = watch.has_news()
    except TROUBLE as reason:
        log.info("mailbox_not_watched", mailbox=watch.mailbox.address, because=in_words(reason))
        _end(watch)
        _rest_until[watch.mailbox.pk] = at + WATCH
        return False
    if has_news:
        hurry(watch.mailbox)
    return has_news


def _end(watch: Watch) -> None:
    del _watches[watch.mailbox.pk]
    watch.server.client.shutdown()
    end_watch(watch.mailbox)
