"""Who is named, and who only seems to be. Ways in 13, 14, 16, 17 and 18 begin here."""

import pytest

from puntuale.interfaces.mail.reading.addresses import comparable, only_person_in, people_in


def named(value: str) -> list[tuple[str, str]]:
    return [(person.name, person.address) for person in people_in(value.encode())]


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("ada@x.example", [("", "ada@x.example")]),
        ("Ada <ada@x.example>", [("Ada", "ada@x.example")]),
        ('"Rossi, Ada" <ada@x.example>', [("Rossi, Ada", "ada@x.example")]),
        ("ada@x.example (Ada Rossi)", [("Ada Rossi", "ada@x.example")]),
        ("=?utf-8?q?Ad=C3=A0?= <ada@x.example>", [("Adà", "ada@x.example")]),
        ('"=?utf-8?q?Ad=C3=A0?=" <ada@x.example>', [("Adà", "ada@x.example")]),
        ("Rossi Ada <Ada@X.EXAMPLE>", [("Rossi Ada", "ada@x.example")]),
        ("a@x.example, b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        ("a@x.example; b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        ("Team: a@x.example, b@x.example;", [("", "a@x.example"), ("", "b@x.example")]),
        ("undisclosed-recipients:;", []),
        ("Ada Rossi", []),
        ("<>", []),
        ("<@route.example:ada@x.example>", [("", "ada@x.example")]),
        ('"ada@victim.example" <eve@evil.example>', [("ada@victim.example", "eve@evil.example")]),
        ("ada@victim.example <eve@evil.example>", [("ada@victim.example", "eve@evil.example")]),
        ("Ada (ada@victim.example) <eve@evil.example>", None),
        ('"unclosed <ada@x.example>', [("unclosed", "ada@x.example")]),
        ("ada@x.example, ada@X.example", [("", "ada@x.example")]),
    ],
)
def test_people_are_read_as_mail_programs_show_them(value, people):
    if people is None:
        assert [address for _, address in named(value)] == ["eve@evil.example"]
    else:
        assert named(value) == people


@pytest.mark.parametrize(
    ("address", "spelled"),
    [
        ("Ada@Brembo.Example", "ada@brembo.example"),
        (" ada@brembo.example. ", "ada@brembo.example"),
        ('"ada"@brembo.example', "ada@brembo.example"),
        ("ada+x@brembo.example", "ada+x@brembo.example"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@brembо.example", "ada@xn--bremb-nye.example"),
        ("adı@brembo.example", ""),
        ("ada\u212a@brembo.example", ""),
        ('"ada rossi"@brembo.example', ""),
        ('"ada@victim.example"@evil.example', ""),
        ("ada@", ""),
        ("@brembo.example", ""),
        ("ada", ""),
        ("ada@bre mbo.example", ""),
        ("ada\r\nBcc: all@x@brembo.example", ""),
        ("a" * 65 + "@x.example", ""),
    ],
)
def test_an_address_has_one_spelling_or_none(address, spelled):
    assert comparable(address) == spelled


@pytest.mark.parametrize(
    "values",
    [
        [],
        [b"a@x.example", b"a@x.example"],
        [b"a@x.example, b@x.example"],
        [b"a@x.example, not an address"],
        [b"Group: a@x.example;"],
        [b"Somebody"],
    ],
    ids=["none", "two headers", "two addresses", "one and a half", "a group", "no address"],
)
def test_wherever_there_is_doubt_nobody_wrote(values):
    assert only_person_in(values) is None


def test_one_header_with_one_address_is_somebody():
    person = only_person_in([b'"Conti, Giulia" <giulia@brembo.example>'])

    assert person is not None
    assert (person.name, person.address) == ("Conti, Giulia", "giulia@brembo.example")


def test_a_thousand_brackets_cost_nothing():
    assert people_in(b"(" * 60_000) == []
    assert people_in(b'"' * 60_000) == []
    assert people_in(b"<" * 60_000) == []
