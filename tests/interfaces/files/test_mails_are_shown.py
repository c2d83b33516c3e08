"""A mail as it was sent stands in a frame that runs nothing, loads nothing and covers nothing."""

import pytest
from django.test import Client

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Message, Ticket
from puntuale.interfaces.files import mails
from tests.cast import Cast, rome
from tests.environment.pictures import PNG

AT = rome("2026-11-23 10:00")
HOSTILE = """
<p>Buongiorno</p><script>alert(1)</script><img src="http://tracker.example/x.png">
<img src="cid:logo"><a href="javascript:alert(1)" onclick="alert(1)">click</a>
<div style="position:fixed;top:0;z-index:99">over</div><form action="http://evil.example"></form>
"""


def mailed(cast: Cast) -> Message:
    logo = keep_file(PNG, "logo.png", "image/png", at=AT, content_id="logo", inline=True)
    request = NewRequest(
        contact=cast.maja,
        subject="Mail",
        text="Buongiorno",
        html=HOSTILE,
        channel=Ticket.Channel.EMAIL,
        language="it",
        files=[logo],
    )
    return open_ticket(request, at=AT).messages.get()


def get(person: User, message: Message) -> object:
    client = Client()
    client.force_login(person)
    return client.get(f"/files/mail/{message.pk}/")


def test_what_acts_or_loads_is_gone_and_the_words_are_there(cast: Cast) -> None:
    page = get(cast.maja.user, mailed(cast)).content.decode()

    assert "<p>Buongiorno</p>" in page
    for hostile in ("<script", "javascript:", "onclick", "//tracker.example", "position", "<form"):
        assert hostile not in page


def test_its_own_pictures_travel_inside(cast: Cast) -> None:
    page = get(cast.maja.user, mailed(cast)).content.decode()

    assert 'src="data:image/png;base64,' in page


def test_pictures_that_take_too_long_keep_nobody_from_the_words(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mails, "MOST_SECONDS_OF_PICTURES", 0)

    page = get(cast.maja.user, mailed(cast)).content.decode()

    assert "<p>Buongiorno</p>" in page
    assert "data:image" not in page


def test_the_frame_is_a_cage(cast: Cast) -> None:
    policy = get(cast.maja.user, mailed(cast))["Content-Security-Policy"]

    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy


def test_the_page_shows_it_in_a_frame_and_its_words_as_text(cast: Cast) -> None:
    message = mailed(cast)
    client = Client()
    client.force_login(cast.maja.user)

    page = client.get(f"/requests/{message.ticket.number}/").content.decode()

    assert f'src="/files/mail/{message.pk}/" sandbox' in page
    assert "tracker.example" not in page


def test_nobody_reads_the_mails_of_others(cast: Cast) -> None:
    message = mailed(cast)

    assert get(cast.giulia.user, message).status_code == 404
    assert get(cast.elena, message).status_code == 200
