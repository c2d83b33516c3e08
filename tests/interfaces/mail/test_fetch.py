"""One mailbox on a real IMAP server: every mail once, whatever happens between two polls."""

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from puntuale.apps.jobs.models import Job
from puntuale.apps.post.actions import mailboxes
from puntuale.apps.post.models import InboundMail, Mailbox
from puntuale.apps.post.sealing import parted, seal
from puntuale.interfaces.mail.fetching.fetch import fetch_next_mailbox
from puntuale.interfaces.mail.fetching.server import BadMailboxAddress, place_at

USER, PASSWORD = "demouser", "demopass"
pytestmark = pytest.mark.django_db


@dataclass
class Server:
    """An IMAP server of the test's own."""

    port: int

    @property
    def url(self) -> str:
        return f"imap://{USER}@127.0.0.1:{self.port}/INBOX"

    def client(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=30)
        client.login(USER, PASSWORD)
        return client

    def put(self, *names: str, flags: str = "", at: datetime | None = None) -> None:
        client = self.client()
        for name in names:
            date = imaplib.Time2Internaldate(at or datetime.now(UTC))
            client.append("INBOX", flags, date, a_mail(name))
        client.logout()

    def flags(self) -> list[str]:
        client = self.client()
        client.select("INBOX", readonly=True)
        _ok, found = client.uid("FETCH", "1:*", "(FLAGS)")
        client.logout()
        return [item.decode() for item in found if item]


def a_mail(name: str) -> bytes:
    return (
        f"Message-ID: <{name}@x>\r\nFrom: a@b.example\r\nSubject: {name}\r\n\r\n{name}\r\n".encode()
    )


