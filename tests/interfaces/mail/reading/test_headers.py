"""Headers as they are written, not as they should be."""

import pytest

from puntuale.interfaces.mail.reading.headers import split, words


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain", "plain"),
        (b"=?utf-8?Q?caff=C3=A8?=", "caffè"),
        (b"=?UTF-8?B?Y2FmZsOo?=", "caffè"),
        (b"=?utf-8?b?Y2FmZsOo", "=?utf-8?b?Y2FmZsOo"),
        (b"=?utf-8?Q?caff=C3?= =?utf-8?Q?=A8?=", "caffè"),
        (b"=?iso-8859-1?Q?perch=E9_no?=", "perché no"),
        (b"=?iso-8859-1*it?Q?perch=E9?=", "perché"),
        (b"a =?utf-8?q?b?= c", "a b c"),
        (b"=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        (b"=?utf-8?q?a?=\t=?iso-8859-1?q?=E8?=", "aè"),
        (b"=?x-nonsense?Q?caff=C3=A8?=", "caffè"),
        (b"=?utf-8?B?Y2FmZsOo!!!?=", "caffè"),
        (b"=?utf-8?B?Y2FmZsO?=", "caff�"),
        (b"caff\xc3\xa8 raw", "caffè raw"),
        (b"caff\xe8 raw", "caffè raw"),
        (b"=?utf-8?Q?a?=b", "ab"),
        (b"=?us-ascii?Q?Re:_x?=", "Re: x"),
    ],
)
def test_31_encoded_words_are_read_as_they_were_meant(raw, text):
    assert words(raw).replace("\ufffd", "�") == text


def test_a_header_may_be_folded_broken_or_missing():
    headers, body = split(
        b"Subject: one\r\n two\r\nthis line belongs to nobody\r\nX-Next : spaced\r\n\r\nbody\r\n"
    )

    assert headers.text("subject") == "one two this line belongs to nobody"
    assert headers.text("x-next") == "spaced"
    assert body == b"body\r\n"


@pytest.mark.parametrize(
    ("raw", "subject", "body"),
    [
        (b"no header at all\n\nsecond paragraph", "", b"no header at all\n\nsecond paragraph"),
        (b"Subject: x", "x", b""),
        (b"Subject: x\nHello,\nworld", "x", b"Hello,\nworld"),
        (b"From me@x Mon Nov 23\nSubject: x\n\nbody", "x", b"body"),
        (b"\r\n\r\nSubject: x\r\n\r\nbody", "x", b"body"),
        (b"Subject: x\r\rbody", "x", b"body"),
        (b"Subject: x\n \t\nbody", "x", b"body"),
        (b"", "", b""),
        (b"\n", "", b""),
        (b":\n\n", "", b":\n\n"),
    ],
)
def test_where_the_headers_end_is_found(raw, subject, body):
    headers, rest = split(raw)

    assert (headers.text("subject"), rest) == (subject, body)


def test_the_first_of_two_equal_headers_counts():
    headers, _ = split(b"Subject: first\nSubject: second\n\n")

    assert headers.text("subject") == "first"
