"""Searching from the masthead: a number, words, or nothing at all."""

import pytest
from django.test import Client

from puntuale.apps.catalogue.models import Licence
from puntuale.apps.tickets.actions.writing import note
from puntuale.apps.tickets.models import Ticket
from tests.apps.tickets.stories import asked
from tests.cast import Cast, rome
from tests.interfaces.desk.pages import text_of


def known(cast: Cast, **facts: object) -> Ticket:
    return asked(cast, **facts)


def test_a_number_goes_straight_to_its_request(cast: Cast, elena: Client) -> None:
    ticket = known(cast)

    for typed in (str(ticket.number), f"#{ticket.number}"):
        answer = elena.get("/desk/search/", {"q": typed})
        assert answer["Location"] == f"/desk/tickets/{ticket.number}/"


def test_words_bring_rows_with_the_line_in_which_they_stand(cast: Cast, elena: Client) -> None:
    ticket = known(cast, text="Buongiorno,\nla stampante si è fermata.\nGrazie")

    page = elena.get("/desk/search/", {"q": "stampanti"})

    body = page.content.decode()
    assert f'href="/desk/tickets/{ticket.number}/"' in body
    assert "la <mark>stampante</mark> si è fermata." in body
    assert "Buongiorno" not in body
    assert 'value="stampanti"' in body


def test_notes_are_found_by_the_desk(cast: Cast, elena: Client) -> None:
    ticket = known(cast)
    note(ticket, by=cast.davide, text="Manca il toner", at=rome("2026-11-23 11:00"))

    assert "Manca il toner" in text_of(elena.get("/desk/search/", {"q": "toner"}))


def test_restricted_requests_are_not_found(cast: Cast, elena: Client) -> None:
    ticket = known(cast, text="vulnerabile")
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)

    for typed in ("vulnerabile", str(ticket.number)):
        page = elena.get("/desk/search/", {"q": typed})
        assert page.status_code == 200
        assert "Nothing found" in text_of(page)


def test_what_customers_write_is_shown_as_they_wrote_it(cast: Cast, elena: Client) -> None:
    known(cast, subject="<b>x</b>", text="<script>alert(1)</script> stampa <img src=x>")

    body = elena.get("/desk/search/", {"q": "stampa"}).content.decode()

    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert "<b>x</b>" not in body


def test_older_ones_come_page_by_page(
    cast: Cast, elena: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("puntuale.interfaces.desk.search.page.PAGE", 2)
    tickets = [known(cast, subject=f"Stampa {place}") for place in range(3)]

    first = elena.get("/desk/search/", {"q": "stampa"})
    second = elena.get("/desk/search/", {"q": "stampa", "before": first.context["before"]})

    assert [each.row.number for each in first.context["found"]] == [
        tickets[2].number,
        tickets[1].number,
    ]
    assert [each.row.number for each in second.context["found"]] == [tickets[0].number]
    assert second.context["before"] is None


@pytest.mark.parametrize("typed", ["", "  ", '"', "AND OR NOT", "a" * 3000, "' OR 1=1 --", "\x00"])
def test_whatever_is_typed_is_answered(cast: Cast, elena: Client, typed: str) -> None:
    known(cast)

    assert elena.get("/desk/search/", {"q": typed, "before": "x"}).status_code == 200


def test_a_serial_number_brings_its_licence_too(cast: Cast, elena: Client) -> None:
    licence = Licence.objects.get()

    page = text_of(elena.get("/desk/search/", {"q": "os 1234 5678"}))

    assert f"Licence OS-1234-5678 · {licence.product} · {licence.holder}" in page
    assert "No request names it." in page
