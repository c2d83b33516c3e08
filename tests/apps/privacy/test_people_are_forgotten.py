"""A person is erased: nothing tells any more who they were, and what happened stays."""

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.test import Client

from puntuale.apps.access.actions import open_file
from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.api_tokens import make_token
from puntuale.apps.accounts.models import LogEntry, Role
from puntuale.apps.accounts.sign_in_links import make_link
from puntuale.apps.callbacks.actions import ask_for_call
from puntuale.apps.customers.models import Contact
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.ledger.models import Account, Lot, Transfer
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.privacy.erasing import ask_for_erasure, handle, preview, refusals
from puntuale.apps.privacy.errors import ErasedAlready, HasOpenOrders, HasOpenRequests, WorksHere
from puntuale.apps.privacy.holding import end_hold, hold
from puntuale.apps.privacy.models import Erasure
from puntuale.apps.registrations.models import Registration
from puntuale.apps.sales.models import Purchase
from puntuale.apps.tickets.actions.deciding import close_ticket
from puntuale.apps.tickets.actions.participants import add_participant
from puntuale.apps.tickets.actions.writing import answer, customer_writes, note
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Attachment, Draft, Ticket, TicketEvent
from puntuale.interfaces.worker import housekeeping
from tests.apps.sales.shopping import open_shop, ordered, paid
from tests.apps.tickets.stories import asked
from tests.cast import Cast, in_force, rome

AT, LATER = rome("2026-11-23 10:00"), rome("2026-11-24 10:00")
NAME, ADDRESS, PHONE = "Giulia Conti", "giulia@brembo.example", "+390351234567"
WORDS, FILE, SUBJECT = "canary: my words", "canary-file.csv", "canary subject"
PLANTED = (NAME, ADDRESS, PHONE, WORDS, FILE, SUBJECT, "canary: in the file")


@pytest.fixture
def ended(cast: Cast) -> Ticket:
    """Giulia asked, was answered, called and is named all over; then her request was closed."""
    Contact.objects.filter(pk=cast.giulia.pk).update(phone=PHONE)
    cast.giulia.refresh_from_db()
    file = keep_file(b"canary: in the file", FILE, "text/csv", at=AT)
    mail = InboundMail.objects.create(
        raw=f"From: {NAME} <{ADDRESS}>\n\n{WORDS}".encode(), sha256="1" * 64, door="lmtp",
        envelope_from=ADDRESS, from_address=ADDRESS, subject=SUBJECT, message_id="<1@brembo>",
        received_at=AT, state=InboundMail.State.READ,
    )  # fmt: skip
    ticket = asked(
        cast, subject=SUBJECT, text=WORDS, files=[file], html=f"<p>{WORDS}</p>", inbound=mail
    )
    ask_for_call(ticket, phone=PHONE, by=cast.giulia, at=AT, note=WORDS)
    answer(ticket, by=cast.elena, text=f"Gentile {NAME}, fatto.", at=AT)
    note(ticket, by=cast.davide, text=f"Called {PHONE}.", at=AT)
    note(ticket, by=cast.davide, text=f"Write to {ADDRESS.upper()}.", at=AT)
    Draft.objects.create(
        ticket=ticket, user=cast.davide, kind="reply", text=f"Gentile {NAME},", saved_at=AT
    )
    hold(cast.giulia, f"Dispute with {NAME}", by=cast.admin, at=AT)
    end_hold(cast.giulia, by=cast.admin, at=AT)
    OutgoingMail.objects.create(
        kind="answer", message_id="<2@officina>", sender="support@officina.example", to=[ADDRESS],
        subject=SUBJECT, text=WORDS, html=WORDS, ticket_id=ticket.pk, created_at=AT, sent_at=AT,
        state=OutgoingMail.State.SENT, outcomes={ADDRESS: [True, "ok"]},
    )  # fmt: skip
    other = asked(cast, contact=cast.maja, text="Another", subject="Another")
    add_participant(other, cast.giulia, by=cast.elena, at=AT)
    customer_writes(other, contact=cast.giulia, text=WORDS, at=AT)
    record_change(
        "contact.changed",
        cast.giulia,
        by=cast.admin,
        at=AT,
        before={"phone": PHONE, "email": ADDRESS},
    )
    make_token(cast.giulia.user, name="sync", lasts=timedelta(days=9), at=AT)
    make_link(cast.giulia.user, browser="b", at=AT)
    enqueue("mail.sign_in", {"address": ADDRESS}, at=AT)
    close_ticket(ticket, by=cast.elena, at=AT)
    return ticket


