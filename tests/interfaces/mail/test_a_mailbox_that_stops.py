"""A mailbox that cannot be fetched is told of within five minutes, once, and again when it works."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from puntuale.apps.jobs.leases import claim_next
from puntuale.apps.post.actions.mailboxes import EVERY, end_fetching, lease_next
from puntuale.apps.post.models import Mailbox, OutgoingMail
from puntuale.apps.tickets.models import Notice
from puntuale.interfaces.mail.fetching.fetch import fetch_next_mailbox
from puntuale.interfaces.worker.carrying_out import carry_out
from puntuale.interfaces.worker.duties import tell_of_next_mailbox
from tests.cast import NOON, Cast
from tests.interfaces.mail.office import minutes

pytestmark = pytest.mark.django_db
DEAD = "imap://support@127.0.0.1:1/INBOX"


@pytest.fixture
def dead(cast: Cast) -> Mailbox:
    return Mailbox.objects.create(
        address="support@officina.example", imap_url=DEAD, fetched_at=NOON, is_default=True
    )


@pytest.fixture
def other(cast: Cast) -> Mailbox:
    return Mailbox.objects.create(address="vendite@officina.example", name="Vendite")


@pytest.fixture
def goes_by(time_machine):
    """What a worker does while the clock goes on, every half a minute."""

    def until(end: datetime, begin: datetime = NOON) -> None:
        at = begin
        while at <= end:
            time_machine.move_to(at)
            fetch_next_mailbox(at)
            tell_of_next_mailbox(at)
            while (job := claim_next(at)) is not None:
                carry_out(job, at=at, clock=lambda at=at: at)
            at += EVERY

    return until


def told(kind: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=kind).order_by("pk"))


def fetched(mailbox: Mailbox, at: datetime) -> None:
    """The server is there again, and has nothing new."""
    Mailbox.objects.filter(pk=mailbox.pk).update(leased_until=None)
    mine = lease_next(at)
    assert mine is not None
    end_fetching(mine, at=at)


def test_administrators_know_within_five_minutes(dead, other, cast, goes_by):
    goes_by(minutes(5))

    [notice] = told("mailbox_stopped")
    assert notice.user == cast.admin
    assert notice.at - NOON <= timedelta(minutes=5)
    [mail] = OutgoingMail.objects.filter(kind="mailbox")
    assert mail.to == ["Ada Ferri <ada@officina.example>"]
    assert "refuses the connection" in mail.text
    assert "Errno 111" in mail.text
    assert "Monday 23 November, 12:00" in mail.text


def test_the_mail_leaves_by_another_address_where_there_is_one(dead, other, cast, goes_by):
    goes_by(minutes(5))

    assert OutgoingMail.objects.get(kind="mailbox").mailbox == other


def test_the_only_address_tells_of_itself(dead, cast, goes_by):
    goes_by(minutes(5))

    assert OutgoingMail.objects.get(kind="mailbox").mailbox == dead


def test_it_is_told_once_for_each_failure(dead, other, cast, goes_by):
    goes_by(minutes(30))

    assert len(told("mailbox_stopped")) == 1
    assert OutgoingMail.objects.filter(kind="mailbox").count() == 1


def test_it_is_told_when_it_works_again_and_when_it_stops_again(dead, other, cast, goes_by):
    goes_by(minutes(5))
    fetched(dead, minutes(6))
    Mailbox.objects.update(imap_url="")
    Mailbox.objects.filter(pk=dead.pk).update(imap_url=DEAD)
    assert tell_of_next_mailbox(minutes(6))
    assert not tell_of_next_mailbox(minutes(6))
    assert len(told("mailbox_works")) == 1

    goes_by(minutes(15), begin=minutes(7))

    assert len(told("mailbox_stopped")) == 2
    subjects = OutgoingMail.objects.filter(kind="mailbox").order_by("pk")
    assert [mail.subject for mail in subjects] == [
        "No mail is fetched: support@officina.example",
        "Mail is fetched again: support@officina.example",
        "No mail is fetched: support@officina.example",
    ]


def test_a_hiccup_is_not_told(dead, other, cast, goes_by):
    goes_by(minutes(1))
    fetched(dead, minutes(1.5))

    assert not tell_of_next_mailbox(minutes(1.5))
    assert told("mailbox_stopped") == []


def test_one_that_nobody_fetches_is_told_as_well(dead, cast):
    assert not tell_of_next_mailbox(minutes(3))
    assert tell_of_next_mailbox(minutes(4))
    assert len(told("mailbox_stopped")) == 1


@pytest.mark.parametrize("held", ["leased_until", "watched_until"])
def test_one_that_is_fetched_or_watched_just_now_is_not_silent(dead, cast, held):
    Mailbox.objects.update(**{held: minutes(10)})

    assert not tell_of_next_mailbox(minutes(6))


def test_the_notice_leads_to_the_mailbox(dead, cast, goes_by, client: Client):
    goes_by(minutes(5))
    client.force_login(cast.admin)

    page = client.get("/desk/notices/").content.decode()

    assert "A mailbox cannot be fetched" in page
    assert f'/office/mailboxes/#mailbox-{dead.pk}"' in page


def test_agents_are_not_told(dead, cast, goes_by):
    goes_by(minutes(5))

    assert not Notice.objects.filter(user__in=[cast.elena, cast.davide, cast.tone]).exists()
