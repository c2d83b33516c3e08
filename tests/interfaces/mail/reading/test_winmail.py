"""winmail.dat: what Outlook packs is taken out, the file as it came is kept, and nonsense does no harm."""

import base64
import struct
import time

import pytest

from puntuale.interfaces.mail.reading.read import read_mail
from puntuale.interfaces.mail.reading.rtf import MOST_BYTES, unpressed, words_of_rtf
from puntuale.interfaces.mail.reading.tnef import unpacked

SIGNATURE = b"\x78\x9f\x3e\x22\x01\x00"


def attribute(level: int, number: int, value: bytes) -> bytes:
    total = sum(value) & 0xFFFF
    return struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", total)


def padded(value: bytes) -> bytes:
    return struct.pack("<I", len(value)) + value + b"\0" * (-len(value) % 4)


def properties(*given: tuple[int, int, bytes]) -> bytes:
    rows = b"".join(
        struct.pack("<HH", kind, name)
        + (struct.pack("<I", 1) + padded(value) if kind > 20 else value)
        for kind, name, value in given
    )
    return struct.pack("<I", len(given)) + rows


def file(name: str, content: bytes, **more: str) -> bytes:
    long_name = (31, 0x3707, (name + "\0").encode("utf-16-le"))
    kind = (31, 0x370E, (more.get("kind", "") + "\0").encode("utf-16-le"))
    number = (3, 0x0E21, struct.pack("<I", 7))
    return (
        attribute(2, 0x00069002, b"\0" * 14)
        + attribute(2, 0x00018010, b"SHORT~1.PDF\0")
        + attribute(2, 0x0006800F, content)
        + attribute(2, 0x00069005, properties(number, long_name, kind))
    )


def mail(packed: bytes, words: str = "", kind: str = "application/ms-tnef") -> bytes:
    text = f"--m\r\nContent-Type: text/plain\r\n\r\n{words}\r\n" if words else ""
    return (
        "From: giulia@brembo.example\r\nSubject: x\r\n"
        f"Content-Type: multipart/mixed; boundary=m\r\n\r\n{text}--m\r\nContent-Type: {kind};"
        " name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.encodebytes(packed).decode()}\r\n--m--\r\n"
    ).encode()


PACKED = (
    SIGNATURE
    + attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
    + attribute(1, 0x0002800C, "La stampa è ferma.\0".encode("cp1252"))
    + file("Preventivo è qui.pdf", b"%PDF first", kind="application/pdf")
    + file("elenco.csv", b"a;b")
)


@pytest.mark.parametrize("kind", ["application/ms-tnef", "application/octet-stream"])
def test_38_words_and_files_are_taken_out_and_the_original_is_kept(kind):
    read = read_mail(mail(PACKED, kind=kind))

    assert read.text == "La stampa è ferma."
    assert [file.name for file in read.files] == [
        "winmail.dat",
        "Preventivo è qui.pdf",
        "elenco.csv",
    ]
    assert [file.content for file in read.files] == [PACKED, b"%PDF first", b"a;b"]
    assert read.files[1].content_type == "application/pdf"


def test_words_that_stand_beside_it_are_not_said_twice():
    assert read_mail(mail(PACKED, "La stampa è ferma.")).text == "La stampa è ferma."


def test_a_page_that_was_packed_is_shown_as_a_page():
    page = "<p>La <b>stampa</b> è ferma.</p>".encode()
    packed = SIGNATURE + attribute(1, 0x00069003, properties((258, 0x1013, page)))

    read = read_mail(mail(packed))

    assert read.html == page.decode()
    assert read.text == "La stampa è ferma."


def test_words_in_utf_16_and_other_code_pages_are_read():
    words = "Печать стоит.\0"
    in_properties = properties((31, 0x1000, words.encode("utf-16-le")))
    in_code_page = attribute(1, 0x00069007, struct.pack("<II", 1251, 0)) + attribute(
        1, 0x0002800C, words.encode("cp1251")
    )

    assert read_mail(mail(SIGNATURE + attribute(1, 0x00069003, in_properties))).text == words[:-1]
    assert read_mail(mail(SIGNATURE + in_code_page)).text == words[:-1]


def test_a_name_is_data():
    packed = SIGNATURE + file("..\\..\\etc/pass\0wd\u202etxt.exe", b"x")

    assert read_mail(mail(packed, "words")).files[1].name == "pass wdtxt.exe"


