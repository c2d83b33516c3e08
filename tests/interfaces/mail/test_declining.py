"""Reminders may be declined with one click (RFC 8058); what belongs to an agreement may not."""

import re

import pytest
from django.test import Client

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.customers.declining import Topic, declines, token_of
from puntuale.apps.customers.models import DeclinedMail
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.actions.deciding import remind
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.mail.writing.kinds import KINDS
from tests.cast import Cast
from tests.interfaces.mail.office import (
    a_mail,
    arrives,
    kinds_on,
    last_sent,
    minutes,
    our_mailbox,
    ticket_of,
    works,
)

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def waiting(cast: Cast) -> Ticket:
    our_mailbox()
    ticket = ticket_of(arrives(a_mail()))
    answer(ticket, by=cast.davide, text="Quale?", at=minutes(5), then="wait")
    works(minutes(5))
    return ticket


def reminded(ticket: Ticket, at: float = 60) -> OutgoingMail:
    remind(Ticket.objects.get(pk=ticket.pk), at=minutes(at))
    works(minutes(at))
    return last_sent()


def address_in(mail: OutgoingMail) -> str:
    found = re.fullmatch(r"<https?://[^/]+(/mail/[^>]+/)>", mail.headers["List-Unsubscribe"])
    assert found is not None
    return found[1]


def test_a_reminder_says_when_silence_closes_the_request(waiting):
    Vendor.objects.update(reminder_after_days=3, closes_after_days=10)

    text = " ".join(reminded(waiting).text.split())
    assert "Senza una sua risposta chiudiamo la richiesta giovedì 3 dicembre;" in text


def test_a_reminder_names_no_day_where_silence_closes_nothing(waiting):
    Vendor.objects.update(closes_after_days=0)

    assert "chiudiamo" not in reminded(waiting).text


def test_a_reminder_offers_to_be_the_last(waiting):
    mail = reminded(waiting)

    assert mail.kind == "reminder"
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address_in(mail) in mail.text
    assert address_in(mail) in mail.html


def test_one_click_without_a_cookie_declines(waiting, cast):
    address = address_in(reminded(waiting))

    posted = Client(enforce_csrf_checks=True).post(address, ONE_CLICK)

    assert posted.status_code == 200
    assert declines(cast.giulia, Topic.REMINDERS)


def test_looking_decides_nothing(waiting, cast):
    address = address_in(reminded(waiting))

    for method in ("get", "head"):
        assert getattr(Client(), method)(address).status_code == 200
    assert not DeclinedMail.objects.exists()


def test_whoever_declined_gets_none_and_the_desk_sees_it(waiting, cast, client):
    Client().post(address_in(reminded(waiting)), ONE_CLICK)
    before = OutgoingMail.objects.count()

    answer(Ticket.objects.get(), by=cast.davide, text="E oggi?", at=minutes(70), then="wait")
    reminded(waiting, at=90)

    kinds = list(OutgoingMail.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[before:] == ["clarification"]
    assert kinds_on(waiting)[-1] == "reminded"
    client.force_login(cast.davide)
    page = client.get(f"/desk/tickets/{waiting.number}/").content.decode()
    assert "il cliente non ne vuole" in page


def test_it_can_be_wanted_again_there_and_in_the_profile(waiting, cast, client):
    address = address_in(reminded(waiting))
    profile = {"name": "Giulia Conti", "language": "it", "time_zone": "Europe/Rome"}
    client.force_login(cast.giulia.user)

    client.post("/profile/", profile)
    assert declines(cast.giulia, Topic.REMINDERS)
    Client().post(address, {"again": "yes"})
    assert not declines(cast.giulia, Topic.REMINDERS)
    Client().post(address, ONE_CLICK)
    client.post("/profile/", {**profile, "wants_reminders": "on"})
    assert not declines(cast.giulia, Topic.REMINDERS)


@pytest.mark.parametrize("token", ["x", "1.reminders", "~", "1.reminders~x", "1.all~x"])
def test_a_secret_that_is_none_opens_nothing(cast, token):
    assert Client().get(f"/mail/{token}/").status_code == 404
    assert Client().post(f"/mail/{token}/", ONE_CLICK).status_code == 404
    assert not DeclinedMail.objects.exists()


def test_the_secret_of_one_person_decides_for_no_other(waiting, cast):
    Client().post(f"/mail/{token_of(cast.maja, Topic.REMINDERS)}/", ONE_CLICK)

    assert not declines(cast.giulia, Topic.REMINDERS)
    changed = token_of(cast.maja, Topic.REMINDERS).replace(
        str(cast.maja.pk), str(cast.giulia.pk), 1
    )
    assert Client().post(f"/mail/{changed}/", ONE_CLICK).status_code == 404


def test_what_belongs_to_an_agreement_offers_no_way_out(waiting, cast):
    assert {kind.name for kind in KINDS.values() if kind.topic} == {"reminder"}
    for mail in OutgoingMail.objects.all():
        assert "List-Unsubscribe" not in mail.headers
        assert "/mail/" not in mail.text
