"""What reading costs, measured in the process that reads: no mail needs more than any mail may."""

import base64
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from puntuale.interfaces.mail.reading.reader import Reader
from puntuale.interfaces.mail.reading.values import ReadMail
from tests.hostile_mail.corpus import corpus

SECONDS, MEGABYTES = 2, 256
TICKS = os.sysconf("SC_CLK_TCK")
MIXED = b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n"


@dataclass
class Cost:
    """What one mail took: seconds of the processor, and megabytes at the most."""

    read: ReadMail
    seconds: float
    megabytes: float


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    made.start()
    yield made
    made.stop()


def cost_of(raw: bytes, reader: Reader) -> Cost:
    reader.start()
    assert reader._process is not None
    process = Path("/proc") / str(reader._process.pid)
    # From here on the kernel notes the highest amount anew.
    (process / "clear_refs").write_text("5")
    before = seconds_of(process)
    read = reader.read(raw)
    told = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
    return Cost(read, seconds_of(process) - before, int(told["VmHWM"].split()[0]) / 1024)


def seconds_of(process: Path) -> float:
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def test_no_mail_of_the_corpus_needs_more_than_any_mail_may(reader):
    costs = {hostile.technique: cost_of(hostile.raw, reader) for hostile in corpus()}

    assert {name for name, cost in costs.items() if cost.seconds > SECONDS} == set()
    assert {name for name, cost in costs.items() if cost.megabytes > MEGABYTES} == set()


def test_a_thousand_parts_cost_no_more_than_any_mail(reader):
    part = b"--m\r\nContent-Disposition: attachment; filename=a%d.txt\r\n\r\nciao\r\n"
    raw = MIXED + b"".join(part % number for number in range(1000)) + b"--m--\r\n"

    cost = cost_of(raw, reader)

    assert len(cost.read.files) == 1000
    assert cost.seconds <= SECONDS
    assert cost.megabytes <= MEGABYTES


LINE = "Buongiorno, questa riga è una di tante.\r\n".encode()
TWENTY_MEGABYTES = {
    "a file": MIXED
    + b"--m\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + base64.encodebytes(b"\x9c" * 15_000_000)
    + b"--m--\r\n",
    "text": b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + LINE * 500_000,
    "a page": b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>" + LINE * 500_000,
}


@pytest.mark.parametrize("kind", TWENTY_MEGABYTES)
def test_twenty_megabytes_are_read_within_what_they_may_use(reader, monkeypatch, kind):
    # It would make room for a fresh process, and nobody could look at it any more.
    monkeypatch.setattr("puntuale.interfaces.mail.reading.reader.LARGE_BYTES", 1 << 40)

    cost = cost_of(TWENTY_MEGABYTES[kind], reader)

    assert cost.read.text or cost.read.files
    assert cost.seconds <= SECONDS + 0.5 * 20
    assert cost.megabytes <= MEGABYTES + 16 * 20
    monkeypatch.undo()
    reader.stop()