def unproved(address: str) -> Registration:
    version = in_force("direct-support").versions.get()
    return Registration.objects.create(
        key=uuid.uuid4(), email=address, name=NAME, phone=PHONE, company="Brembo", language="it",
        version=version, terms_sha256="1" * 64, made_at=AT, token_sha256="2" * 64, expires_at=LATER,
    )  # fmt: skip


def test_a_registration_that_nobody_proved_goes_by_itself(cast: Cast) -> None:
    unproved("stranger@else.example")

    housekeeping.handle({}, at=LATER + timedelta(days=30))
    assert Registration.objects.count() == 1
    housekeeping.handle({}, at=LATER + timedelta(days=30, seconds=1))

    assert not Registration.objects.exists()


def erased(cast: Cast) -> None:
    contact = Contact.objects.get(pk=cast.giulia.pk)
    erasure = ask_for_erasure(contact, by=cast.admin, at=LATER)
    handle({"erasure_id": erasure.pk}, at=LATER)


def everything() -> str:
    """All that is stored, as a thief of the database would read it."""
    rows = []
    for model in apps.get_models():
        names = [field.attname for field in model._meta.concrete_fields]
        rows += map(as_text, model._default_manager.values_list(*names))
    return "\n".join(rows).lower()


def as_text(row: tuple[object, ...]) -> str:
    raw = [bytes(value) for value in row if isinstance(value, (bytes, memoryview))]
    others = [value for value in row if not isinstance(value, (bytes, memoryview))]
    texts = [value.decode(errors="replace") for value in raw]
    return " ".join([*texts, json.dumps(others, default=str, ensure_ascii=False)])