def start_server() -> tuple["subprocess.Popen[bytes]", Server]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("pymap")
    process = subprocess.Popen(
        [
            *(program, "--host", "127.0.0.1", "--port", str(port), "--no-tls"),
            *("--no-service", "ManageSieveService", "--no-service", "AdminService"),
            *("dict", "--demo-data"),
        ],
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return process, Server(port)
    raise AssertionError("pymap never answered")


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    process, server = start_server()
    yield server
    process.terminate()
    process.wait(10)


@pytest.fixture
def server(running: Server) -> Server:
    client = running.client()
    client.select("INBOX")
    client.store("1:*", "+FLAGS", "\\Deleted")
    client.expunge()
    client.logout()
    return running


@pytest.fixture
def mailbox(server: Server) -> Mailbox:
    return Mailbox.objects.create(
        address="support@officina.example", imap_url=server.url, sealed_password=seal(PASSWORD)
    )


def poll(after: timedelta = timedelta()) -> bool:
    return fetch_next_mailbox(datetime.now(UTC) + after)


def later() -> bool:
    return poll(timedelta(minutes=2))


def kept() -> list[str]:
    return list(InboundMail.objects.order_by("id").values_list("message_id", flat=True))


def test_everything_new_is_fetched_kept_and_only_then_marked(server, mailbox):
    server.put("one", "two", "three")

    assert poll()

    assert kept() == ["<one@x>", "<two@x>", "<three@x>"]
    assert Job.objects.filter(kind="mail.read").count() == 3
    assert all("\\Seen" in flags for flags in server.flags())
    row = InboundMail.objects.first()
    assert (row.door, row.mailbox_id, row.envelope_to) == ("imap", mailbox.pk, [mailbox.address])


def test_a_second_poll_fetches_only_what_came_since(server, mailbox):
    server.put("one")
    poll()
    server.put("two")

    later()

    assert kept() == ["<one@x>", "<two@x>"]
    assert Job.objects.filter(kind="mail.read").count() == 2


def test_09_a_mail_that_a_person_has_already_opened_is_taken_all_the_same(server, mailbox):
    server.put("one", flags="(\\Seen)")

    poll()

    assert kept() == ["<one@x>"]


def test_a_mail_is_as_old_as_its_receipt_by_the_server(server, mailbox):
    yesterday = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    server.put("one", at=yesterday)

    poll()

    assert InboundMail.objects.get().received_at == yesterday


def test_a_mail_dated_in_the_future_came_now(server, mailbox):
    server.put("one", at=datetime.now(UTC) + timedelta(days=400))

    poll()

    assert InboundMail.objects.get().received_at <= datetime.now(UTC)


def test_03_a_crash_between_keeping_and_marking_keeps_no_mail_twice(server, mailbox):
    server.put("one")
    poll()
    Mailbox.objects.update(last_uid=0, fetched_at=None)

    poll()

    assert kept() == ["<one@x>"]


def test_a_server_that_numbers_its_mails_anew_doubles_nothing(server, mailbox):
    server.put("one", "two")
    poll()
    Mailbox.objects.update(uid_validity=1, last_uid=900)
    server.put("three")

    later()

    assert kept() == ["<one@x>", "<two@x>", "<three@x>"]


def test_a_mail_that_somebody_else_has_marked_for_removal_is_taken_and_stays(server, mailbox):
    server.put("one", flags="(\\Deleted)")

    poll()

    assert kept() == ["<one@x>"]
    assert len(server.flags()) == 1


def test_what_is_kept_can_be_deleted_from_the_server(server, mailbox):
    Mailbox.objects.update(imap_url=f"{server.url}?after=delete")
    server.put("one", "two")

    poll()

    assert kept() == ["<one@x>", "<two@x>"]
    assert server.flags() == []


def test_a_mail_that_is_too_large_waits_for_the_administrator_and_stays(server, mailbox, settings):
    settings.MAIL_MAX_BYTES = 200
    client = server.client()
    client.append("INBOX", "", imaplib.Time2Internaldate(time.time()), a_mail("big") + b"x" * 500)
    client.logout()
    server.put("small")

    poll()

    big, small = InboundMail.objects.order_by("id")
    assert (big.state, small.state) == (InboundMail.State.QUARANTINED, InboundMail.State.RECEIVED)
    assert "stays in the mailbox" in big.reason
    assert "\\Seen" not in server.flags()[0]


def test_two_workers_never_fetch_one_mailbox_at_once(mailbox):
    now = datetime.now(UTC)

    first, second = mailboxes.lease_next(now), mailboxes.lease_next(now)

    assert first is not None
    assert second is None


def test_a_worker_that_lost_its_lease_keeps_nothing(server, mailbox):
    now = datetime.now(UTC)
    slow = mailboxes.lease_next(now)
    fast = mailboxes.lease_next(now + mailboxes.LEASE)

    assert slow is not None
    assert fast is not None
    assert not mailboxes.keep_fetched(slow, [], at=now)
    assert mailboxes.keep_fetched(fast, [], at=now)


def test_10_a_mailbox_in_trouble_says_so_and_since_when(mailbox):
    Mailbox.objects.update(imap_url="imap://nobody@127.0.0.1:1/INBOX")

    poll()
    first = Mailbox.objects.get()
    later()
    second = Mailbox.objects.get()

    assert "refused" in first.last_error
    assert first.stopped_since is not None
    assert second.stopped_since == first.stopped_since


def test_a_wrong_password_is_told_and_the_right_one_ends_the_trouble(server, mailbox):
    Mailbox.objects.update(sealed_password=seal("wrong"))
    poll()
    assert Mailbox.objects.get().last_error

    Mailbox.objects.update(sealed_password=seal(PASSWORD))
    later()

    cured = Mailbox.objects.get()
    assert (cured.last_error, cured.stopped_since) == ("", None)


def test_a_mailbox_of_the_settings_is_known_by_itself(server, settings):
    settings.IMAP_URL = server.url.replace("@", f":{PASSWORD}@", 1)
    server.put("one")

    assert poll()

    assert kept() == ["<one@x>"]
    # Its password stays in the settings.
    assert PASSWORD not in Mailbox.objects.get().imap_url


def test_a_password_sealed_with_another_key_is_asked_for_again(server, mailbox, settings):
    settings.SECRET_KEY = "of another installation"

    poll()

    assert "enter it once more" in Mailbox.objects.get().last_error


@pytest.mark.parametrize(
    "url",
    ["", "http://host", "imaps://", "imap://host:port", "imaps://u@h/INBOX?after=burn"],
)
def test_an_address_that_is_no_mailbox_is_refused(url):
    with pytest.raises(BadMailboxAddress):
        place_at(url, "")


def test_an_address_says_everything():
    url, password = parted(
        "imaps://support%40x.example:p%2Fw@imap.x.example/Help%20desk?after=delete"
    )
    place = place_at(url, password)

    assert "p%2Fw" not in url
    assert (place.user, place.password) == ("support@x.example", "p/w")
    assert (place.host, place.port) == ("imap.x.example", 993)
    assert (place.folder, place.after) == ("Help desk", "delete")
