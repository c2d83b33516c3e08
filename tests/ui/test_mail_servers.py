"""What is taken apart for a form is put together again, and leads to the same place."""

import pytest

from puntuale.interfaces.mail.fetching.server import place_at
from puntuale.interfaces.mail.sending.smtp import server_at
from puntuale.ui.mail_servers import BadHost, pieces_of, written


@pytest.mark.parametrize(
    "url",
    [
        "imaps://support%40officina.example@imap.example/INBOX",
        "imaps://support%40officina.example@imap.example:993/INBOX?after=seen",
        "imap://DOMAIN%5Csupport@[::1]:1143/Kunden/Neu%20%26%20alt?starttls&after=delete",
        "imap://x@127.0.0.1:1/",
    ],
)
def test_an_imap_server_is_the_same_afterwards(url: str) -> None:
    assert place_at(written("imap", pieces_of(url)), "") == place_at(url, "")


@pytest.mark.parametrize(
    "url",
    [
        "smtp://support%40officina.example@smtp.example:587?starttls",
        "smtps://smtp.example",
        "smtp://127.0.0.1:2525",
        "smtp://relay.example",
    ],
)
def test_an_smtp_server_is_the_same_afterwards(url: str) -> None:
    assert server_at(written("smtp", pieces_of(url))) == server_at(url)


@pytest.mark.parametrize("host", ["imap example", "a/b", "user@imap.example", "imap.example:993"])
def test_what_is_no_name_is_refused(host: str) -> None:
    with pytest.raises(BadHost):
        written("imap", {"url": host, "encryption": "tls", "user": ""})


@pytest.mark.parametrize("url", ["", "imap.example", "imaps://[::1"])
def test_what_is_not_understood_stays_as_it_is(url: str) -> None:
    assert pieces_of(url) == {"url": url}