def test_nothing_of_what_was_planted_is_left(
    cast: Cast, ended: Ticket, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client = Client()
    client.force_login(cast.giulia.user)
    store = storages["attachments"]
    place = Attachment.objects.get(ticket=ended).stored_as
    before = everything()
    assert all(word.lower() in before for word in PLANTED[:-1])

    with django_capture_on_commit_callbacks(execute=True):
        erased(cast)

    left = everything()
    assert [word for word in PLANTED if word.lower() in left] == []
    assert not store.exists(place)
    assert client.get("/")["Location"].startswith("/sign-in/")
    assert not Session.objects.exists()


def test_the_request_stays_with_its_history_under_a_pseudonym(cast: Cast, ended: Ticket) -> None:
    before = list(TicketEvent.objects.filter(ticket=ended).values_list("kind", "at", "sequence"))

    erased(cast)

    assert (
        list(TicketEvent.objects.filter(ticket=ended).values_list("kind", "at", "sequence"))
        == before
    )
    ended.refresh_from_db()
    assert str(ended.contact) == f"erased person {cast.giulia.pk}"
    answers = ended.messages.filter(kind="agent").get()
    assert answers.text == f"Gentile erased-{cast.giulia.pk}, fatto."
    assert Attachment.objects.get(ticket=ended).wiped_at == LATER


def test_the_ledger_and_the_history_are_still_not_to_be_rewritten(
    cast: Cast, ended: Ticket
) -> None:
    assert paid(ordered_by_giulia(cast), at=AT)
    before = ledger()

    erased(cast)

    assert ledger() == before
    for model in (TicketEvent, LogEntry):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(at=LATER)
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.all()._raw_delete("default")


def ordered_by_giulia(cast: Cast) -> Purchase:
    open_shop(cast)
    spends = {"organisation": cast.alpine, "may_spend": True}
    Contact.objects.filter(pk=cast.giulia.pk).update(**spends)
    return ordered(cast, by=cast.giulia.user, at=AT)


def ledger() -> str:
    digest = hashlib.sha256()
    for model in (Account, Lot, Transfer):
        for row in model.objects.order_by("pk").values_list():
            digest.update(repr(row).encode())
    return digest.hexdigest()


def test_a_mail_after_it_does_not_revive_them(cast: Cast, ended: Ticket) -> None:
    erased(cast)

    again = asked(cast, contact=Contact.objects.create(email=ADDRESS))

    assert again.contact_id != cast.giulia.pk
    assert Contact.objects.get(pk=cast.giulia.pk).name == ""


def test_what_others_know_of_others_stays(cast: Cast, ended: Ticket) -> None:
    erased(cast)

    left = everything()
    assert cast.maja.email in left
    assert cast.maja.name.lower() in left


def test_whose_address_ends_alike_loses_nothing(cast: Cast, ended: Ticket) -> None:
    alike = f"anna.{ADDRESS}"
    mail = OutgoingMail.objects.create(
        kind="answer", message_id="<3@officina>", sender="support@officina.example",
        to=[f"Anna <{alike}>"], subject="Hers", text="Hers", created_at=AT,
    )  # fmt: skip
    job = enqueue("mail.sign_in", {"address": alike}, at=AT)
    said = note(ended, by=cast.davide, text=f"Ask {alike}.", at=AT)

    erased(cast)

    for row in (mail, job, said):
        row.refresh_from_db()
    assert (mail.state, mail.text) == (OutgoingMail.State.WAITING, "Hers")
    assert said.text == f"Ask {alike}."


def test_an_open_request_forbids_it(cast: Cast) -> None:
    asked(cast)

    with pytest.raises(HasOpenRequests):
        ask_for_erasure(cast.giulia, by=cast.admin, at=LATER)


def test_so_does_an_order_that_waits(cast: Cast) -> None:
    ordered_by_giulia(cast)

    with pytest.raises(HasOpenOrders):
        ask_for_erasure(cast.giulia, by=cast.admin, at=LATER)


def test_so_does_working_here_and_a_hold_until_it_ends(cast: Cast) -> None:
    cast.giulia.user.role = Role.AGENT
    cast.giulia.user.save()
    hold(cast.giulia, "Dispute 12/2026", by=cast.admin, at=AT)
    contact = Contact.objects.get(pk=cast.giulia.pk)
    assert {type(each).__name__ for each in refusals(contact)} == {"IsHeld", "WorksHere"}

    end_hold(cast.giulia, by=cast.admin, at=LATER)

    with pytest.raises(WorksHere):
        ask_for_erasure(contact, by=cast.admin, at=LATER)


def test_what_came_in_the_way_meanwhile_is_looked_at_once_more(cast: Cast) -> None:
    erasure = ask_for_erasure(cast.giulia, by=cast.admin, at=AT)
    asked(cast)

    handle({"erasure_id": erasure.pk}, at=LATER)

    assert Contact.objects.get(pk=cast.giulia.pk).erased_at is None
    assert LogEntry.objects.filter(what="person.erasure_refused").exists()
    assert not Erasure.objects.exists()


def test_it_is_done_once(cast: Cast, ended: Ticket) -> None:
    erased(cast)

    with pytest.raises(ErasedAlready):
        ask_for_erasure(Contact.objects.get(pk=cast.giulia.pk), by=cast.admin, at=LATER)


def test_the_preview_counts_and_changes_nothing(cast: Cast, ended: Ticket) -> None:
    before = everything()

    shown = preview(Contact.objects.get(pk=cast.giulia.pk))

    assert (shown.requests, shown.messages, shown.files, shown.calls) == (1, 2, 1, 1)
    assert shown.mails == 2
    assert shown.refusals == ()
    assert everything() == before


def test_the_log_names_the_opener_but_not_the_erased(cast: Cast, ended: Ticket) -> None:
    open_file(Attachment.objects.get(ticket=ended), by=cast.elena, at=AT)

    erased(cast)

    entry = LogEntry.objects.get(what="person.erased")
    assert (entry.subject, entry.by) == (f"erased-{cast.giulia.pk}", cast.admin)
