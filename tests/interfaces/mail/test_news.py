"""News go out once each, little by little, behind all other mail, and end with one click."""

import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from puntuale.apps.agreements.models import Agreement
from puntuale.apps.customers.consents import has_agreed, record_consent
from puntuale.apps.customers.models import Consent, Contact
from puntuale.apps.jobs.leases import claim_next, take_back_expired
from puntuale.apps.jobs.models import Job
from puntuale.apps.news.actions import send_bulletin, stop_bulletin, write_bulletin
from puntuale.apps.news.errors import AlreadySent, NobodyReached, NotGoingOut
from puntuale.apps.news.models import Bulletin, Delivery
from puntuale.apps.news.queries import progress_of
from puntuale.apps.post.actions.intake import keep_mail
from puntuale.apps.post.models import OutgoingMail
from puntuale.interfaces.worker.carrying_out import carry_out
from tests.apps.news.bulletins import WORDS
from tests.cast import NOON, Cast, covered, in_force
from tests.interfaces.mail.office import SUPPORT, a_mail, our_mailbox, works

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def suite(cast: Cast) -> Agreement:
    our_mailbox()
    suite = in_force("suite-sla")
    for organisation in (cast.alpine, cast.brembo):
        covered(organisation, suite)
    return suite


def agree(*people: Contact) -> None:
    for each in people:
        record_consent(each, is_given=True, source="profile", at=NOON)


def colleagues(cast: Cast, count: int) -> None:
    """More people of Alpine Optics who agreed."""
    for number in range(count):
        email = f"c{number}@alpine.example"
        agree(Contact.objects.create(organisation=cast.alpine, name="", email=email))


def sent(cast: Cast, suite: Agreement, *, at: datetime = NOON, **facts: object) -> Bulletin:
    told = {"is_to_registered": False, "agreements": [suite]}
    bulletin = write_bulletin(None, WORDS | told | facts, by=cast.elena, at=at)
    send_bulletin(bulletin, by=cast.elena, at=at)
    return bulletin


def news() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind="news").order_by("pk"))


def way_out(mail: OutgoingMail) -> str:
    found = re.fullmatch(r"<https?://[^/]+(/mail/[^>]+/)>", mail.headers["List-Unsubscribe"])
    assert found is not None
    return found[1]


def test_each_gets_it_in_their_language_with_a_way_out(cast: Cast, suite: Agreement) -> None:
    agree(cast.maja, cast.giulia)

    sent(cast, suite)
    works(NOON)

    to_maja, to_giulia = news()
    assert (to_maja.subject, to_giulia.subject) == ("Version 7.3", "Versione 7.3")
    assert "It prints labels." in to_maja.text
    assert "Stampa etichette." in to_giulia.html
    for mail in (to_maja, to_giulia):
        assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert way_out(mail) in mail.text
        assert way_out(mail) in mail.html


def test_one_click_takes_the_consent_back(cast: Cast, suite: Agreement) -> None:
    agree(cast.maja)
    sent(cast, suite)
    works(NOON)
    address = way_out(news()[0])

    assert Client().get(address).status_code == 200
    assert has_agreed(cast.maja)
    posted = Client(enforce_csrf_checks=True).post(address, ONE_CLICK)

    assert posted.status_code == 200
    last = Consent.objects.latest("pk")
    assert (last.contact, last.is_given, last.source) == (cast.maja, False, "mail")
    sent(cast, suite)
    works(NOON)
    assert len(news()) == 1


def test_who_takes_consent_back_before_their_turn_gets_none(cast: Cast, suite: Agreement) -> None:
    agree(cast.maja, cast.giulia)
    bulletin = sent(cast, suite)
    record_consent(cast.maja, is_given=False, source="profile", at=NOON)

    works(NOON)

    assert [mail.language for mail in news()] == ["it"]
    assert (progress_of(bulletin).mailed, progress_of(bulletin).not_agreed) == (1, 1)


def test_what_belongs_to_an_agreement_goes_to_all_without_a_way_out(
    cast: Cast, suite: Agreement
) -> None:
    sent(cast, suite, about=Bulletin.About.MAINTENANCE)
    works(NOON)

    assert len(news()) == 2
    for mail in news():
        assert "List-Unsubscribe" not in mail.headers
        assert "/mail/" not in mail.text


