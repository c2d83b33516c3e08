"""The customer's first page: what waits for her, what is open, by when, and what is done."""

from datetime import date

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.agreements.models import Agreement, Coverage
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.deciding import close_ticket
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.models import Participant
from tests.cast import Cast, rome
from tests.interfaces.portal.conftest import SignedIn, ask, text_of


@pytest.fixture
def at_ten(monday_noon: None, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(rome("2026-11-23 10:00"), tick=False)


def test_an_open_request_is_one_sentence_with_its_promise(
    agreements: None, at_ten: None, signed_in: SignedIn, cast: Cast
) -> None:
    ask(cast.maja, type="T1")

    page = text_of(signed_in(cast.maja).get("/"))

    assert "Good morning, Maja" in page
    assert "Wrong VAT code" in page
    assert "We answer by Tuesday 10:00." in page
    assert "9 h left" in page


def test_it_is_said_in_her_own_language(
    agreements: None, at_ten: None, signed_in: SignedIn, cast: Cast
) -> None:
    ask(cast.giulia, product=cast.planner, type="bug", severity="P1", subject="Tutto fermo")

    page = text_of(signed_in(cast.giulia).get("/"))

    assert "Buongiorno, Giulia" in page
    assert "La prendiamo in carico entro oggi alle 11:00." in page


def test_what_waits_for_her_comes_first(
    agreements: None, at_ten: None, signed_in: SignedIn, cast: Cast
) -> None:
    ask(cast.maja, type="T1", subject="Runs")
    waiting = ask(cast.maja, type="T2", subject="Waits")
    answer(waiting, by=cast.elena, text="Which server?", at=rome("2026-11-23 10:00"), then="wait")

    page = text_of(signed_in(cast.maja).get("/"))

    assert "Your answer is awaited: Waits" in page
    assert page.index(">Waits<") < page.index(">Runs<")
    assert "2 open, 1 waits for you" in page


def test_without_open_requests_it_says_by_when_we_would_answer(
    agreements: None, at_ten: None, signed_in: SignedIn, cast: Cast
) -> None:
    page = text_of(signed_in(cast.maja).get("/"))

    assert "No open requests. We answer by Tuesday 10:00 if you write now." in page


def test_she_reads_until_when_she_is_covered_and_by_what(
    agreements: None, at_ten: None, signed_in: SignedIn, cast: Cast
) -> None:
    Coverage.objects.update(ends_on=date(2027, 1, 31))
    Coverage.objects.get().products.add(cast.planner)

    page = text_of(signed_in(cast.giulia).get("/"))

    assert "I suoi accordi" in page
    assert "Officina Suite" in page
    assert "La copertura vale fino al 31 gennaio 2027." in page
    assert "Your agreements" not in text_of(signed_in(cast.maja).get("/"))


def test_requests_of_colleagues_are_shown_only_to_whom_may_see_them(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    colleague = Contact.objects.create(
        organisation=cast.alpine, name="Ana Novak", email="ana@alpine.example", language="en"
    )
    ask(colleague, subject="Asked by Ana")

    assert "Asked by Ana" not in text_of(signed_in(cast.maja).get("/?of=company"))
    Contact.objects.filter(pk=cast.maja.pk).update(sees_colleagues=True)
    assert "Asked by Ana" not in text_of(signed_in(cast.maja).get("/"))
    assert "Asked by Ana" in text_of(signed_in(cast.maja).get("/?of=company"))


def test_a_request_in_copy_is_listed(agreements: None, signed_in: SignedIn, cast: Cast) -> None:
    ticket = ask(cast.giulia, subject="With Maja in copy")
    Participant.objects.create(ticket=ticket, contact=cast.maja, joined_at=rome("2026-11-23 11:00"))

    assert "With Maja in copy" in text_of(signed_in(cast.maja).get("/"))


def test_closed_ones_are_on_pages_of_their_own_by_key(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    for number in range(27):
        ticket = ask(cast.maja, subject=f"Done {number:02}")
        close_ticket(ticket, by=cast.elena, at=rome("2026-11-23 12:00"))
    maja = signed_in(cast.maja)

    first = text_of(maja.get("/closed/"))
    before = first.partition('href="?before=')[2].partition('"')[0]
    second = text_of(maja.get(f"/closed/?before={before}"))

    assert "Done 26" in first
    assert "Done 02" in first
    assert "Done 01" not in first
    assert "Done 01" in second
    assert "Done 02" not in second
    assert 'href="?before=' not in second
    assert "Done" not in text_of(maja.get("/"))


@pytest.mark.parametrize("before", ["x", "-1", "1e9", "9" * 40, "²", "1;drop"])
def test_a_key_that_is_none_is_left_aside(
    agreements: None, signed_in: SignedIn, cast: Cast, before: str
) -> None:
    assert signed_in(cast.maja).get("/closed/", {"before": before}).status_code == 200


def test_she_finds_her_own_by_words_and_by_number(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    mine = ask(cast.maja, subject="Label printer", text="It vanishes after lunch")
    ask(cast.giulia, subject="Label printer of Brembo", text="after lunch")
    maja = signed_in(cast.maja)

    for words in ("label", "LUNCH", "vanish", str(mine.number), f"#{mine.number}"):
        page = text_of(maja.get("/", {"q": words}))
        assert "Label printer" in page, words
        assert "Brembo" not in page, words
    assert "None of your requests says that" in text_of(maja.get("/", {"q": "unheard of"}))


def test_the_page_asks_the_database_as_often_for_many_as_for_few(
    agreements: None,
    signed_in: SignedIn,
    cast: Cast,
    django_assert_max_num_queries: object,
) -> None:
    for number in range(12):
        ask(cast.maja, subject=f"Request {number}", type=("T1", "T2", "T3")[number % 3])
    maja = signed_in(cast.maja)
    maja.get("/")

    with django_assert_max_num_queries(21):  # type: ignore[operator]
        page = text_of(maja.get("/"))

    assert page.count('class="request"') == 12


def test_staff_are_shown_to_the_desk(signed_in: SignedIn, cast: Cast) -> None:
    assert signed_in(cast.elena).get("/")["Location"] == "/desk/"


def test_every_page_leads_to_what_is_published_about_support(
    agreements: None, signed_in: SignedIn, cast: Cast
) -> None:
    assert "/support/" not in text_of(signed_in(cast.maja).get("/"))

    Agreement.objects.filter(code="standard-services").update(is_published=True)

    assert '<a href="/support/">What we promise</a>' in text_of(signed_in(cast.maja).get("/"))
    assert 'href="/support/"' in text_of(Client().get("/sign-in/"))
