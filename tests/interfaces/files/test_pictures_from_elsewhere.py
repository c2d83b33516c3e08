"""Pictures of a mail that lie elsewhere: asked for by the reader, fetched by us."""

import re

import pytest
from django.core.cache import caches
from django.test import Client

from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.models import Message, Ticket
from puntuale.interfaces.files.remaking.remake import remade
from tests.cast import Cast, rome
from tests.environment import elsewhere as servers
from tests.environment.pictures import PNG

AT = rome("2026-11-23 10:00")
PICTURE = "http://shop.example/news.png?reader=maja"
HTML = f'<p>News</p><img src="{PICTURE}"><img src="//shop.example/logo.gif"><img src="cid:x">'


@pytest.fixture
def elsewhere(settings, tmp_path):
    settings.EGRESS_RESOLVER = servers.RESOLVER
    settings.CACHES["pictures"]["LOCATION"] = tmp_path
    caches["pictures"].clear()
    caches["default"].clear()
    with servers.elsewhere("shop.example", "other.example") as running:
        running.gives("/news.png", PNG)
        yield running
    caches["pictures"].clear()


@pytest.fixture
def message(cast: Cast) -> Message:
    request = NewRequest(
        contact=cast.maja,
        subject="Mail",
        text="News",
        html=HTML,
        channel=Ticket.Channel.EMAIL,
        language="en",
    )
    return open_ticket(request, at=AT).messages.get()


@pytest.fixture
def maja(client: Client, cast: Cast) -> Client:
    client.force_login(cast.maja.user)
    return client


def pictures_in(page: str) -> list[str]:
    return re.findall(r'src="(/files/picture/[^"]+)"', page)


def asked_for(reader: Client, message: Message) -> list[str]:
    """The addresses of the pictures once the reader has pressed the button."""
    return pictures_in(reader.post(f"/files/mail/{message.pk}/pictures/").content.decode())


def test_nothing_is_fetched_until_somebody_asks(maja, message, elsewhere):
    page = maja.get(f"/files/mail/{message.pk}/").content.decode()

    assert "Images from shop.example are not shown." in page
    assert not pictures_in(page)
    assert elsewhere.asked == []


def test_the_page_says_who_will_not_learn_what(maja, message):
    page = maja.get(f"/requests/{message.ticket.number}/").content.decode()

    assert "Show images from elsewhere" in page
    assert "their sender does not learn who reads this mail" in page


def test_who_asks_gets_them_from_us(maja, message, elsewhere):
    first, second = asked_for(maja, message)

    answer = Client().get(first)

    assert answer.content == remade(PNG)
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert elsewhere.asked == ["shop.example/news.png?reader=maja"]
    assert Client().get(second).status_code == 404


def test_a_picture_is_fetched_once(maja, message, elsewhere):
    for _reading in range(3):
        Client().get(asked_for(maja, message)[0])

    assert len(elsewhere.asked) == 1


@pytest.mark.parametrize(
    "content",
    [b"<svg onload='alert(1)'>", b"<html><script>alert(1)</script>", b"", b"GIF", b"x" * 99],
)
def test_only_pictures_come_through(maja, message, elsewhere, content):
    elsewhere.gives("/news.png", content, Content_Type="image/png")

    answer = Client().get(asked_for(maja, message)[0])

    assert answer.status_code == 404
    assert answer.content == b""


def test_a_server_that_fails_is_left_alone_for_a_while(maja, message, elsewhere):
    elsewhere.gives("/news.png", b"", status=500)
    address, _other = asked_for(maja, message)

    assert Client().get(address).status_code == 404
    assert Client().get(address).status_code == 404
    assert len(elsewhere.asked) == 1


def test_nobody_makes_us_fetch_anything_else(maja, message, elsewhere, time_machine):
    address = asked_for(maja, message)[0]
    forged = address[:-3] + ("AA/" if address[-3:] != "AA/" else "BB/")

    assert Client().get(forged).status_code == 404
    assert Client().get("/files/picture/http:shop.example/").status_code == 404
    time_machine.move_to(rome("2026-11-23 14:30"))
    assert Client().get(address).status_code == 404
    assert elsewhere.asked == []


def test_our_own_network_is_not_fetched(maja, message, elsewhere):
    Message.objects.filter(pk=message.pk).update(
        html='<img src="http://169.254.169.254/x.png"><img src="http://localhost/x.png">'
    )

    for address in asked_for(maja, message):
        assert Client().get(address).status_code == 404


def test_there_is_an_end_to_what_one_reader_has_fetched(maja, message, elsewhere, settings):
    settings.MOST_PICTURES_A_MINUTE = 2
    address = asked_for(maja, message)[0]

    answers = [Client().get(address).status_code for _request in range(4)]

    assert answers == [200, 200, 429, 429]


def test_looking_is_not_asking(maja, message):
    assert maja.get(f"/files/mail/{message.pk}/pictures/").status_code == 405


def test_nobody_asks_for_the_pictures_of_others(client, cast, message):
    client.force_login(cast.giulia.user)

    assert client.post(f"/files/mail/{message.pk}/pictures/").status_code == 404
