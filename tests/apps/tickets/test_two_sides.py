"""First by the partner, then by the vendor: who has to act, who may, and whose notes are whose."""

import pytest

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.actions.deciding import resolve, take_charge
from puntuale.apps.tickets.actions.passing_on import pass_on
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.actions.writing import answer, note
from puntuale.apps.tickets.errors import WithTheVendor
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import (
    events_visible_to,
    files_visible_to,
    messages_visible_to,
)
from puntuale.apps.tickets.queue.filters import UnknownFilter, tickets_in
from puntuale.apps.tickets.search.finding import tickets_found_by
from puntuale.apps.tickets.search.wanted import wanted
from tests.apps.partners.reseller import a_partner, asked_at_first_level, sold_upgrades
from tests.cast import NOON, Cast, covered, in_force, rome

PROMISED_AT_L2 = (
    "charging:\n",
    "targets:\n  - {match: {level: L2}, metric: answer, within: 4 h, binding: true}\ncharging:\n",
)
PUBLIC, OURS, THEIRS = "pubblico", "nostra", "loro"


@pytest.fixture
def adria(cast: Cast) -> User:
    sold_upgrades(cast)
    return a_partner("Adria", cast.brembo)


@pytest.fixture
def ticket(cast: Cast, adria: User) -> Ticket:
    return asked_at_first_level(cast)


def passed_on(ticket: Ticket, by: User) -> Ticket:
    pass_on(ticket, level="L2", reason="A fault of the program.", by=by, at=NOON)
    ticket.refresh_from_db()
    return ticket


def test_the_first_level_is_worked_by_the_partner(adria: User, ticket: Ticket) -> None:
    take_charge(ticket, by=adria, at=NOON)
    answer(ticket, by=adria, text="Ecco.", at=NOON)
    resolve(ticket, by=adria, at=NOON)

    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.state) == (adria, Ticket.State.RESOLVED)


def test_passing_on_copies_nothing_and_leaves_one_history(adria: User, ticket: Ticket) -> None:
    answer(ticket, by=adria, text="Ecco.", at=NOON)
    said, happened = set(ticket.messages.all()), list(ticket.events.all())

    passed_on(ticket, adria)

    assert Ticket.objects.count() == 1
    assert set(ticket.messages.all()) == said
    assert list(ticket.events.all())[: len(happened)] == happened
    assert ticket.owner_side == Ticket.Side.VENDOR


def test_passing_on_starts_the_clock_of_the_vendor(cast: Cast) -> None:
    cast.planner.code = "time-suite"
    cast.planner.save()
    covered(cast.brembo, in_force("upgrade-premium", PROMISED_AT_L2))
    adria = a_partner("Adria", cast.brembo)
    ticket = asked_at_first_level(cast)
    assert not ticket.clocks.exists()

    passed_on(ticket, adria)

    clock = ticket.clocks.get()
    assert (clock.metric, clock.due_at) == ("answer", rome("2026-11-23 16:00"))


def test_passing_on_leaves_it_to_whoever_takes_it_there(adria: User, ticket: Ticket) -> None:
    assign(ticket, to=adria, by=adria, at=NOON)

    assert passed_on(ticket, adria).assignee is None


def test_what_is_with_the_vendor_the_partner_reads_and_no_more(adria: User, ticket: Ticket) -> None:
    passed_on(ticket, adria)

    for step in (take_charge, resolve):
        with pytest.raises(WithTheVendor):
            step(ticket, by=adria, at=NOON)
    with pytest.raises(WithTheVendor):
        answer(ticket, by=adria, text="Ecco.", at=NOON)
    with pytest.raises(WithTheVendor):
        pass_on(ticket, level="L1", reason="Back.", by=adria, at=NOON)
    note(ticket, by=adria, text=THEIRS, at=NOON)

    assert [row.text for row in ticket.messages.filter(kind="note")] == [THEIRS]


def test_each_side_reads_its_own_notes_and_files_and_finds_no_others(
    cast: Cast, adria: User, ticket: Ticket
) -> None:
    file_of = {}
    for by, text in ((cast.davide, OURS), (adria, THEIRS)):
        file = keep_file(text.encode(), f"{text}.txt", "text/plain", at=NOON)
        note(ticket, by=by, text=text, files=[file], at=NOON)
        file_of[text] = file.key
    answer(ticket, by=adria, text=PUBLIC, at=NOON)

    def read_by(user: User) -> set[str]:
        return set(messages_visible_to(user, ticket).values_list("text", flat=True))

    assert read_by(cast.davide) & {OURS, THEIRS, PUBLIC} == {OURS, PUBLIC}
    assert read_by(adria) & {OURS, THEIRS, PUBLIC} == {THEIRS, PUBLIC}
    assert cast.giulia.user is not None
    assert read_by(cast.giulia.user) & {OURS, THEIRS, PUBLIC} == {PUBLIC}
    assert [each.key for each in files_visible_to(cast.davide)] == [file_of[OURS]]
    assert [each.key for each in files_visible_to(adria)] == [file_of[THEIRS]]
    assert tickets_found_by(adria, wanted(PUBLIC), most=5) == [ticket.pk]
    assert tickets_found_by(adria, wanted(OURS), most=5) == []
    assert tickets_found_by(cast.davide, wanted(THEIRS), most=5) == []
    assert tickets_found_by(cast.davide, wanted(OURS), most=5) == [ticket.pk]


def test_another_partner_takes_over_without_the_notes_of_the_first(
    cast: Cast, adria: User, ticket: Ticket
) -> None:
    note(ticket, by=adria, text=THEIRS, at=NOON)
    dinamo = a_partner("Dinamo")

    assert not messages_visible_to(dinamo, ticket).filter(text=THEIRS).exists()


def test_the_housekeeping_of_our_desk_is_no_news_for_partners(
    cast: Cast, adria: User, ticket: Ticket
) -> None:
    note(ticket, by=cast.davide, text=OURS, at=NOON)

    kinds = set(events_visible_to(adria, ticket).values_list("kind", flat=True))

    assert "submitted" in kinds
    assert "noted" not in kinds


def test_each_queue_holds_what_its_side_has(cast: Cast, adria: User, ticket: Ticket) -> None:
    def queue(reader: User, **filters: str) -> list[Ticket]:
        return list(tickets_in(filters, reader=reader, now=NOON))

    assert (queue(adria), queue(cast.davide)) == ([ticket], [])
    assert queue(cast.davide, side="partner") == queue(cast.davide, side="any") == [ticket]

    passed_on(ticket, adria)

    assert (queue(adria), queue(cast.davide)) == ([], [ticket])
    assert queue(adria, side="vendor") == [ticket]
    with pytest.raises(UnknownFilter):
        queue(adria, tag="churn")
