"""One guarded way out: whole, harmless, and only to those who may read what it came with."""

from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.actions.writing import note
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Attachment, Ticket
from tests.cast import Cast, rome

AT = rome("2026-11-23 10:00")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def ticket_with(cast: Cast, *files: Attachment) -> Ticket:
    request = NewRequest(
        contact=cast.maja,
        subject="Files",
        text="",
        channel=Ticket.Channel.PORTAL,
        language="en",
        files=files,
    )
    return open_ticket(request, at=AT)


def kept(content: bytes, name: str, kind: str = "application/octet-stream") -> Attachment:
    return keep_file(content, name, kind, at=AT)


def get(person: User, file: Attachment) -> object:
    client = Client()
    client.force_login(person)
    return client.get(f"/files/{file.key}/")


def test_a_file_is_saved_under_its_name_with_its_bytes(cast: Cast) -> None:
    file = kept(b"a;b\n1;2\n", "ordini 20-11.csv", "text/csv")
    ticket_with(cast, file)

    answer = get(cast.maja.user, file)

    assert answer.content == b"a;b\n1;2\n"
    assert answer["Content-Disposition"] == 'attachment; filename="ordini 20-11.csv"'
    assert answer["Content-Type"] == "text/csv"


@pytest.mark.parametrize(
    ("content", "name", "claimed"),
    [
        (b"<script>alert(1)</script>", "page.html", "text/html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "x.svg", "image/svg+xml"),
        (b"<script>alert(1)</script>", "photo.png", "image/png"),
        (b"<?xml version='1.0'?><x/>", "x.xml", "application/xml"),
        (b"MZ", "setup.exe", "application/x-msdownload"),
        (b"alert(1)", "x.js", "text/javascript"),
        (b"GIF", "x.gif", "image/gif"),
        (b"%PDF-1.7", "x.pdf", "application/pdf; charset=utf-8"),
    ],
)
def test_nothing_but_a_safe_picture_is_ever_shown(
    cast: Cast, content: bytes, name: str, claimed: str
) -> None:
    file = kept(content, name, claimed)
    ticket_with(cast, file)

    answer = get(cast.maja.user, file)

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] in {"application/octet-stream", "application/pdf"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"GIF89arest", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPrest", "image/webp"),
    ],
)
def test_a_picture_is_shown_as_what_it_is(cast: Cast, content: bytes, kind: str) -> None:
    file = kept(content, "picture.html", "text/html")
    ticket_with(cast, file)

    answer = get(cast.maja.user, file)

    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("inline")


def test_a_file_runs_nothing_even_when_it_is_opened(cast: Cast) -> None:
    file = kept(PNG, "x.png")
    ticket_with(cast, file)

    answer = get(cast.maja.user, file)

    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    [
        'a"b;c.txt',
        "ü.txt",
        "../../etc/passwd",
        ".htaccess",
        "a\r\nSet-Cookie: x=1.txt",
        "x\u200b.php",
    ],
)
def test_a_name_is_only_data(cast: Cast, name: str) -> None:
    file = kept(b"x", name)
    ticket_with(cast, file)

    answer = get(cast.maja.user, file)

    assert "\r" not in answer["Content-Disposition"]
    assert "Set-Cookie" not in answer.headers
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert name not in file.stored_as


def test_a_damaged_file_is_not_handed_out(cast: Cast) -> None:
    file = kept(b"as it was given", "x.txt")
    ticket_with(cast, file)
    Path(storages["attachments"].path(file.stored_as)).write_bytes(b"something else!")

    answer = get(cast.maja.user, file)

    assert answer.status_code == 410
    assert b"damaged" in answer.content
    assert b"something else" not in answer.content


def test_a_lost_file_is_told(cast: Cast) -> None:
    file = kept(b"as it was given", "x.txt")
    ticket_with(cast, file)
    storages["attachments"].delete(file.stored_as)

    assert get(cast.maja.user, file).status_code == 410


def test_files_of_notes_and_of_other_companies_do_not_exist(cast: Cast) -> None:
    ours, secret = kept(b"x", "x.txt"), kept(b"y", "y.txt")
    ticket = ticket_with(cast, ours)
    note(ticket, by=cast.elena, text="look", at=AT, files=[secret])

    assert get(cast.giulia.user, ours).status_code == 404
    assert get(cast.maja.user, secret).status_code == 404
    assert get(cast.elena, secret).status_code == 200


def test_a_file_not_sent_yet_is_its_choosers_alone(cast: Cast) -> None:
    file = keep_file(b"x", "x.txt", "text/plain", at=AT, by=cast.maja.user)

    assert get(cast.maja.user, file).status_code == 200
    assert get(cast.giulia.user, file).status_code == 404
    assert get(cast.elena, file).status_code == 404


def test_keys_are_not_to_be_guessed(cast: Cast) -> None:
    files = [kept(b"x", "x.txt") for _ in range(20)]

    assert len({file.key.hex[:8] for file in files}) == 20
    assert all(file.key.version == 4 for file in files)
