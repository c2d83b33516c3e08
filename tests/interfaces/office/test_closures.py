"""Announcing a closure: first seen, then done; and taken back."""

from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.agreements.actions import activate, keep_draft
from puntuale.apps.agreements.models import Agreement, Closure
from puntuale.apps.agreements.starters import starter
from puntuale.apps.jobs.models import Job
from tests.apps.tickets.stories import asked
from tests.cast import FOUNDED, Cast, covered, rome

CLOSURE = {
    "code": "strike",
    "first_date": "2026-11-30",
    "last_date": "2026-12-04",
    "availability": "2026-12-01 09:00-13:00",
}


def suite(cast: Cast) -> None:
    agreement = Agreement.objects.create(code="suite-sla")
    text = starter("suite-sla").replace("closures:  ", "closures:\n      - vendor\n      #", 1)
    draft = keep_draft(agreement, text, by=None, at=FOUNDED)
    activate(draft, valid_from=FOUNDED, by=None, at=FOUNDED)
    covered(cast.brembo, agreement, deployment="cloud")


def test_the_preview_says_what_stays_what_is_due_meanwhile_and_whom_it_tells(
    client: Client, cast: Cast, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(rome("2026-11-23 12:00"))
    suite(cast)
    asked(cast, "2026-11-23 10:00", product=cast.planner, type="bug", severity="P3")
    client.force_login(cast.elena)

    page = client.get("/office/closures/preview/", CLOSURE)

    text = page.content.decode()
    assert page.status_code == 200
    assert (
        "<strong>0</strong> open promises move, <strong>2</strong> stay as they were made." in text
    )
    assert "1 of them falls due on a closed day" in text
    assert "Officina Software is closed: 30 November to 4 December" in text
    assert "Officina Software è chiusa: 30 novembre – 4 dicembre" in text
    assert "Announce, and tell 1 person" in text
    assert not Closure.objects.exists()


def test_where_nothing_would_close_the_preview_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.elena)

    page = client.get("/office/closures/preview/", CLOSURE)

    assert "it would close nothing" in page.content.decode()


def test_what_cannot_be_announced_is_said_before(client: Client, cast: Cast) -> None:
    client.force_login(cast.elena)

    page = client.get("/office/closures/preview/", CLOSURE | {"last_date": "2026-11-29"})

    assert page.status_code == 422
    assert "The last day lies before the first." in page.content.decode()


def test_it_is_announced_with_the_fields_of_the_preview_and_withdrawn_once(
    client: Client, cast: Cast, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(rome("2026-11-23 12:00"))
    client.force_login(cast.elena)

    client.post("/office/closures/", CLOSURE)
    client.post("/office/closures/strike/withdrawal/")
    again = client.post("/office/closures/strike/withdrawal/", follow=True)

    closure = Closure.objects.get()
    assert closure.availability == [{"date": "2026-12-01", "hours": ["09:00-13:00"]}]
    assert closure.withdrawn_by == cast.elena
    assert Job.objects.filter(kind="closures.tell").count() == 2
    assert "This closure is withdrawn already." in again.content.decode()


def test_an_agent_announces_and_withdraws_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.davide)

    assert client.get("/office/closures/preview/", CLOSURE).status_code == 403
    assert client.post("/office/closures/", CLOSURE).status_code == 403
    assert client.post("/office/closures/strike/withdrawal/").status_code == 403
