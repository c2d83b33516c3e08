"""Servers that offer it tell of new mail; where none does, it is asked for every half minute."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from puntuale.apps.post.actions import mailboxes
from puntuale.apps.post.models import InboundMail, Mailbox
from puntuale.apps.post.sealing import seal
from puntuale.interfaces.mail.fetching import watching
from puntuale.interfaces.mail.fetching.fetch import fetch_next_mailbox
from puntuale.interfaces.mail.fetching.watching import watch_mailboxes
from tests.environment.imap import PASSWORD, USER, imap_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def imap(monkeypatch):
    monkeypatch.setattr(watching, "_watches", {})
    monkeypatch.setattr(watching, "_rest_until", {})
    with imap_server() as server:
        yield server
        for watch in list(watching._watches.values()):
            watch.server.client.shutdown()


@pytest.fixture
def mailbox(imap):
    return Mailbox.objects.create(address=USER, imap_url=imap.url, sealed_password=seal(PASSWORD))


def now(after=timedelta()):
    return datetime.now(UTC) + after


def until(told):
    """Listen until it is so, on the slowest machine."""
    last = time.monotonic() + 60
    while not told():
        assert time.monotonic() < last, "it never came"


def kept():
    return list(InboundMail.objects.order_by("id").values_list("message_id", flat=True))


def test_what_a_server_tells_of_is_fetched_before_it_would_be_asked(imap, mailbox):
    watch_mailboxes(now())
    fetch_next_mailbox(now())
    assert not fetch_next_mailbox(now(timedelta(minutes=1)))

    imap.put("one")
    until(lambda: watch_mailboxes(now()))

    assert fetch_next_mailbox(now())
    assert kept() == ["<one@x>"]


def test_a_mailbox_that_is_watched_is_asked_now_and_then_all_the_same(imap, mailbox):
    watch_mailboxes(now())
    fetch_next_mailbox(now())
    Mailbox.objects.update(watched_until=now(timedelta(hours=1)))

    assert not fetch_next_mailbox(now(timedelta(minutes=4)))
    assert fetch_next_mailbox(now(timedelta(minutes=6)))


def test_a_server_that_tells_nothing_is_asked_every_half_minute(imap, mailbox):
    imap.offers_idle = False
    watch_mailboxes(now())
    fetch_next_mailbox(now())

    imap.put("one")

    assert Mailbox.objects.get().watched_until is None
    assert fetch_next_mailbox(now(timedelta(seconds=31)))
    assert kept() == ["<one@x>"]


def test_a_server_that_hangs_up_is_asked_again_until_it_is_watched_anew(imap, mailbox):
    watch_mailboxes(now())
    watch = watching._watches[mailbox.pk]
    watch.server.client.sock.shutdown(2)

    watch_mailboxes(now())

    assert Mailbox.objects.get().watched_until is None
    assert watching._watches == {}
    watch_mailboxes(now(mailboxes.WATCH))
    assert mailbox.pk in watching._watches


def test_one_process_watches_a_mailbox(imap, mailbox):
    assert mailboxes.begin_watch(Mailbox.objects.get(), at=now())

    watch_mailboxes(now())

    assert imap.sign_ins == 0
    watch_mailboxes(now(mailboxes.WATCH * 2))
    assert imap.sign_ins == 1


def test_a_connection_is_begun_anew_before_anybody_forgets_it(imap, mailbox):
    watch_mailboxes(now())
    later = now(watching.ANEW_AFTER)

    watch_mailboxes(later)

    assert watching._watches[mailbox.pk].since == later
    assert imap.sign_ins == 1
    imap.put("one")
    until(lambda: watch_mailboxes(later))


def test_a_mailbox_that_is_no_more_is_not_watched(imap, mailbox):
    watch_mailboxes(now())
    Mailbox.objects.all().delete()

    watch_mailboxes(now())

    assert watching._watches == {}


def test_a_mailbox_that_moves_is_watched_where_it_lies_now(imap, mailbox):
    watch_mailboxes(now())
    with imap_server() as elsewhere:
        Mailbox.objects.update(imap_url=elsewhere.url)
        watch_mailboxes(now())
        fetch_next_mailbox(now())

        elsewhere.put("one")
        until(lambda: watch_mailboxes(now()))

        assert fetch_next_mailbox(now())
        Mailbox.objects.all().delete()
        watch_mailboxes(now())
    assert kept() == ["<one@x>"]


def test_mails_that_are_numbered_anew_are_not_doubled(imap, mailbox):
    imap.put("one", "two")
    fetch_next_mailbox(now())
    imap.mails.pop(0)
    imap.number_anew()
    imap.put("three")

    fetch_next_mailbox(now(timedelta(minutes=1)))

    assert kept() == ["<one@x>", "<two@x>", "<three@x>"]
    assert all(mail.flags == {"\\Seen"} for mail in imap.mails)


def test_several_mailboxes_are_fetched_one_after_the_other(imap, mailbox):
    with imap_server() as other:
        Mailbox.objects.create(
            address="sales@officina.example", imap_url=other.url, sealed_password=seal(PASSWORD)
        )
        imap.put("one")
        other.put("two")

        while fetch_next_mailbox(now()):
            pass

    assert sorted(kept()) == ["<one@x>", "<two@x>"]
    assert set(InboundMail.objects.values_list("mailbox__address", flat=True)) == {
        USER,
        "sales@officina.example",
    }
