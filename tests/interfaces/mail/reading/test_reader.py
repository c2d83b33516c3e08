"""The reading process: what a mail does to it, it does to nobody else."""

import os
import select
import signal
import subprocess
import sys
import threading
import time

import pytest

from puntuale.interfaces.mail.reading import reader as readers
from puntuale.interfaces.mail.reading.reader import Reader, ReaderLost, ReaderMissing, Unreadable

PLAIN = b"From: a@b.example\r\nSubject: x\r\n\r\nHello world"


@pytest.fixture
def reader():
    made = Reader()
    yield made
    made.stop()


def process_of(reader: Reader) -> int:
    assert reader._process is not None
    return reader._process.pid


def instead(monkeypatch: pytest.MonkeyPatch, reading: str) -> None:
    """Mails are read by other code, which does what no mail is known to do any more."""
    program = readers._program()
    other = program.replace(
        "from puntuale.interfaces.mail.reading.child import main; main()",
        "from puntuale.interfaces.mail.reading import child\n"
        f"child.SECONDS = 0.5\ndef read_mail(raw):\n    {reading}\n"
        "child.read_mail = read_mail\nchild.main()",
    )
    assert other != program
    monkeypatch.setattr(readers, "_program", lambda: other)


def test_mails_are_read_one_after_the_other_by_one_process(reader):
    first = reader.read(PLAIN)
    process = process_of(reader)
    second = reader.read(PLAIN.replace(b"Hello", b"Goodbye"))

    assert (first.text, second.text) == ("Hello world", "Goodbye world")
    assert process_of(reader) == process


def test_a_mail_that_never_ends_ends_the_process_and_the_next_is_read(reader, monkeypatch):
    instead(monkeypatch, "while True: pass")

    with pytest.raises(Unreadable, match="processor time"):
        reader.read(PLAIN)

    monkeypatch.undo()
    assert reader.read(PLAIN).text == "Hello world"


def test_a_mail_that_sleeps_is_given_up(reader, monkeypatch):
    instead(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(readers, "LONGEST_SECONDS", 1.0)

    with pytest.raises(Unreadable, match="longer than 1 second"):
        reader.read(PLAIN)


@pytest.mark.parametrize("megabytes", [200, 4096])
def test_a_mail_that_wants_more_memory_than_a_mail_may_gets_none(reader, monkeypatch, megabytes):
    instead(monkeypatch, f"return bytearray({megabytes} << 20)")

    with pytest.raises(Unreadable, match="more memory than a mail may"):
        reader.read(PLAIN)


def test_what_wanted_too_much_memory_takes_none_from_the_next(reader, monkeypatch):
    instead(monkeypatch, "return bytearray(200 << 20) if b'x' in raw else 'as much as it needs'")
    with pytest.raises(Unreadable, match="memory"):
        reader.read(PLAIN)

    with pytest.raises(Unreadable, match="as much as it needs"):
        reader.read(b"")


def test_a_large_mail_may_use_more_memory_and_leaves_none_of_it_behind(reader, monkeypatch):
    instead(monkeypatch, "bytearray(200 << 20); return 'done'")

    with pytest.raises(Unreadable, match="done"):
        reader.read(b"x" * 20_000_000)

    assert reader._process is None


def test_what_goes_wrong_is_said_and_the_process_goes_on(reader, monkeypatch):
    instead(monkeypatch, "raise ValueError('a part of no kind')")

    with pytest.raises(Unreadable, match="ValueError: a part of no kind"):
        reader.read(PLAIN)
    process = process_of(reader)
    with pytest.raises(Unreadable):
        reader.read(PLAIN)
    assert process_of(reader) == process


def test_the_process_cannot_write_files(reader, monkeypatch, tmp_path):
    instead(monkeypatch, f"open({str(tmp_path / 'x')!r}, 'w').write('x' * 10)")

    with pytest.raises(Unreadable):
        reader.read(PLAIN)

    assert (tmp_path / "x").stat().st_size == 0


def test_an_answer_that_makes_no_sense_is_no_mail(reader, monkeypatch):
    instead(monkeypatch, "return 10")

    with pytest.raises(Unreadable, match="no sense"):
        reader.read(PLAIN)


def test_the_process_is_told_nothing_of_ours(reader, monkeypatch):
    monkeypatch.setenv("PUNTUALE_SECRET_KEY", "CANARY")
    instead(monkeypatch, "import os; raise ValueError(repr(dict(os.environ)))")

    with pytest.raises(Unreadable) as told:
        reader.read(PLAIN)

    assert "CANARY" not in str(told.value)


def test_a_process_that_somebody_ends_is_not_the_mails_fault(reader, monkeypatch):
    instead(monkeypatch, "import time; time.sleep(60)")
    reader.start()
    threading.Timer(0.5, os.kill, [process_of(reader), signal.SIGKILL]).start()

    with pytest.raises(ReaderLost):
        reader.read(PLAIN)


def test_a_process_that_does_not_start_is_said_before_a_mail_is_counted(reader, monkeypatch):
    monkeypatch.setattr(readers, "_program", lambda: "raise SystemExit(3)")

    with pytest.raises(ReaderMissing):
        reader.start()


def test_the_process_ends_when_nobody_asks_any_more(reader):
    reader.read(PLAIN)
    assert reader._process is not None
    assert reader._process.stdin is not None

    reader._process.stdin.close()

    assert reader._process.wait(30) == 0


def test_the_process_ends_with_the_thread_that_read():
    keeper = threading.local()
    processes = []

    def read() -> None:
        keeper.reader = Reader()
        keeper.reader.read(PLAIN)
        processes.append(keeper.reader._process)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()

    (process,) = processes
    assert process.returncode == -signal.SIGKILL
    assert process.stdin.closed
    assert process.stdout.closed


def test_the_process_ends_with_a_program_that_is_killed():
    program = (
        "from puntuale.interfaces.mail.reading.reader import Reader\n"
        "reader = Reader(); reader.start(); print(reader._process.pid, flush=True); input()"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        left = os.pidfd_open(int(worker.stdout.readline()))
        worker.kill()

        # Readable once it has ended.
        assert select.select([left], [], [], 60)[0]
    os.close(left)


def test_stopping_signals_reach_the_worker_first(reader):
    reader.read(PLAIN)

    os.kill(process_of(reader), signal.SIGTERM)
    os.kill(process_of(reader), signal.SIGINT)
    time.sleep(0.2)

    assert reader.read(PLAIN).text == "Hello world"


def test_twenty_megabytes_go_through_and_come_back(reader):
    body = b"x" * 76 + b"\r\n"
    raw = b"Content-Type: application/zip; name=a.zip\r\n\r\n" + body * 270_000

    assert len(reader.read(raw).files[0].content) > 20_000_000
