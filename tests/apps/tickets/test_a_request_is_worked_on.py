"""From the first word to the last: what each action leaves behind."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.actions.deciding import close_ticket, reopen, resolve, take_charge
from puntuale.apps.tickets.actions.merging import merge, unmerge
from puntuale.apps.tickets.actions.sorting import assign, set_tags
from puntuale.apps.tickets.actions.waiting import wait_for
from puntuale.apps.tickets.actions.writing import answer, customer_writes, note
from puntuale.apps.tickets.errors import AlreadyClosed, AlreadyTaken, CannotMerge, NothingSaid
from puntuale.apps.tickets.models import Message, Notice, Ticket
from puntuale.apps.tickets.queries import messages_visible_to, tickets_visible_to
from tests.apps.tickets.stories import asked
from tests.cast import Cast, rome


def kinds(ticket: Ticket) -> list[str]:
    return list(ticket.events.values_list("kind", flat=True))


def mails() -> list[str]:
    return list(Job.objects.filter(kind__startswith="mail.").values_list("kind", flat=True))


def test_opening_tells_the_customer_and_starts_the_history(cast: Cast) -> None:
    ticket = asked(cast)

    assert ticket.number == 1001
    assert kinds(ticket)[:2] == ["submitted", "entitled"]
    assert mails() == ["mail.received"]


def test_the_same_form_sent_twice_opens_one_request(cast: Cast) -> None:
    key = uuid.uuid4()

    first = asked(cast, idempotency_key=key)
    second = asked(cast, idempotency_key=key)

    assert first == second
    assert Ticket.objects.count() == 1


def test_a_request_without_words_is_refused(cast: Cast) -> None:
    with pytest.raises(NothingSaid):
        asked(cast, subject=" ", text="\n")

    assert not Ticket.objects.exists()


def test_a_time_of_receipt_in_the_future_is_not_believed(cast: Cast) -> None:
    ticket = asked(cast, submitted_at=rome("2031-01-01 10:00"))

    assert ticket.submitted_at == rome("2026-11-23 10:00")


def test_charge_is_taken_once(cast: Cast) -> None:
    ticket = asked(cast)
    take_charge(ticket, by=cast.elena, at=rome("2026-11-23 10:20"))

    with pytest.raises(AlreadyTaken):
        take_charge(ticket, by=cast.davide, at=rome("2026-11-23 10:21"))

    ticket.refresh_from_db()
    assert ticket.assignee == cast.elena
    assert mails() == ["mail.received", "mail.accepted"]


def test_a_question_waits_and_the_answer_ends_the_wait(cast: Cast) -> None:
    ticket = asked(cast)
    answer(ticket, by=cast.elena, text="Quale?", then="wait", at=rome("2026-11-23 12:00"))
    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.WAITING_CUSTOMER

    customer_writes(ticket, contact=cast.giulia, text="La seconda.", at=rome("2026-11-24 15:00"))

    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.IN_PROGRESS
    assert kinds(ticket)[2:] == ["answered", "paused", "customer_wrote", "resumed"]
    assert mails() == ["mail.received", "mail.clarification"]


def test_a_reply_after_closing_opens_the_request_again(cast: Cast) -> None:
    ticket = asked(cast)
    close_ticket(ticket, by=cast.elena, at=rome("2026-11-23 12:00"))

    customer_writes(ticket, contact=cast.giulia, text="Ancora.", at=rome("2026-11-24 15:00"))

    ticket.refresh_from_db()
    assert ticket.is_open
    assert kinds(ticket)[-1] == "reopened"


def test_nothing_is_answered_on_a_closed_request(cast: Cast) -> None:
    ticket = asked(cast)
    close_ticket(ticket, by=cast.elena, at=rome("2026-11-23 12:00"))

    with pytest.raises(AlreadyClosed):
        answer(ticket, by=cast.elena, text="E poi?", at=rome("2026-11-23 12:01"))

    assert Message.objects.filter(kind="agent").count() == 0


def test_resolving_twice_tells_the_customer_once(cast: Cast) -> None:
    ticket = asked(cast)

    resolve(ticket, by=cast.elena, at=rome("2026-11-23 12:00"))
    resolve(ticket, by=cast.elena, at=rome("2026-11-23 12:01"))

    assert mails().count("mail.resolved") == 1


def test_a_note_is_never_seen_by_the_customer(cast: Cast) -> None:
    ticket = asked(cast)

    note(ticket, by=cast.elena, text="Sembra colpa nostra.", at=rome("2026-11-23 12:00"))

    seen = messages_visible_to(cast.giulia.user, ticket)
    assert [message.kind for message in seen] == ["customer"]
    assert messages_visible_to(cast.davide, ticket).count() == 2


def test_a_stranger_does_not_find_the_request(cast: Cast) -> None:
    ticket = asked(cast)

    assert ticket in tickets_visible_to(cast.giulia.user)
    assert ticket not in tickets_visible_to(cast.maja.user)


def test_a_restricted_request_is_for_the_restricted_group(cast: Cast) -> None:
    ticket = asked(cast)
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)

    assert ticket not in tickets_visible_to(cast.elena)
    assert ticket in tickets_visible_to(cast.tone)


def test_someone_in_copy_reads_only_what_follows(cast: Cast) -> None:
    ticket = asked(cast)
    answer(
        ticket,
        by=cast.elena,
        text="Con Maja in copia.",
        cc=["Maja <maja@alpine.example>"],
        at=rome("2026-11-23 11:00"),
    )

    seen = messages_visible_to(cast.maja.user, Ticket.objects.get())

    assert [message.text for message in seen] == ["Con Maja in copia."]


def test_whoever_is_given_a_request_is_told_once(cast: Cast) -> None:
    ticket = asked(cast)

    assign(ticket, to=cast.davide, by=cast.elena, at=rome("2026-11-23 11:00"))
    assign(ticket, to=cast.davide, by=cast.elena, at=rome("2026-11-23 11:01"))

    assert Notice.objects.filter(user=cast.davide, kind="assigned").count() == 1


def test_tags_are_lower_case_words_kept_once(cast: Cast) -> None:
    ticket = asked(cast)

    set_tags(ticket, ["Import", "import ", ""], by=cast.elena, at=rome("2026-11-23 11:00"))

    assert list(ticket.tags.values_list("name", flat=True)) == ["import"]


def test_a_merge_can_be_undone(cast: Cast) -> None:
    first, second = asked(cast), asked(cast)
    merge(second, into=first, by=cast.elena, at=rome("2026-11-23 11:00"))
    second.refresh_from_db()
    assert second.state == Ticket.State.MERGED

    unmerge(second, by=cast.elena, at=rome("2026-11-23 11:01"))

    second.refresh_from_db()
    assert (second.state, second.merged_into, second.is_open) == (Ticket.State.NEW, None, True)


def test_words_on_a_merged_request_reach_the_surviving_one(cast: Cast) -> None:
    first, second = asked(cast), asked(cast)
    merge(second, into=first, by=cast.elena, at=rome("2026-11-23 11:00"))

    said = customer_writes(second, contact=cast.giulia, text="E?", at=rome("2026-11-23 12:00"))

    assert said.ticket == first


def test_requests_of_two_customers_are_never_merged(cast: Cast) -> None:
    first, second = asked(cast), asked(cast, contact=cast.maja)

    with pytest.raises(CannotMerge):
        merge(second, into=first, by=cast.elena, at=rome("2026-11-23 11:00"))


def test_reopening_is_written_down_with_its_author(cast: Cast) -> None:
    ticket = asked(cast)
    resolve(ticket, by=cast.elena, at=rome("2026-11-23 12:00"))

    reopen(ticket, by=cast.giulia, at=rome("2026-11-23 13:00"))

    last = ticket.events.get(kind="reopened")
    assert last.by_contact == cast.giulia


def test_waiting_for_access_is_a_state_of_its_own(cast: Cast) -> None:
    ticket = asked(cast)

    wait_for(ticket, Ticket.State.WAITING_ACCESS, by=cast.elena, at=rome("2026-11-23 15:00"))

    assert ticket.events.get(kind="paused").data["because"] == "waiting_access"


@pytest.mark.parametrize("rewrite", ["update", "delete"])
def test_the_database_refuses_to_rewrite_history(cast: Cast, rewrite: str) -> None:
    event = asked(cast).events.first()
    assert event is not None
    rows = type(event).objects.filter(pk=event.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(kind="closed") if rewrite == "update" else rows.delete()