def test_no_more_leave_in_an_hour_than_are_allowed(cast: Cast, suite: Agreement, settings) -> None:
    settings.NEWS_AN_HOUR = 3
    colleagues(cast, 5)

    sent(cast, suite)
    sent(cast, suite, title_en="Another")

    for minute in range(60):
        works(NOON + minute * MINUTE)
    assert len(news()) == 3
    for minute in range(60, 120):
        works(NOON + minute * MINUTE)
    assert len(news()) == 6
    for minute in range(120, 300):
        works(NOON + minute * MINUTE)
    assert len(news()) == 10
    assert len({(mail.to[0], mail.subject) for mail in news()}) == 10


def carry_out_all(at: datetime = NOON, **which: tuple[str, ...]) -> None:
    while (job := claim_next(at, **which)) is not None:
        carry_out(job, at=at, clock=lambda: at)


def test_news_stand_back_for_whatever_else_is_due(cast: Cast, suite: Agreement) -> None:
    agree(cast.maja)
    sent(cast, suite, at=NOON - 2 * HOUR)
    carry_out_all(NOON - 2 * HOUR, never=("post.send",))
    # It has been due for long; then a customer writes, who is to be told that we have it.
    keep_mail(a_mail(), "giulia@brembo.example", (SUPPORT,), "lmtp", NOON)
    carry_out_all(never=("post.send",))

    carry_out(claim_next(NOON, only=("post.send",)), at=NOON, clock=lambda: NOON)
    assert all(mail.state == OutgoingMail.State.WAITING for mail in OutgoingMail.objects.all())
    carry_out_all()
    assert [mail.kind for mail in OutgoingMail.objects.exclude(state="waiting")] == ["received"]
    works(NOON + MINUTE)
    assert not OutgoingMail.objects.filter(state="waiting").exists()


def test_a_kill_after_any_statement_doubles_nothing_and_loses_nothing(
    cast: Cast, suite: Agreement
) -> None:
    colleagues(cast, 3)
    sent(cast, suite)

    at, kills = NOON, 0
    for statements in itertools.count(1):
        try:
            with killed_after(statements):
                works(at)
            break
        except Killed:
            kills += 1
            at += HOUR
            # Another worker takes its jobs, which are as innocent as on the first day.
            take_back_expired(at)
            Job.objects.update(abandoned=0)

    assert kills > 30
    assert len(news()) == 3
    assert len({mail.to[0] for mail in news()}) == 3
    assert set(Delivery.objects.filter(contact__name="").values_list("state", flat=True)) == {
        Delivery.State.MAILED
    }


class Killed(BaseException):
    """The worker is gone; what its transaction did is gone with it."""


@contextmanager
def killed_after(statements: int) -> Iterator[None]:
    left = statements

    def count(execute: Callable[..., Any], *statement: Any) -> Any:
        nonlocal left
        left -= 1
        # Once: what follows is the database's own way back.
        if left == 0:
            raise Killed
        return execute(*statement)

    with connection.execute_wrapper(count):
        yield


def test_what_was_stopped_goes_to_nobody_else(cast: Cast, suite: Agreement, settings) -> None:
    settings.NEWS_AN_HOUR = 60
    colleagues(cast, 4)
    bulletin = sent(cast, suite)
    works(NOON)

    stop_bulletin(bulletin, by=cast.elena, at=NOON)
    works(NOON + 10 * MINUTE)

    assert len(news()) == 1
    with pytest.raises(NotGoingOut):
        stop_bulletin(bulletin, by=cast.elena, at=NOON)


def test_what_is_stopped_in_the_moment_in_which_it_leaves_goes_to_nobody(
    cast: Cast, suite: Agreement
) -> None:
    bulletin = sent(cast, suite, about=Bulletin.About.MAINTENANCE)
    stops = iter([bulletin])

    def stop_first(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        # Those who wait have been read; nothing has left.
        if "automaticmailbudget" in sql and next(stops, None):
            stop_bulletin(bulletin, by=cast.elena, at=NOON)
        return execute(sql, *more)

    with connection.execute_wrapper(stop_first):
        works(NOON)

    assert not next(stops, None)
    assert not news()
    assert progress_of(bulletin).to_go == 0


def test_what_was_sent_is_neither_sent_nor_written_again(cast: Cast, suite: Agreement) -> None:
    agree(cast.maja)
    bulletin = sent(cast, suite)

    with pytest.raises(AlreadySent):
        send_bulletin(bulletin, by=cast.elena, at=NOON)
    with pytest.raises(AlreadySent):
        write_bulletin(bulletin, WORDS, by=cast.elena, at=NOON)


def test_for_nobody_nothing_is_sent(cast: Cast) -> None:
    bulletin = write_bulletin(None, WORDS, by=cast.elena, at=NOON)

    with pytest.raises(NobodyReached):
        send_bulletin(bulletin, by=cast.elena, at=NOON)
    assert Bulletin.objects.get().sent_at is None
