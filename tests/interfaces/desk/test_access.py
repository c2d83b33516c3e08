"""Files and access details of a customer, as the desk opens them and as the customer learns of it."""

import pytest
from django.test import Client
from django.utils import timezone

from puntuale.apps.access.models import Opening
from puntuale.apps.tickets.actions.deciding import take_charge
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Message, Ticket
from tests.apps.tickets.stories import asked
from tests.cast import Cast, rome
from tests.environment.pictures import PNG

AT = rome("2026-11-27 16:00")
WAY_IN = "ssh ops@erp, password 9vK-canary"


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    files = [
        keep_file(b"a;b", "ordini.csv", "text/csv", at=AT),
        keep_file(PNG, "foto.png", "image/png", at=AT, content_id="foto@mail", inline=True),
    ]
    return asked(cast, "2026-11-27 16:00", contact=cast.maja, files=files, language="en")


def test_taking_charge_is_all_that_the_common_path_needs(
    ticket: Ticket, davide: Client, maja: Client, cast: Cast
) -> None:
    davide.post(f"/desk/tickets/{ticket.number}/charge/")

    answer = davide.get(f"/files/{ticket.files.get(is_inline=False).key}/")

    assert (answer.status_code, answer.content) == (200, b"a;b")
    assert answer["Cache-Control"] == "private, no-store"
    told = "Davide Basso opened the file ordini.csv"
    assert told in maja.get(f"/requests/{ticket.number}/").content.decode()
    assert "works on the request" in maja.get(f"/requests/{ticket.number}/").content.decode()


def test_anybody_else_is_asked_why_and_the_customer_reads_it(
    ticket: Ticket, davide: Client, maja: Client
) -> None:
    address = f"/files/{ticket.files.get(is_inline=False).key}/"
    refused = davide.get(address)
    assert refused.status_code == 403
    assert b"a;b" not in refused.content
    assert davide.post(f"{address}reason/", {"reason": " "}).status_code == 422

    opened = davide.post(f"{address}reason/", {"reason": "Same fault as 4711"}, follow=True)

    assert opened.content == b"a;b"
    page = maja.get(f"/requests/{ticket.number}/").content.decode()
    assert "Davide Basso" in page
    assert "“Same fault as 4711”" in page


def test_of_a_file_that_belongs_to_no_request_yet_nobody_asks_why(
    davide: Client, cast: Cast
) -> None:
    own = keep_file(b"a;b", "ordini.csv", "text/csv", at=AT, by=cast.davide)

    assert davide.post(f"/files/{own.key}/reason/", {"reason": " "}).status_code == 404


def test_a_mail_is_read_without_its_pictures_by_whoever_does_not_work_on_it(
    ticket: Ticket, davide: Client, cast: Cast
) -> None:
    Message.objects.update(html='<p>Look</p><img src="cid:foto@mail">')
    address = f"/files/mail/{ticket.messages.get().pk}/"

    before = davide.get(address).content.decode()
    take_charge(ticket, by=cast.davide, at=timezone.now())
    after = davide.get(address).content.decode()

    assert "Look" in before
    assert "data:image" not in before
    assert "Le immagini di questo messaggio sono del cliente." in before
    assert "data:image" in after
    assert Opening.objects.get().what == Opening.What.PICTURES


def test_access_details_are_shown_once_and_listed(
    ticket: Ticket, elena: Client, maja: Client
) -> None:
    sent = maja.post(f"/requests/{ticket.number}/access/", {"details": WAY_IN}, follow=True)
    assert "canary" not in sent.content.decode()

    page = elena.get(f"/desk/tickets/{ticket.number}/access/").content.decode()
    shown = elena.post(f"/desk/tickets/{ticket.number}/access/details/")

    assert "canary" not in page
    assert WAY_IN in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert (
        "Elena Riva read how to reach the system"
        in maja.get(f"/requests/{ticket.number}/").content.decode()
    )
    sheet = elena.get(f"/desk/tickets/{ticket.number}/access/csv/").content.decode()
    assert "Elena Riva read how to reach the system" in sheet


def test_without_a_right_the_details_stay_closed(
    ticket: Ticket, davide: Client, maja: Client
) -> None:
    maja.post(f"/requests/{ticket.number}/access/", {"details": WAY_IN})
    address = f"/desk/tickets/{ticket.number}/access/"

    refused = davide.post(f"{address}details/", follow=True).content.decode()
    davide.post(f"{address}reason/", {"reason": "Holiday cover"})
    shown = davide.post(f"{address}details/").content.decode()

    assert "canary" not in refused
    assert WAY_IN in shown


def test_the_customer_wipes_them_and_writes_something_else(ticket: Ticket, maja: Client) -> None:
    address = f"/requests/{ticket.number}/access/"
    assert maja.post(address, {"details": ""}).status_code == 422
    maja.post(address, {"details": WAY_IN})

    page = maja.post(f"{address}withdrawal/", follow=True).content.decode()

    assert "Wiped." in page
    assert "kept sealed" not in page
