"""A replay in the office: asked for, watched, read, taken away as a file."""

import csv
import io

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.agreements.models import Agreement
from puntuale.apps.tickets.models import Replay
from puntuale.interfaces.office.replay.views import PAGE
from tests.apps.tickets.replay.stories import (
    NOW,
    answered,
    carry_out,
    draft_of,
    everything_stored,
    suite,
)
from tests.apps.tickets.stories import asked
from tests.cast import Cast, in_force, rome

ADDRESS = "/office/agreements/suite-sla/replay/"
NOVEMBER = {"first_date": "2026-11-01", "last_date": "2026-11-30"}
STRICTER = ("response, within: 4 wh", "response, within: 2 wh")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def agreement(client: Client, cast: Cast, time_machine: TimeMachineFixture) -> Agreement:
    time_machine.move_to(NOW, tick=False)
    agreement = suite(cast)
    answered(cast, "2026-11-23 10:00", "2026-11-23 15:00")
    answered(cast, "2026-11-23 10:00", "2026-11-23 11:00", severity="P3", contact=cast.maja)
    draft_of(agreement, STRICTER)
    client.force_login(cast.elena)
    return agreement


def asked_for(client: Client, agreement: Agreement, **facts: object) -> str:
    """The address of a replay under the draft that has just been asked for."""
    draft = agreement.versions.get(state="draft")
    answer = client.post(ADDRESS, {"version": draft.pk, **NOVEMBER, **facts})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def test_the_draft_is_offered_first(client: Client, agreement: Agreement) -> None:
    in_force("gold")

    page = client.get(ADDRESS).content.decode()

    assert page.index("suite-sla, draft 2") < page.index("suite-sla, version 1")
    assert page.index("suite-sla, version 1") < page.index("gold, version 1")
    assert 'value="2026-12-05"' in page


def test_until_it_is_finished_the_page_says_how_far_it_is(
    client: Client, agreement: Agreement
) -> None:
    address = asked_for(client, agreement)
    assert "It begins in a moment." in client.get(address).content.decode()
    Replay.objects.update(total=214, done=131)

    page = client.get(address).content.decode()
    part = client.get(address, headers=HTMX).content.decode()

    assert "131 of 214" in page
    assert 'hx-trigger="every 1s"' in part
    assert "<html" not in part


def test_what_would_have_become_of_them_is_told_in_words_bars_and_figures(
    client: Client, agreement: Agreement
) -> None:
    address = asked_for(client, agreement)
    carry_out()

    page = client.get(address).content.decode()

    assert "1 more promise would have been late." in page
    assert "hx-trigger" not in page
    assert 'width="50.0%"' in page
    assert "Promises kept" in page
    assert "Every promise in figures" in page
    assert '<a href="/desk/tickets/1001/">1001</a> P2' in page
    assert "23 Nov 2026 12:00" in page


def test_an_agent_of_another_zone_reads_the_hours_of_the_document(
    client: Client, agreement: Agreement, settings: object
) -> None:
    address = asked_for(client, agreement)
    carry_out()
    settings.TIME_ZONE = "America/New_York"  # type: ignore[attr-defined]

    page = client.get(address).content.decode()

    assert "Hours of Europe/Rome." in page
    assert "23 Nov 2026 15:30" in page


def test_a_replay_of_one_customer_names_it(client: Client, agreement: Agreement) -> None:
    address = asked_for(client, agreement, organisation="alpine optics")
    carry_out()

    page = client.get(address).content.decode()

    assert "Alpine Optics" in page
    assert "1 request<" in page
    assert "Every promise would have been kept, or late, as it was." in page


def test_promises_that_are_open_on_both_sides_are_shown_as_well(
    client: Client, agreement: Agreement, cast: Cast
) -> None:
    asked(cast, "2026-11-30 23:00", product=cast.planner, contact=cast.maja)
    address = asked_for(client, agreement, first_date="2026-11-30")
    Replay.objects.update(asked_at=rome("2026-12-01 09:10"))
    carry_out()

    page = client.get(address).content.decode()

    assert "Promises still open" in page
    assert "As many promises would have been late as were." in page


def test_words_that_the_document_lacks_are_named(client: Client, agreement: Agreement) -> None:
    draft_of(agreement, ("P3", "P9"))
    address = asked_for(client, agreement)
    carry_out()

    page = client.get(address).content.decode()

    assert "1 request of severity P3: the document has no such severity." in page


