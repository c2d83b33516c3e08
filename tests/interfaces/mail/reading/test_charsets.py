"""Situation 31: wrong, missing or invented charsets are readable all the same."""

import pytest

from puntuale.interfaces.mail.reading.charsets import decoded, storable

ITALIAN = "Perché più città? €"
RUSSIAN = "Здравствуйте, программа не запускается с понедельника"
JAPANESE = "印刷できません"


@pytest.mark.parametrize(
    ("text", "encoded", "said"),
    [
        (ITALIAN, "utf-8", "utf-8"),
        (ITALIAN, "utf-8", ""),
        (ITALIAN, "utf-8", "us-ascii"),
        (ITALIAN, "utf-8", "x-unknown"),
        (ITALIAN, "utf-8", "iso-8859-1"),
        (ITALIAN, "cp1252", "iso-8859-1"),
        (ITALIAN, "cp1252", "Windows-1252"),
        (ITALIAN, "cp1252", "utf-8"),
        (ITALIAN, "cp1252", "unknown-8bit"),
        (ITALIAN, "cp1252", '"cp 1252"'),
        (ITALIAN, "utf-16", "utf-8"),
        (ITALIAN, "utf-16-le", ""),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "koi8-r", ""),
        (RUSSIAN, "cp1251", "x-nonsense"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (JAPANESE, "iso2022_jp", ""),
        (JAPANESE, "cp932", "shift_jis"),
        ("한국어 메일", "cp949", "ks_c_5601-1987"),
        ("简体中文", "gb18030", "gb2312"),
    ],
)
def test_31_a_text_is_what_its_sender_meant(text, encoded, said):
    assert decoded(text.encode(encoded), said) == text


@pytest.mark.parametrize(
    "codec", ["hex", "zip", "rot13", "idna", "punycode", "undefined", "x" * 99]
)
def test_what_is_no_character_set_is_not_used_as_one(codec):
    assert decoded(b"6869 caff\xc3\xa8", codec) == "6869 caffè"


@pytest.mark.parametrize("data", [b"\xff\xfe\xff", b"\x80\x81\x8d", bytes(range(256)), b"\xe2\x82"])
def test_no_bytes_at_all_make_it_fail(data):
    for charset in ("", "utf-8", "utf-16", "iso-2022-jp", "utf-7", "big5", "nonsense"):
        text = decoded(data, charset)

        assert "\x00" not in text
        assert text == text.encode("utf-8").decode("utf-8")


def test_what_no_database_keeps_is_left_out():
    assert storable("a\x00b\x07c\r\nd\ud800e\u2028f") == "abc\nd\ufffde\nf"
