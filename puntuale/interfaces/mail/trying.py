"""Trying a mailbox with what is stored of it: connected and signed in, in and out; nothing is changed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from smtplib import SMTPException
from typing import TypeVar

from django.utils import timezone

from puntuale.apps.post.models import Mailbox
from puntuale.apps.post.trials import Trial, Way
from puntuale.apps.post.troubles import trouble_in_words
from puntuale.interfaces.mail.fetching.places import TROUBLE, in_words, place_of
from puntuale.interfaces.mail.fetching.server import Place, count_mails
from puntuale.interfaces.mail.sending.servers import server_for
from puntuale.interfaces.mail.sending.smtp import BadServerAddress, Server, greet

SECONDS = 8
# A server that drips keeps to each pause and still takes for ever.
SECONDS_IN_ALL = 12
Found = TypeVar("Found")
FAILURES = (*TROUBLE, SMTPException, BadServerAddress)


def try_mailbox(mailbox: Mailbox) -> list[Trial]:
    """What fetching and handing over would meet now; within some seconds, whatever they meet."""
    ways: list[tuple[Way, Callable[[], Trial]]] = []
    if mailbox.imap_url:
        place = _looked_up(lambda: place_of(mailbox, at=timezone.now()))
        ways.append((Way.IN, lambda: _try_in(place.result())))
    server = _looked_up(lambda: server_for(mailbox, at=timezone.now()))
    ways.append((Way.OUT, lambda: _try_out(server.result())))
    both = ThreadPoolExecutor(max_workers=2)
    try:
        begun = [(way, both.submit(attempt)) for way, attempt in ways]
        return [_outcome(way, attempt) for way, attempt in begun]
    finally:
        both.shutdown(wait=False)


def _outcome(way: Way, attempt: "Future[Trial]") -> Trial:
    try:
        return attempt.result(timeout=SECONDS_IN_ALL)
    except FAILURES as trouble:
        return Trial(way, "", trouble_in_words(in_words(trouble)))


def _looked_up(look: Callable[[], Found]) -> "Future[Found]":
    """Where it is; looked up here, since other threads do not reach the database."""
    found: Future[Found] = Future()
    try:
        found.set_result(look())
    except FAILURES as trouble:
        found.set_exception(trouble)
    return found


def _try_in(place: Place) -> Trial:
    return Trial(Way.IN, f"{place.host}:{place.port}", mails=count_mails(place, SECONDS))


def _try_out(server: Server | None) -> Trial:
    if server is None:
        return Trial(Way.OUT, "")
    greet(server, SECONDS)
    return Trial(Way.OUT, f"{server.host}:{server.port}")
