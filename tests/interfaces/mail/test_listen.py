"""The LMTP listener: 250 means that the mail is on the disk, and nothing else means it."""

import signal
import smtplib
import socket
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests.interfaces.mail.installation import NAME, Installation, on_sqlite

SENDER, RECIPIENT = "giulia@brembo.example", "support@officina.example"


class Listener:
    """A listener that runs, and the ways to talk to it."""

    def __init__(self, installation: Installation, *, largest_file: int | None = None) -> None:
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.installation = installation
        self.process = installation.start(
            "mail", "listen", "--at", f"127.0.0.1:{self.port}", largest_file=largest_file
        )
        self._wait()

    def client(self) -> smtplib.LMTP:
        client = smtplib.LMTP("127.0.0.1", self.port, timeout=60)
        client.lhlo = client.ehlo("test")
        return client

    def conversation(self, said: bytes) -> bytes:
        """Everything answered to the bytes `said`, written in one go."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as wire:
            wire.sendall(said + b"QUIT\r\n")
            return b"".join(iter(lambda: wire.recv(65536), b""))

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                assert self.process.poll() is None
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the listener never answered")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


@pytest.fixture(scope="module")
def listener(installation: Installation) -> Iterator[Listener]:
    running = Listener(installation)
    yield running
    running.stop()


def a_mail(text: str = "It stopped.") -> bytes:
    return f"Message-ID: <{uuid.uuid4().hex}@x>\r\nSubject: S\r\n\r\n{text}\r\n".encode()


def last(listener: Listener, column: str) -> object:
    return listener.installation.rows(
        f"SELECT {column} FROM post_inboundmail ORDER BY id DESC LIMIT 1"
    )[0][0]


QUOTES = str.maketrans({'"': "'"})
OPENING = b"LHLO test\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n"


def test_a_full_disk_means_4xx_and_a_sender_who_keeps_the_mail(tmp_path):
    # A file is what is full here, whatever the other tests run on.
    own = on_sqlite(tmp_path)
    size = (own.folder / NAME).stat().st_size
    large, small = a_mail("x\r\n" * (size // 2)), a_mail()
    full = Listener(own, largest_file=size + 100_000)
    try:
        with closing(full.client()) as client, pytest.raises(smtplib.SMTPDataError) as refused:
            client.sendmail(SENDER, [RECIPIENT], large)
        with closing(full.client()) as client:
            # What still fits is kept.
            assert client.sendmail(SENDER, [RECIPIENT], small) == {}
    finally:
        full.stop()

    assert 400 <= refused.value.smtp_code < 500
    assert own.count() == 1


def test_11_250_means_that_the_mail_is_on_the_disk(listener):
    before = listener.installation.count()

    with listener.client() as client:
        refused = client.sendmail(SENDER, [RECIPIENT], a_mail())

    assert refused == {}
    assert listener.installation.count() == before + 1
    assert last(listener, "envelope_from") == SENDER


def test_every_recipient_gets_an_answer_of_its_own(listener):
    said = listener.conversation(
        b"LHLO test\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nRCPT TO:<e@f.example>\r\n"
        b"DATA\r\n" + a_mail() + b".\r\n"
    )

    assert said.count(b"250 2.0.0 Kept") == 2
    assert "e@f.example" in str(last(listener, "envelope_to"))


def test_a_bounce_without_a_sender_is_taken(listener):
    with listener.client() as client:
        client.sendmail("", [RECIPIENT], a_mail())

    assert last(listener, "envelope_from") == ""


def test_what_is_kept_is_what_was_sent(listener):
    odd = (
        b"Subject: odd\r\n\r\n..two dots\r\n.one dot\r\nbare\nfeed and\rreturn \x00\xff"
        + b"x" * 99_999
    )

    listener.conversation(
        OPENING
        + b"\r\n".join(
            b"." + line if line.startswith(b".") else line for line in odd.split(b"\r\n")
        )
        + b"\r\n.\r\n"
    )

    assert bytes(last(listener, "raw")) == odd + b"\r\n"


@pytest.mark.parametrize("end", [b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.\n", b"\r\n.\r"])
def test_a_false_end_does_not_let_a_second_mail_in(listener, end):
    before = listener.installation.count()
    second = b"MAIL FROM:<x@y>\r\nRCPT TO:<z@w>\r\nDATA\r\nsmuggled\r\n"

    listener.conversation(OPENING + a_mail() + end + second + b"\r\n.\r\n")

    assert listener.installation.count() == before + 1
    assert b"smuggled" in bytes(last(listener, "raw"))


@pytest.mark.parametrize(
    "command",
    [b"MAIL FROM:<a\r@b>", b"MAIL FROM:<a\x00@b>", b"MAIL FROM:<a\xff@b>", b"MAIL FROM:<a\n@b>"],
)
def test_a_sender_that_cannot_be_one_is_refused(listener, command):
    said = listener.conversation(b"LHLO test\r\n" + command + b"\r\n")

    assert said.splitlines()[-2][:3] in (b"501", b"553", b"500")


def test_a_mail_that_is_too_large_is_refused_for_good_and_the_session_goes_on(listener):
    before = listener.installation.count()
    huge = b"x" * 70 + b"\r\n"

    said = listener.conversation(
        OPENING
        + huge * 600_000
        + b".\r\n"
        + OPENING.removeprefix(b"LHLO test\r\n")
        + a_mail()
        + b".\r\n"
    )

    assert b"552 5.3.4" in said
    assert b"250 2.0.0 Kept" in said
    assert listener.installation.count() == before + 1


def test_a_declared_size_that_is_too_large_is_refused_before_it_is_sent(listener):
    said = listener.conversation(b"LHLO test\r\nMAIL FROM:<a@b.example> SIZE=99999999\r\n")

    assert b"\r\n552" in said


def test_many_sessions_at_once_lose_nothing(listener):
    before = listener.installation.count()

    def deliver(_: int) -> None:
        with listener.client() as client:
            for _mail in range(10):
                client.sendmail(SENDER, [RECIPIENT], a_mail())

    with ThreadPoolExecutor(8) as senders:
        list(senders.map(deliver, range(8)))

    assert listener.installation.count() == before + 80


def test_a_line_that_drops_in_the_middle_leaves_nothing(listener):
    before = listener.installation.count()

    with socket.create_connection(("127.0.0.1", listener.port)) as wire:
        wire.sendall(OPENING + a_mail())
        wire.recv(4096)

    assert listener.installation.count() == before


def test_11_a_database_that_cannot_keep_means_451(tmp_path):
    running = Listener(Installation(tmp_path, f"sqlite:///{tmp_path}/no-tables.sqlite3"))
    try:
        said = running.conversation(OPENING + a_mail() + b".\r\n")
    finally:
        running.stop()

    assert b"451 4.3.0" in said
    assert b"Kept" not in said


def test_an_address_that_cannot_be_one_does_not_turn_away_the_others(listener):
    said = listener.conversation(
        b"LHLO test\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c\x00@d.example>\r\n"
        b"RCPT TO:<c@d.example>\r\nDATA\r\n" + a_mail() + b".\r\n"
    )

    assert b"501 5.1.3" in said or b"553" in said
    assert said.count(b"250 2.0.0 Kept") == 1


def test_a_stop_under_load_answers_what_it_kept(installation):
    running = Listener(installation)
    before = installation.count()
    kept = []

    def deliver(_: int) -> None:
        try:
            with running.client() as client:
                while True:
                    client.sendmail(SENDER, [RECIPIENT], a_mail())
                    kept.append(1)
        except (OSError, smtplib.SMTPException):
            return

    with ThreadPoolExecutor(4) as senders:
        done = [senders.submit(deliver, n) for n in range(4)]
        time.sleep(1)
        running.stop()
        for one in done:
            one.result()

    # A mail may be kept whose answer was lost with the line; never the reverse.
    assert len(kept) <= installation.count() - before <= len(kept) + 4
    assert kept


@pytest.fixture(scope="module")
def by_smtp(listener: Listener) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP("127.0.0.1", listener.port, timeout=60) as client:
        yield client


def test_who_speaks_smtp_gets_one_answer_and_the_mail_is_kept(listener, by_smtp):
    ours, detailed = "support@localhost", "support+detail@localhost"

    refused = by_smtp.sendmail(SENDER, [ours, detailed], a_mail("Two of ours."))

    assert refused == {}
    assert by_smtp.noop()[0] == 250
    assert last(listener, "door") == "smtp"
    # A list on one kind of database, its text on the other.
    assert str(last(listener, "envelope_to")).translate(QUOTES) == f"['{ours}', '{detailed}']"


def test_who_speaks_smtp_is_told_which_addresses_are_none_of_ours(listener, by_smtp):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        by_smtp.sendmail(SENDER, ["somebody@elsewhere.example"], a_mail())

    assert refused.value.recipients["somebody@elsewhere.example"][0] == 550


def test_smtp_as_it_was_spoken_once_is_understood(listener):
    said = b"HELO test\r\nMAIL FROM:<>\r\nRCPT TO:<support@localhost>\r\nDATA\r\nX: y\r\n\r\nz\r\n.\r\n"

    assert listener.conversation(said).count(b"250 2.0.0 Kept") == 1
