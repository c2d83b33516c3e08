"""What a person reads of a mail, and the files that came with it: situations 32, 35 to 41."""

import base64
import time

import pytest

from puntuale.interfaces.mail.reading.read import read_mail
from puntuale.interfaces.mail.reading.values import ReadMail


def mixed(*parts: str, kind: str = "mixed", boundary: str = "b1") -> bytes:
    body = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    return (
        f'From: a@b.example\r\nContent-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'
        f"{body}--{boundary}--\r\n"
    ).encode()


def text(words: str) -> str:
    return f"Content-Type: text/plain; charset=utf-8\r\n\r\n{words}"


def html(words: str) -> str:
    return f"Content-Type: text/html; charset=utf-8\r\n\r\n{words}"


def file(headers: str, content: bytes = b"content") -> str:
    encoded = base64.encodebytes(content).decode()
    return f"{headers}\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}"


def names(mail: ReadMail) -> list[str]:
    return [file.name for file in mail.files]


def test_plain_text_is_taken_where_both_say_the_same():
    mail = read_mail(mixed(text("Hello Ada"), html("<p>Hello <b>Ada</b></p>"), kind="alternative"))

    assert mail.text == "Hello Ada"
    assert mail.html == "<p>Hello <b>Ada</b></p>"


@pytest.mark.parametrize("plain", ["", "   \r\n\t", "Please open this mail in another program."])
def test_32_a_blank_or_empty_plain_part_gives_way_to_the_html(plain):
    said = "<p>" + "The whole story is told in the other part of this mail. " * 4 + "</p>"

    mail = read_mail(mixed(text(plain), html(said), kind="alternative"))

    assert "The whole story" in mail.text


def test_html_alone_is_read_as_a_person_would_copy_it():
    mail = read_mail(
        b"Content-Type: text/html\r\n\r\n<html><head><style>p{color:red}</style><title>no</title>"
        b"</head><body><p>Hello&nbsp;Ada,</p><p>it stopped.<br>Again.</p>"
        b"<script>alert(1)</script></body></html>"
    )

    assert mail.text.split("\n") == ["Hello Ada,", "", "it stopped.", "Again."]


def test_several_texts_of_one_mail_stay_in_their_order():
    mail = read_mail(
        mixed(text("before"), file("Content-Type: image/png; name=a.png"), text("after"))
    )

    assert mail.text == "before\n\nafter"
    assert names(mail) == ["a.png"]


def test_the_charset_may_stand_in_the_html_alone():
    raw = b"Content-Type: text/html\r\n\r\n<meta charset=koi8-r><p>" + "Привет".encode("koi8-r")

    assert read_mail(raw).text == "Привет"


def test_flowed_lines_are_put_together_again():
    mail = read_mail(
        b"Content-Type: text/plain; format=flowed\r\n\r\nA line that was \r\nbroken for the way."
        b"\r\n\r\n> quoted \r\n> lines\r\nstay"
    )

    assert mail.text.startswith("A line that was broken for the way.\n\n> quoted")