def test_the_file_has_every_change_and_no_formula(
    client: Client, agreement: Agreement, cast: Cast
) -> None:
    for _ in range(PAGE):
        answered(cast, "2026-11-24 10:00", "2026-11-24 15:00")
    address = asked_for(client, agreement)
    carry_out()
    first = Replay.objects.get().differences.select_related("ticket").first()
    assert first is not None
    first.ticket.severity = "=P2"
    first.ticket.save()

    answer = client.get(f"{address}requests.csv")

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert answer["Content-Disposition"] == f'attachment; filename="replay-{first.replay_id}.csv"'
    assert len(rows) == PAGE + 2
    assert rows[1][:4] == ["1001", "'=P2", "2026-11-23T10:00+01:00", "First reply"]
    assert rows[1][4:] == [
        "kept",
        "2026-11-23T15:30+01:00",
        "late",
        "2026-11-23T12:00+01:00",
        "2026-11-23T15:00+01:00",
    ]


def test_long_lists_go_on_by_key(client: Client, agreement: Agreement, cast: Cast) -> None:
    for _ in range(PAGE):
        answered(cast, "2026-11-24 10:00", "2026-11-24 15:00")
    address = asked_for(client, agreement)
    carry_out()
    last = Replay.objects.get().differences.all()[PAGE - 1]

    page = client.get(address).content.decode()
    further = client.get(address, {"after": last.pk}).content.decode()

    assert f"?after={last.pk}" in page
    assert further.count("/desk/tickets/") == 1
    assert 'href="?after=' not in further


def test_a_restricted_request_is_not_told_to_those_who_may_not_see_it(
    client: Client, agreement: Agreement, cast: Cast
) -> None:
    replay = asked_for(client, agreement)
    carry_out()
    difference = Replay.objects.get().differences.get()
    difference.ticket.is_restricted = True
    difference.ticket.save()

    assert "/desk/tickets/1001/" not in client.get(replay).content.decode()


def test_a_draft_with_errors_is_told_by_line(client: Client, agreement: Agreement) -> None:
    draft = draft_of(agreement, ("1 wh", "1 hour"))

    answer = client.post(ADDRESS, {"version": draft.pk, **NOVEMBER})

    assert answer.status_code == 422
    assert ":44:" in answer.content.decode()
    assert not Replay.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"last_date": "2026-10-01"}, "The last day comes before the first."),
        ({"organisation": "Nobody"}, "There is no customer of this name, or more than one."),
    ],
)
def test_what_cannot_be_asked_is_said(
    client: Client, agreement: Agreement, wrong: dict[str, str], told: str
) -> None:
    draft = agreement.versions.get(state="draft")

    answer = client.post(ADDRESS, {"version": draft.pk, **NOVEMBER, **wrong})

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_those_of_before_are_kept_with_the_agreement(client: Client, agreement: Agreement) -> None:
    address = asked_for(client, agreement)

    page = client.get(ADDRESS).content.decode()

    assert address in page
    assert client.get(address.replace("suite-sla", "other")).status_code == 404


def test_nothing_but_the_replay_is_written(client: Client, agreement: Agreement) -> None:
    client.get(ADDRESS)
    before = everything_stored()

    address = asked_for(client, agreement)
    carry_out()
    client.get(address)

    assert everything_stored() == before


def test_a_page_asks_few_questions_however_many_changes_there_are(
    client: Client, agreement: Agreement, cast: Cast, django_assert_max_num_queries
) -> None:
    for _ in range(10):
        answered(cast, "2026-11-24 10:00", "2026-11-24 15:00")
    address = asked_for(client, agreement)
    carry_out()
    client.get(address)

    with django_assert_max_num_queries(12):
        client.get(address)


def test_an_agent_keeps_no_agreements(client: Client, agreement: Agreement, cast: Cast) -> None:
    client.force_login(cast.davide)

    assert client.get(ADDRESS).status_code == 403


def test_what_work_would_have_cost_stands_beside_the_promises(
    client: Client, cast: Cast, agreement: Agreement
) -> None:
    address = asked_for(client, agreement)
    carry_out()

    page = client.get(address).content.decode()

    assert "What they would have cost" in page
    assert "Nobody worked on a request of this period" in page
