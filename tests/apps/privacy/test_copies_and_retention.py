"""A copy holds all of one person and nothing of another; rules let go what is due, to the second."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import storages

from puntuale.apps.access.actions import open_file
from puntuale.apps.access.models import Opening
from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.privacy.copying import (
    HOLDS,
    ask_for_copy,
    copies_in_force,
    fetch_copy,
    handle,
    remove_ended,
)
from puntuale.apps.privacy.errors import CopyUnderWay
from puntuale.apps.privacy.holding import hold
from puntuale.apps.privacy.models import DataCopy, RetentionRule
from puntuale.apps.privacy.retention import carry_out_rules, going_by, set_rule
from puntuale.apps.tickets.actions.deciding import close_ticket
from puntuale.apps.tickets.actions.writing import answer, customer_writes, note
from puntuale.apps.tickets.files import WipedFile, keep_file, read_file
from puntuale.apps.tickets.models import Attachment, Ticket
from tests.apps.tickets.stories import asked
from tests.cast import Cast, rome

AT = rome("2026-11-23 10:00")
DAYS = timedelta(days=30)


def closed_with_file(cast: Cast, **facts: object) -> Ticket:
    file = keep_file(b"canary of the file", "ordini.csv", "text/csv", at=AT)
    ticket = asked(cast, files=[file], **facts)
    close_ticket(ticket, by=cast.elena, at=AT)
    return ticket


def made(cast: Cast) -> DataCopy:
    copy = ask_for_copy(cast.giulia, by=cast.giulia.user, at=AT)
    handle({"copy_id": copy.pk}, at=AT)
    copy.refresh_from_db()
    return copy


def test_it_holds_the_persons_data_and_files_and_nobody_elses(cast: Cast) -> None:
    ticket = closed_with_file(cast, text="canary words of giulia")
    answered = asked(cast)
    answer(answered, by=cast.elena, text="Fatto.", at=AT)
    note(answered, by=cast.davide, text="canary note", at=AT)
    closed_with_file(cast, contact=cast.maja, text="canary words of maja")

    file = fetch_copy(made(cast), by=cast.giulia.user, at=AT)

    assert file is not None
    with file, zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read("data.json"))
        key = Attachment.objects.get(ticket=ticket).key
        assert archive.read(f"files/{key.hex}") == b"canary of the file"
        assert len(archive.namelist()) == 2
    assert told["person"]["email"] == cast.giulia.email
    assert told["requests"][0]["messages"][0]["text"] == "canary words of giulia"
    whole = json.dumps(told)
    assert "Fatto." in whole
    assert "canary note" not in whole
    assert "maja" not in whole.lower()


def test_it_can_be_fetched_for_a_time_and_each_time_is_written_down(cast: Cast) -> None:
    copy = made(cast)
    end = AT + HOLDS

    file = fetch_copy(copy, by=cast.admin, at=end - timedelta(seconds=1), address="192.0.2.1")
    assert file is not None
    file.close()
    assert fetch_copy(copy, by=cast.admin, at=end) is None

    entries = LogEntry.objects.filter(what__startswith="data_copy.").values_list("what", "by")
    assert list(entries) == [
        ("data_copy.fetched", cast.admin.pk),
        ("data_copy.asked", cast.giulia.user.pk),
    ]


def test_then_it_is_removed(cast: Cast) -> None:
    copy = made(cast)
    place = copy.stored_as
    assert storages["attachments"].exists(place)

    assert remove_ended(at=AT + HOLDS - timedelta(seconds=1)) == 0
    assert remove_ended(at=AT + HOLDS) == 1

    assert not storages["attachments"].exists(place)
    assert not copies_in_force(cast.giulia, at=AT).exists()


def test_one_is_made_at_a_time_and_once(cast: Cast) -> None:
    copy = ask_for_copy(cast.giulia, by=cast.admin, at=AT)
    with pytest.raises(CopyUnderWay):
        ask_for_copy(cast.giulia, by=cast.admin, at=AT)

    handle({"copy_id": copy.pk}, at=AT)
    handle({"copy_id": copy.pk}, at=AT + HOLDS)

    assert DataCopy.objects.get().ready_at == AT


def carried_out(at: object) -> int:
    gone = 0
    while some := carry_out_rules(at=at):  # type: ignore[arg-type]
        gone += some
    return gone


def test_without_a_rule_nothing_ever_goes(cast: Cast) -> None:
    closed_with_file(cast)

    assert carried_out(AT + timedelta(days=36_500)) == 0


@pytest.mark.parametrize("what", RetentionRule.What.values)
def test_what_is_due_goes_to_the_second_as_the_preview_said(cast: Cast, what: str) -> None:
    ticket = closed_with_file(cast)
    open_file(Attachment.objects.get(ticket=ticket), by=cast.elena, at=AT)
    InboundMail.objects.create(
        raw=b"raw", sha256="1" * 64, door="lmtp", received_at=AT, read_at=AT, state="read"
    )
    sent_at_noon(ticket)
    LogEntry.objects.create(what="x", subject="y", at=AT)
    set_rule(what, 30, by=cast.admin, at=AT + timedelta(days=1))
    just_before = AT + DAYS - timedelta(seconds=1)

    assert going_by(what, days=30, at=just_before).count() == 0
    assert carried_out(just_before) == 0
    expected = going_by(what, days=30, at=AT + DAYS).count()
    assert expected == 1
    assert carried_out(AT + DAYS) == expected
    assert carried_out(AT + DAYS) == 0


def sent_at_noon(ticket: Ticket) -> None:
    OutgoingMail.objects.create(
        kind="answer", message_id="<2@officina>", sender="s@officina.example", to=["a@b.example"],
        subject="x", text="y", ticket_id=ticket.pk, created_at=AT, sent_at=AT, state="sent",
    )  # fmt: skip


def test_a_file_that_went_is_told_to_be_removed(cast: Cast) -> None:
    file = Attachment.objects.get(ticket=closed_with_file(cast))
    set_rule("files", 30, by=cast.admin, at=AT)

    carried_out(AT + DAYS)

    file.refresh_from_db()
    assert file.name == "ordini.csv"
    with pytest.raises(WipedFile):
        read_file(file)


def test_what_is_held_stays(cast: Cast) -> None:
    closed_with_file(cast)
    closed_with_file(cast, contact=cast.maja)
    other = asked(cast, contact=cast.maja)
    more = keep_file(b"x", "x.txt", "text/plain", at=AT)
    customer_writes(other, contact=cast.giulia, text="Look", at=AT, files=[more])
    close_ticket(other, by=cast.elena, at=AT)
    hold(cast.giulia, "Dispute", by=cast.admin, at=AT)
    set_rule("files", 30, by=cast.admin, at=AT)

    assert carried_out(AT + DAYS) == 1


def test_an_open_request_keeps_its_files(cast: Cast) -> None:
    asked(cast, files=[keep_file(b"x", "x.txt", "text/plain", at=AT)])
    set_rule("files", 1, by=cast.admin, at=AT)

    assert carried_out(AT + DAYS) == 0


def test_a_rule_is_changed_and_taken_away_with_a_line_in_the_log(cast: Cast) -> None:
    set_rule("log", 365, by=cast.admin, at=AT)
    set_rule("log", 365, by=cast.admin, at=AT)
    set_rule("log", None, by=cast.admin, at=AT)

    assert not RetentionRule.objects.exists()
    changes = LogEntry.objects.filter(what="retention.changed").order_by("pk")
    assert list(changes.values_list("before", "after")) == [
        ({"days": None}, {"days": 365}),
        ({"days": 365}, {"days": None}),
    ]
    assert not Opening.objects.exists()