def test_transfer_encodings_are_undone_as_far_as_they_go():
    quoted = b"Content-Transfer-Encoding: quoted-printable\r\n\r\ncaff=C3=A8 =ZZ soft=\r\n line"
    broken = b"Content-Transfer-Encoding: base64\r\n\r\nSGVs*bG8gd29y\r\nbGQ"
    unknown = b"Content-Transfer-Encoding: nonsense\r\n\r\nas it is"

    assert read_mail(quoted).text == "caffè =ZZ soft line"
    assert read_mail(broken).text == "Hello world"
    assert read_mail(unknown).text == "as it is"


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ('Content-Type: application/pdf; name="offer.pdf"', "offer.pdf"),
        ('Content-Disposition: attachment; filename="offer.pdf"', "offer.pdf"),
        ("Content-Disposition: attachment; filename=offer 2026.pdf", "offer 2026.pdf"),
        ("Content-Disposition: attachment; filename*=UTF-8''caff%C3%A8.pdf", "caffè.pdf"),
        (
            "Content-Disposition: attachment; filename*0*=utf-8''caf; filename*1*=f%C3%A8.pdf",
            "caffè.pdf",
        ),
        (
            'Content-Disposition: attachment; filename*0="long "; filename*1="name.pdf"',
            "long name.pdf",
        ),
        ("Content-Disposition: attachment; filename*1=b.pdf; filename*0=a", "ab.pdf"),
        ('Content-Disposition: attachment; filename="=?utf-8?Q?caff=C3=A8.pdf?="', "caffè.pdf"),
        ('Content-Disposition: attachment; filename="caffè.pdf"', "caffè.pdf"),
        ('Content-Disposition: attachment; filename="a\\"b.pdf"', 'a"b.pdf'),
        ('Content-Disposition: attachment; filename="../../etc/passwd"', "passwd"),
        ('Content-Disposition: attachment; filename="C:\\\\temp\\\\x.doc"', "x.doc"),
        ('Content-Disposition: attachment; filename="a\x00b.pdf"', "ab.pdf"),
        ('Content-Disposition: attachment; filename="cod\u202efdp.exe"', "codfdp.exe"),
        ('Content-Disposition: attachment; filename=".htaccess\u200b"', ".htaccess"),
        ('Content-Disposition: attachment; filename=""', "text.txt"),
        ('Content-Disposition: attachment; filename="/"', "text.txt"),
        ("Content-Type: text/calendar; method=REQUEST", "invitation.ics"),
        ("Content-Type: image/jpeg", "image.jpg"),
        ("Content-Type: application/pdf", "file.pdf"),
        ("Content-Type: application/x-nonsense", "file.bin"),
    ],
)
def test_35_a_file_keeps_its_name_as_data(headers, name):
    mail = read_mail(mixed(text("see the file"), file(headers)))

    assert names(mail) == [name]
    assert mail.files[0].content == b"content"


def test_35_a_name_of_four_hundred_letters_keeps_its_ending():
    mail = read_mail(mixed(file(f'Content-Disposition: attachment; filename="{"a" * 400}.pdf"')))

    assert len(mail.files[0].name) <= 120
    assert mail.files[0].name.endswith(".pdf")


def test_36_an_image_that_the_html_shows_is_inline_and_others_are_files():
    picture = "Content-Type: image/png; name=logo.png\r\nContent-ID: <logo@x>"
    other = "Content-Type: image/png; name=screen.png"

    mail = read_mail(
        mixed(html('<p>See <img src="cid:logo@x"></p>'), file(picture), file(other), kind="related")
    )

    assert [(one.name, one.is_inline) for one in mail.files] == [
        ("logo.png", True),
        ("screen.png", False),
    ]
    assert mail.files[0].content_id == "logo@x"


def test_40_an_attached_mail_is_a_file_and_its_words_are_not_ours():
    inner = "Subject: =?utf-8?q?caff=C3=A8?=\r\nFrom: x@y\r\n\r\ninner words"

    mail = read_mail(mixed(text("outer words"), f"Content-Type: message/rfc822\r\n\r\n{inner}"))

    assert mail.text == "outer words"
    assert names(mail) == ["caffè.eml"]
    assert mail.files[0].content == inner.encode()


def test_39_an_invitation_shows_its_text_and_stays_a_file():
    event = "BEGIN:VEVENT\r\nSUMMARY:Call about invoices\r\nLOCATION:Room 2\r\nEND:VEVENT"

    mail = read_mail(mixed(f"Content-Type: text/calendar; method=REQUEST\r\n\r\n{event}"))

    assert mail.text == "Call about invoices\nRoom 2"
    assert names(mail) == ["invitation.ics"]


def test_39_a_signed_mail_shows_its_text_and_keeps_its_signature():
    mail = read_mail(
        mixed(text("signed words"), file("Content-Type: application/pgp-signature"), kind="signed")
    )

    assert mail.text == "signed words"
    assert names(mail) == ["signature.asc"]


def test_39_a_sealed_mail_says_so_and_keeps_the_part():
    mail = read_mail(
        mixed(
            file("Content-Type: application/pgp-encrypted"),
            file("Content-Type: application/octet-stream; name=encrypted.asc"),
            kind="encrypted",
        )
    )

    assert "sealed" in mail.remarks
    assert "encrypted.asc" in names(mail)


