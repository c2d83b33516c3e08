"""What the page asks once a minute: rows stay where they are, times go on."""

import time_machine
from django.test import Client

from puntuale.apps.tickets.actions.writing import customer_writes
from puntuale.apps.tickets.models import Ticket
from tests.apps.tickets.queue.crowd import NOW, waiting
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome
from tests.interfaces.desk.pages import text_of


def later(minutes: int) -> time_machine.travel:
    return time_machine.travel(NOW.timestamp() + 60 * minutes, tick=False)


def test_time_left_and_the_line_of_now_go_on(cast: Cast, elena: Client) -> None:
    covered(cast.brembo, in_force("suite-sla"))
    ticket = asked(cast, "2026-11-27 17:45")
    page = elena.get("/desk/")

    with later(5):
        answer = elena.get(page.context["changes_url"])

    body = answer.content.decode()
    assert f'id="left-{ticket.number}"' in body
    assert 'id="queue-now" hx-swap-oob' in body
    assert "18:15 now" in text_of(answer)
    assert "change" not in text_of(answer)
    assert "<li" not in body


def test_what_becomes_late_looks_late(cast: Cast, elena: Client) -> None:
    waiting(cast, "2026-11-27 18:12")
    page = elena.get("/desk/")
    assert 'data-look="late"' not in page.content.decode()

    with later(3):
        answer = elena.get(page.context["changes_url"])

    assert 'data-look="late"' in answer.content.decode()
    assert "1 min late" in text_of(answer)


def test_changes_are_told_and_shown_when_asked_for(cast: Cast, elena: Client) -> None:
    shown = asked(cast, "2026-11-27 17:45")
    page = elena.get("/desk/?language=it")
    asked(cast, "2026-11-27 18:11", subject="Another")
    customer_writes(shown, contact=cast.giulia, text="Ancora", at=rome("2026-11-27 18:11"))
    asked(cast, "2026-11-27 18:11", subject="In English", language="en")

    with later(2):
        answer = elena.get(page.context["changes_url"])

    assert "2 changes, show" in text_of(answer)
    assert 'href="/desk/?language=it"' in answer.content.decode()


def test_who_left_the_list_is_a_change(cast: Cast, elena: Client) -> None:
    shown = waiting(cast, "2026-11-27 18:30")
    page = elena.get("/desk/")
    at = rome("2026-11-27 18:11")
    Ticket.objects.filter(pk=shown.pk).update(closed_at=at, resolved_at=at, last_activity_at=at)

    with later(2):
        assert "1 change, show" in text_of(elena.get(page.context["changes_url"]))


def test_nothing_new_is_answered_without_a_page(cast: Cast, elena: Client) -> None:
    waiting(cast, "2026-11-27 18:30")
    address = elena.get("/desk/").context["changes_url"]
    first = elena.get(address)

    again = elena.get(address, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert first["Cache-Control"] == "private, no-cache"


def test_restricted_requests_are_not_told_of(cast: Cast, elena: Client) -> None:
    secret = waiting(cast, "2026-11-27 18:30", is_restricted=True, last_activity_at=NOW)

    answer = elena.get(f"/desk/changes/?shown={secret.number}&since=2026-11-27T10:00:00%2B00:00")

    assert f"left-{secret.number}" not in answer.content.decode()
    assert "change" not in text_of(answer)


def test_whatever_is_asked_is_answered(cast: Cast, elena: Client) -> None:
    for query in ("", "?since=x", "?since=2026-11-27", "?shown=x.²." + "9" * 40, "?state=lost"):
        assert elena.get(f"/desk/changes/{query}").status_code == 200