@pytest.mark.parametrize("end", range(0, len(PACKED), 7))
def test_whatever_is_cut_off_what_came_before_counts(end):
    read = read_mail(mail(PACKED[:end], "the words beside it"))

    assert "the words beside it" in read.text
    assert read.files[0].name == "winmail.dat"


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"no such thing",
        SIGNATURE + b"\xff" * 400,
        SIGNATURE + struct.pack("<BII", 1, 0x00069003, 0xFFFFFFFF),
        SIGNATURE + attribute(1, 0x00069003, struct.pack("<I", 0xFFFFFFFF) + b"\x1f\0\0\x10" * 9),
        SIGNATURE + attribute(1, 0x00069003, properties((99, 1, b"xxxx"))),
        SIGNATURE + attribute(1, 0x00069007, b"\xff" * 4) + attribute(1, 0x0002800C, b"caf\xe9"),
    ],
)
def test_nonsense_is_a_file_and_no_more(packed):
    read = read_mail(mail(packed, "words"))

    assert read.text.startswith("words")
    assert read.files[0].content == packed


def test_very_many_files_cost_no_more_than_any_mail():
    packed = SIGNATURE + file("a.txt", b"x") * 20_000

    began = time.process_time()
    found = unpacked(packed)

    assert found is not None
    assert len(found.files) == 200
    assert time.process_time() - began < 2


# The examples of MS-OXRTFCP.
PRESSED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542"
    "320af32068656c090020627705b06c647d0a800fa0"
)
REPEATED = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def in_rtf(rtf: bytes, kind: bytes = b"MELA") -> bytes:
    """A winmail.dat whose only words are these."""
    value = struct.pack("<II4sI", len(rtf) + 12, len(rtf), kind, 0) + rtf
    return SIGNATURE + attribute(1, 0x00069003, properties((258, 0x1009, value)))


def test_words_that_were_pressed_together_are_read():
    assert unpressed(PRESSED) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpressed(REPEATED) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"

    packed = SIGNATURE + attribute(1, 0x00069003, properties((258, 0x1009, PRESSED)))

    assert read_mail(mail(packed)).text == "hello world"


@pytest.mark.parametrize(
    ("rtf", "words"),
    [
        (rb"{\rtf1\ansi La stampa \'e8 ferma.\par Grazie}", "La stampa è ferma.\nGrazie"),
        (rb"{\rtf1\ansicpg1251 \'cf\'e5\'f7\'e0\'f2\'fc}", "Печать"),
        (rb"{\rtf1\uc1 \u1055?\u1077?\u-10179?\u-8704?}", "Пе😀"),
        (rb"{\rtf1\uc2 \u1055\'3f\'3f!}", "П!"),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator x;}{\pict 00ff}seen}", "seen"),
        (rb"{\rtf1\bin4 }}}}seen\{it\}}", "seen{it}"),
        (rb"{\rtf1 {\*\htmltag64 <p>}Ciao{\*\htmltag72 </p>}}", "Ciao"),
        (rb"{\rtf1\ansicpg99999 plain}", "plain"),
        (rb"{\rtf1 open {and {open", "open and open"),
        (rb"}}}}closed", "closed"),
    ],
)
def test_what_rtf_says_to_people_is_read(rtf, words):
    assert read_mail(mail(in_rtf(rtf))).text == words


def test_other_words_go_before_those_in_rtf():
    beside = read_mail(mail(in_rtf(rb"{\rtf1 in RTF}"), "beside it"))
    value = struct.pack("<II4sI", 24, 12, b"MELA", 0) + rb"{\rtf1 in RTF}"
    both = attribute(1, 0x0002800C, b"plain\0") + attribute(
        1, 0x00069003, properties((258, 0x1009, value))
    )

    assert beside.text == "beside it"
    assert read_mail(mail(SIGNATURE + both)).text == "plain"


@pytest.mark.parametrize(
    "rtf",
    [
        b"{" * 3_000_000,
        rb"\u1 " * 700_000,
        rb"\'e8" * 700_000,
        rb"\bin-5 " * 400_000,
        b"\\" * 1_500_001,
        rb"\bin999999999 ",
    ],
    ids=["depth", "letters", "bytes", "nothing", "signs", "beyond the end"],
)
def test_hostile_rtf_costs_little(rtf):
    begun = time.process_time()

    words_of_rtf(rtf)

    assert time.process_time() - begun < 2


@pytest.mark.parametrize("kind", [b"LZFu", b"MELA", b"XXXX"])
def test_pressed_nonsense_is_bounded(kind):
    claims = struct.pack("<II4sI", 2**32 - 1, 2**32 - 1, kind, 0)

    for content in (b"", b"\xff" * 900_000, b"\x00" * 3_000_000, b"\xff\x0c\xff" * 300_000):
        assert len(unpressed(claims + content)) <= MOST_BYTES + 200