def test_winmail_dat_is_kept_as_it_came():
    mail = read_mail(mixed(text("words"), file("Content-Type: application/ms-tnef")))

    assert names(mail) == ["winmail.dat"]


def test_a_multipart_without_boundary_is_read_by_its_first_line():
    raw = b"Content-Type: multipart/mixed\r\n\r\n--guess\r\n\r\nfound\r\n--guess--\r\n"

    assert read_mail(raw).text == "found"


def test_a_multipart_that_never_ends_is_read_to_the_end():
    raw = mixed(text("one"), text("two")).replace(b"--b1--", b"")

    assert read_mail(raw).text == "one\n\ntwo"


def test_a_multipart_without_parts_shows_what_it_has():
    raw = b'Content-Type: multipart/mixed; boundary="never"\r\n\r\nonly words here'

    assert read_mail(raw).text == "only words here"


def test_a_boundary_that_begins_another_is_not_taken_for_it():
    inner = mixed(text("inner"), boundary="b1-inner").decode().partition("\r\n")[2]

    assert read_mail(mixed(text("outer"), inner)).text == "outer\n\ninner"


def test_37_a_thousand_parts_are_read_and_more_are_said_to_be_left_out():
    many = mixed(*[text(f"part {number}") for number in range(1500)])

    mail = read_mail(many)

    assert "part 999" in mail.text
    assert "too_many_parts" in mail.remarks


def test_37_seventy_files_are_seventy_files():
    one = "Content-Disposition: attachment; filename=f{}.txt"

    mail = read_mail(mixed(*[file(one.format(number)) for number in range(70)]))

    assert len(mail.files) == 70


def test_parts_within_parts_stop_somewhere_without_harm():
    raw = text("deepest")
    for depth in range(200):
        raw = mixed(raw, boundary=f"b{depth}").decode().partition("\r\n")[2]

    mail = read_mail(b"From: a@b\r\n" + raw.encode())

    assert "too_deep" in mail.remarks


@pytest.mark.parametrize(
    "kind",
    [
        "",
        ";",
        "text",
        "/",
        "text/",
        "multipart/",
        "multipart/mixed; boundary=",
        "image/é; name",
        "a" * 5000,
    ],
)
def test_40_a_malformed_content_type_does_no_harm(kind):
    mail = read_mail(f"Content-Type: {kind}\r\n\r\nwords".encode())

    assert mail.text == "words" or mail.files


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 1000,
        b"\r\n" * 1000,
        bytes(range(256)) * 40,
        b"Subject: " + b"=?utf-8?B?" * 20_000,
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n" * 50_000,
        b"From: " + b"<" * 100_000,
        b"X: y\r\n" * 50_000,
        b"Content-Type: text/plain;" + b" a=b;" * 20_000,
        b"Content-Type: text/html\r\n\r\n" + b"<div>" * 5000 + b"<a href=x>" * 5000,
        b"Content-Type: text/html\r\n\r\n" + b"<style>" * 100_000,
        b"Content-Type: text/html\r\n\r\n" + b"<table><tr><td>" * 9000,
        b"\r\n" + b"> " * 500_000,
        b"\r\n" + b"On x wrote:\r\n" * 50_000,
        b"\r\n" + b"From: x\r\n" * 100_000,
        b"\r\n" + b"-- \r\n" * 100_000,
        b"\r\n" + b"a" * 3_000_000,
        b"\r\n" + b"\n\n \n" * 200_000,
    ],
    ids=lambda raw: f"{raw[:24]!r} {len(raw)}",
)
def test_whatever_comes_is_read_within_a_moment(raw):
    began = time.process_time()

    read_mail(raw)

    assert time.process_time() - began < 2


def test_37_a_file_of_twenty_megabytes_arrives_whole():
    content = bytes(range(256)) * 80_000

    mail = read_mail(mixed(text("see"), file("Content-Type: application/zip; name=a.zip", content)))

    assert mail.files[0].content == content
