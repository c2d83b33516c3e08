"""Anybody reports a vulnerability, which its group alone sees from the first."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from puntuale.apps.accounts.models import User
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.models import Ticket
from tests.cast import NOON, Cast, in_force
from tests.interfaces.mail.office import our_mailbox, works
from tests.interfaces.portal.conftest import SignedIn, text_of

REPORT = {
    "name": "Ines",
    "email": "ines@finder.example",
    "subject": "Token in the URL",
    "text": "CANARY-7: open any mail and look at its links.",
}


def sent(**typed: str) -> Ticket:
    Client().post("/security/", REPORT | {"key": str(uuid.uuid4())} | typed)
    return Ticket.objects.latest("pk")


def group_and_others(cast: Cast) -> tuple[User, list[User]]:
    return cast.tone, [cast.elena, cast.davide]


@pytest.mark.parametrize("standard", [True, False])
def test_it_is_taken_under_any_agreement_or_none_and_seen_by_the_group_alone(
    cast: Cast, signed_in: SignedIn, *, standard: bool
) -> None:
    our_mailbox()
    if standard:
        # Which takes no request by a form.
        in_force("direct-support", standard=True)

    ticket = sent()
    works(NOON + timedelta(minutes=1))

    assert ticket.is_open
    assert ticket.is_restricted
    tone, others = group_and_others(cast)
    assert "CANARY-7" in text_of(signed_in(tone).get(f"/desk/tickets/{ticket.number}/"))
    for other in others:
        browser = signed_in(other)
        assert browser.get(f"/desk/tickets/{ticket.number}/").status_code == 404
        for page in ("/desk/", "/desk/search/?q=token", "/desk/notices/", "/office/mail/"):
            shown = text_of(browser.get(page))
            assert "Token in the URL" not in shown
            assert str(ticket.number) not in shown
    (told,) = OutgoingMail.objects.all()
    assert told.kind == "received"
    assert any("ines@finder.example" in address for address in told.to)


def test_robots_open_nothing_and_the_same_form_opens_one(cast: Cast) -> None:
    Client().post("/security/", REPORT | {"website": "https://spam.example"})
    assert not Ticket.objects.exists()

    key = str(uuid.uuid4())
    assert sent(key=key) == sent(key=key)


def test_the_file_says_where_and_until_when(cast: Cast, client: Client, settings) -> None:
    settings.PUBLIC_URL = "https://desk.example"

    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    assert lines == [
        "Contact: https://desk.example/security/",
        "Expires: 2027-05-22T00:00:00Z",
        "Preferred-Languages: en, it",
        "Canonical: https://desk.example/.well-known/security.txt",
    ]
