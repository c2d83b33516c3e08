"""What a customer gave is opened by right, and each time is written down."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from puntuale.apps.access.actions import REASON_HOLDS, open_file, open_pictures, state_reason
from puntuale.apps.access.details import (
    details_in_force,
    give_details,
    read_details,
    wipe_ended,
    withdraw_details,
)
from puntuale.apps.access.errors import NeedsReason, NoReason, NothingGiven
from puntuale.apps.access.models import AccessDetails, Opening
from puntuale.apps.accounts.models import Vendor
from puntuale.apps.tickets.actions.deciding import close_ticket, take_charge
from puntuale.apps.tickets.actions.merging import merge
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.actions.waiting import wait_for
from puntuale.apps.tickets.actions.writing import note
from puntuale.apps.tickets.errors import AlreadyClosed, NothingSaid
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Attachment, Notice, Ticket, TicketEvent
from tests.apps.tickets.stories import asked
from tests.cast import Cast, rome

AT, LATER = rome("2026-11-23 10:00"), rome("2026-11-23 11:00")
WAY_IN = "ssh ops@erp.brembo.example, password 9vK-canary"


def with_file(cast: Cast, **facts: object) -> Ticket:
    file = keep_file(b"a;b", "ordini.csv", "text/csv", at=AT, content_id="one@mail", **facts)
    return asked(cast, files=[file])


def file_of(ticket: Ticket) -> Attachment:
    """As a door finds it: with its request as it is now."""
    return Attachment.objects.get(ticket=ticket)


def opened_by(ticket: Ticket) -> list[tuple[str, str]]:
    return [(row.by.name, row.why) for row in Opening.objects.filter(ticket=ticket)]


def test_whoever_took_the_request_opens_its_files_at_once(cast: Cast) -> None:
    ticket = with_file(cast)
    take_charge(ticket, by=cast.davide, at=AT)

    content = open_file(file_of(ticket), by=cast.davide, at=LATER, address="192.0.2.7")

    assert content == b"a;b"
    row = Opening.objects.get()
    assert (row.by, row.at, row.what, row.why) == (cast.davide, LATER, "file", "assigned")
    assert (row.file.name, row.address) == ("ordini.csv", "192.0.2.7")


def test_so_does_whoever_is_of_its_team(cast: Cast) -> None:
    ticket = with_file(cast)
    assign(ticket, to=cast.tone, team=cast.support, by=cast.elena, at=AT)

    open_file(file_of(ticket), by=cast.davide, at=LATER)

    assert opened_by(ticket) == [("Davide Basso", "team")]


def test_anybody_else_says_why_first_and_for_a_while(cast: Cast) -> None:
    ticket = with_file(cast)
    file = file_of(ticket)
    with pytest.raises(NeedsReason):
        open_file(file, by=cast.davide, at=AT)
    with pytest.raises(NoReason):
        state_reason(ticket, "  \n ", by=cast.davide, at=AT)

    reason = state_reason(ticket, "Same fault as 4711", by=cast.davide, at=AT)
    open_file(file, by=cast.davide, at=AT + REASON_HOLDS - timedelta(seconds=1))

    assert Opening.objects.get().reason == reason
    with pytest.raises(NeedsReason):
        open_file(file, by=cast.davide, at=AT + REASON_HOLDS)
    with pytest.raises(NeedsReason):
        open_file(file, by=cast.tone, at=LATER)


def test_managers_open_by_their_role_and_are_written_down_as_well(cast: Cast) -> None:
    ticket = with_file(cast)

    open_file(file_of(ticket), by=cast.elena, at=LATER)

    assert opened_by(ticket) == [("Elena Riva", "role")]


def test_whoever_loses_the_request_loses_the_right(cast: Cast) -> None:
    ticket = with_file(cast)
    take_charge(ticket, by=cast.davide, at=AT)
    assign(ticket, to=cast.tone, by=cast.elena, at=LATER)

    with pytest.raises(NeedsReason):
        open_file(file_of(ticket), by=cast.davide, at=LATER)


def test_whoever_works_on_the_surviving_request_works_on_the_merged_one(cast: Cast) -> None:
    merged, ticket = with_file(cast), asked(cast)
    merge(merged, into=ticket, by=cast.elena, at=AT)
    take_charge(ticket, by=cast.davide, at=AT)

    open_file(file_of(merged), by=cast.davide, at=LATER)

    assert opened_by(merged) == [("Davide Basso", "assigned")]


def test_what_the_desk_or_the_reader_gave_is_nobodys_secret(cast: Cast) -> None:
    ticket, own = with_file(cast), with_file(cast, by=cast.davide)
    log = keep_file(b"x", "log.txt", "text/plain", at=AT, by=cast.elena)
    note(ticket, by=cast.elena, text="look", at=AT, files=[log])
    log.refresh_from_db()

    assert open_file(log, by=cast.davide, at=LATER) == b"x"
    assert open_file(file_of(own), by=cast.davide, at=LATER) == b"a;b"
    assert (
        open_file(Attachment.objects.filter(ticket=ticket)[0], by=cast.giulia.user, at=LATER)
        == b"a;b"
    )
    assert not Opening.objects.exists()


def test_the_pictures_of_a_mail_are_the_customers_too(cast: Cast) -> None:
    message = with_file(cast).messages.get()
    with pytest.raises(NeedsReason):
        open_pictures(message, by=cast.davide, at=AT)

    assert [file.name for file in open_pictures(message, by=cast.elena, at=AT)] == ["ordini.csv"]

    assert Opening.objects.get().what == "pictures"


def test_the_list_is_never_rewritten(cast: Cast) -> None:
    open_file(file_of(with_file(cast)), by=cast.elena, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.update(why="assigned")
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.all().delete()


def test_access_details_are_sealed_and_read_by_right(cast: Cast) -> None:
    ticket = asked(cast)
    details = give_details(ticket, WAY_IN, by=cast.giulia, at=AT)

    assert "canary" not in AccessDetails.objects.get().sealed
    with pytest.raises(NeedsReason):
        read_details(ticket, by=cast.davide, at=LATER)
    take_charge(ticket, by=cast.davide, at=AT)
    ticket.refresh_from_db()
    assert read_details(ticket, by=cast.davide, at=LATER) == WAY_IN
    assert Opening.objects.get().what == "details"
    assert details_in_force(ticket, at=LATER) == details


def test_a_wait_for_access_ends_with_them_and_the_agent_is_told(cast: Cast) -> None:
    ticket = asked(cast)
    take_charge(ticket, by=cast.davide, at=AT)
    wait_for(ticket, Ticket.State.WAITING_ACCESS, by=cast.davide, at=AT)

    give_details(ticket, WAY_IN, by=cast.giulia, at=LATER)

    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.IN_PROGRESS
    kinds = ticket.events.order_by("-sequence").values_list("kind", flat=True)[:2]
    assert list(kinds) == [TicketEvent.Kind.RESUMED, TicketEvent.Kind.ACCESS]
    assert Notice.objects.get(user=cast.davide).kind == Notice.Kind.CUSTOMER_WROTE
    assert "canary" not in str(list(ticket.events.values_list("data", flat=True)))


def test_writing_them_anew_wipes_the_old_ones(cast: Cast) -> None:
    ticket = asked(cast)
    give_details(ticket, WAY_IN, by=cast.giulia, at=AT)
    give_details(ticket, "rdp", by=cast.giulia, at=LATER)

    assert read_details(ticket, by=cast.elena, at=LATER) == "rdp"
    assert AccessDetails.objects.get(wiped_at=LATER).sealed == ""


def test_the_customer_takes_them_back(cast: Cast) -> None:
    ticket = asked(cast)
    give_details(ticket, WAY_IN, by=cast.giulia, at=AT)

    withdraw_details(ticket, by=cast.giulia, at=LATER)

    with pytest.raises(NothingGiven):
        read_details(ticket, by=cast.elena, at=LATER)
    with pytest.raises(NothingGiven):
        withdraw_details(ticket, by=cast.giulia, at=LATER)


def test_they_expire_with_the_request_to_the_second_and_are_wiped(cast: Cast) -> None:
    Vendor.objects.update(access_details_days=7)
    ticket, other = asked(cast), asked(cast)
    for each in (ticket, other):
        give_details(each, WAY_IN, by=cast.giulia, at=AT)
    close_ticket(ticket, by=cast.elena, at=LATER)
    end = LATER + timedelta(days=7)

    assert details_in_force(ticket, at=end - timedelta(seconds=1)) is not None
    assert details_in_force(ticket, at=end) is None
    assert wipe_ended(at=end - timedelta(seconds=1)) == 0
    assert wipe_ended(at=end) == 1
    assert list(AccessDetails.objects.filter(sealed="")) == list(
        AccessDetails.objects.filter(ticket=ticket)
    )


def test_nothing_is_given_on_a_request_that_has_ended_or_without_words(cast: Cast) -> None:
    ticket = asked(cast)
    with pytest.raises(NothingSaid):
        give_details(ticket, " \n", by=cast.giulia, at=AT)
    close_ticket(ticket, by=cast.elena, at=AT)

    with pytest.raises(AlreadyClosed):
        give_details(ticket, WAY_IN, by=cast.giulia, at=LATER)
