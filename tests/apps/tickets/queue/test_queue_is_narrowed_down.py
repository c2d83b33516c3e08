"""Filters from a closed list, counts that cost no more than they show, and what changed since."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from puntuale.apps.accounts.models import Team, User
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.tickets.models import Notice, ReadMark, Tag, Ticket
from puntuale.apps.tickets.queue import counts
from puntuale.apps.tickets.queue.changes import changes_since
from puntuale.apps.tickets.queue.filters import UnknownFilter, tickets_in
from puntuale.apps.tickets.queue.rows import filled, rows_for
from tests.apps.tickets.queue.crowd import NOW, waiting
from tests.cast import Cast, rome


def chosen(cast: Cast, **filters: str) -> list[Ticket]:
    return list(tickets_in(filters, reader=cast.elena, now=NOW).order_by("id"))


def ids_of(tickets: QuerySet[Ticket]) -> list[int]:
    return [ticket.pk for ticket in tickets]


@pytest.fixture
def one_of_each(cast: Cast) -> dict[str, Ticket]:
    waiting(cast, "2026-11-30 10:00", organisation=None, assignee=cast.davide, team=cast.support)
    agreement = Agreement.objects.create(code="gold")
    version = AgreementVersion.objects.create(agreement=agreement, number=1, document="")
    other = Team.objects.create(name="Consultancy")
    tagged = waiting(cast, "2026-11-30 10:00", assignee=cast.davide, team=cast.support)
    tagged.tags.add(Tag.objects.create(name="printing"))
    return {
        "agreement": waiting(cast, version=version, organisation=None, assignee=cast.davide),
        "severity": waiting(cast, severity="P1", organisation=None, assignee=cast.davide),
        "mine": waiting(cast, assignee=cast.elena, organisation=None),
        "nobody": waiting(cast, organisation=None),
        "team": waiting(cast, team=other, assignee=cast.davide, organisation=None),
        "language": waiting(cast, language="en", assignee=cast.davide, organisation=None),
        "channel": waiting(cast, channel="phone", assignee=cast.davide, organisation=None),
        "customer": waiting(cast, organisation=cast.alpine, assignee=cast.davide),
        "product": waiting(cast, product=cast.planner, assignee=cast.davide, organisation=None),
        "late": waiting(cast, "2026-11-27 17:10", assignee=cast.davide, organisation=None),
        "held": waiting(
            cast, "2026-11-30 18:00", next_state="held", assignee=cast.davide, organisation=None
        ),
        "waits": waiting(
            cast, state="waiting_customer", next_state="paused", assignee=cast.davide
        ),
        "tag": tagged,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("agreement", "gold", "agreement"),
        ("severity", "P1", "severity"),
        ("assignee", "me", "mine"),
        ("language", "en", "language"),
        ("channel", "phone", "channel"),
        ("tag", "printing", "tag"),
        ("product", "suite", "product"),
        ("clock", "late", "late"),
        ("clock", "held", "held"),
        ("clock", "paused", "waits"),
        ("state", "waiting_customer", "waits"),
    ],
)
def test_a_filter_leaves_what_it_names(
    cast: Cast, one_of_each: dict[str, Ticket], name: str, value: str, expected: str
) -> None:
    assert chosen(cast, **{name: value}) == [one_of_each[expected]]


def test_filters_by_number_and_by_nobody(cast: Cast, one_of_each: dict[str, Ticket]) -> None:
    team = one_of_each["team"].team_id

    assert chosen(cast, team=str(team)) == [one_of_each["team"]]
    assert chosen(cast, customer=str(cast.alpine.pk)) == [one_of_each["customer"]]
    assert chosen(cast, assignee="nobody") == [one_of_each["nobody"]]
    assert chosen(cast, assignee=str(cast.elena.pk)) == [one_of_each["mine"]]
    assert one_of_each["tag"] not in chosen(cast, team="none")
    assert one_of_each["agreement"] not in chosen(cast, agreement="none")


def test_filters_add_up(cast: Cast, one_of_each: dict[str, Ticket]) -> None:
    assert chosen(cast, clock="late", channel="phone") == []


@pytest.mark.parametrize(
    "filters",
    [
        {"state": "lost"},
        {"clock": "running late"},
        {"channel": "pigeon"},
        {"assignee": "1 OR 1=1"},
        {"team": "-1"},
        {"customer": "9" * 30},
        {"customer": "²"},
        {"password": "x"},
        {"organisation__notes__contains": "x"},
    ],
)
def test_nothing_outside_the_list_can_be_asked(cast: Cast, filters: dict[str, str]) -> None:
    with pytest.raises(UnknownFilter) as refusal:
        chosen(cast, **filters)

    assert refusal.value.args == next(iter(filters.items()))


def test_views_are_counted_in_one_query(cast: Cast, one_of_each: dict[str, Ticket]) -> None:
    Notice.objects.create(user=cast.elena, ticket=one_of_each["mine"], kind="assigned", at=NOW)
    views = [{}, {"clock": "late"}, {"assignee": "me"}, {"state": "no such"}, {"team": "x"}]

    with CaptureQueriesContext(connection) as queries:
        found, unread = counts.counts_for(cast.elena, views, now=NOW)

    assert found == [14, 1, 1, None, None]
    assert unread == 1
    assert len(queries) == 1


def test_counting_stops_at_its_bound(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "MOST", 3)
    monkeypatch.setattr(counts, "MOST_UNREAD", 2)
    for _ in range(5):
        ticket = waiting(cast)
        Notice.objects.create(user=cast.elena, ticket=ticket, kind="assigned", at=NOW)

    assert counts.counts_for(cast.elena, [{}], now=NOW) == ([3], 2)
    assert counts.unread_for(cast.elena) == 2


def test_rows_carry_all_they_show(cast: Cast) -> None:
    tag = Tag.objects.create(name="printing")
    for _ in range(3):
        ticket = waiting(cast, "2026-11-30 10:00", assignee=cast.davide)
        ticket.tags.add(tag)
    ids = ids_of(tickets_in({}, reader=cast.elena, now=NOW))

    with CaptureQueriesContext(connection) as queries:
        shown = filled(rows_for(cast.elena)(ids), cast.elena)

    assert len(queries) == 2
    assert [(row.customer, row.assignee, row.tags) for row in shown] == [
        ("Tessitura Brembo", "Davide Basso", ["printing"])
    ] * 3
    assert {row.budget_seconds for row in shown} == {8 * 3600}
    assert {row.clock_due_at for row in shown} == {rome("2026-11-30 10:00")}


def test_without_an_organisation_the_person_is_the_customer(cast: Cast) -> None:
    waiting(cast, organisation=None)

    assert rows_for(cast.elena)(ids_of(Ticket.objects.all()))[0].customer == "Giulia Conti"


def test_a_request_is_unread_until_the_reader_has_seen_the_customers_words(cast: Cast) -> None:
    ticket = waiting(cast, last_customer_activity_at=NOW)

    def unread(reader: User) -> bool:
        return rows_for(reader)(ids_of(Ticket.objects.all()))[0].is_unread

    assert unread(cast.elena)
    ReadMark.objects.create(ticket=ticket, user=cast.elena, read_at=NOW)
    assert not unread(cast.elena)
    assert unread(cast.davide)


def test_changes_are_those_in_view_and_those_that_were_shown(cast: Cast) -> None:
    earlier = NOW - timedelta(minutes=5)
    stays = waiting(cast)
    waiting(cast, last_activity_at=NOW)
    left = waiting(cast, last_activity_at=NOW, closed_at=NOW, resolved_at=NOW, state="closed")
    waiting(cast, last_activity_at=NOW, closed_at=NOW, resolved_at=NOW, state="closed")
    waiting(cast, last_activity_at=NOW, is_restricted=True)

    changed = changes_since(earlier, {}, [stays.number, left.number], reader=cast.elena, now=NOW)

    assert changed == 2
    assert changes_since(NOW, {}, [left.number], reader=cast.elena, now=NOW) == 0
