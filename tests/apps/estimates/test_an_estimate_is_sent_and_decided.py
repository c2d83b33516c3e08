"""From a draft to a decision: what the request, its clocks and its people learn of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.actions.deciding import accept, decline, fingerprint
from puntuale.apps.estimates.actions.drafting import Offer, drop_draft, keep_draft
from puntuale.apps.estimates.actions.ending import withdraw
from puntuale.apps.estimates.actions.sending import price_seen, renew, send
from puntuale.apps.estimates.errors import (
    AlreadyEnded,
    Incomplete,
    MayNotDecide,
    NothingToPrice,
    PriceChanged,
    RequestOver,
    TooMuch,
)
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.queries import accepted_estimate, deciders_of
from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.actions.deciding import resolve
from puntuale.apps.tickets.actions.waiting import resume, wait_for
from puntuale.apps.tickets.actions.writing import customer_writes
from puntuale.apps.tickets.models import Notice, Ticket, TicketClock, TicketEvent
from puntuale.core.charges.money import Money
from puntuale.ui.conversation.events import event_sentence
from tests.apps.estimates.offers import OFFER, SENT, by, prepaid, sent, to_be_estimated
from tests.apps.tickets.stories import asked
from tests.cast import Cast, in_force, rome

HOUR = 3600
LATER = SENT + timedelta(hours=1)


def state(ticket: Ticket) -> str:
    return Ticket.objects.get(pk=ticket.pk).state


def told() -> list[tuple[str, int]]:
    jobs = Job.objects.filter(kind__startswith="mail.estimate").order_by("pk")
    return [(job.kind.removeprefix("mail.estimate_"), job.payload["contact_id"]) for job in jobs]


def happened(ticket: Ticket) -> list[str]:
    rows = TicketEvent.objects.filter(ticket=ticket, kind="estimate").order_by("sequence")
    return [row.data["what"] for row in rows]


def test_four_hours_one_of_them_after_hours_are_four_and_a_half_of_the_package(cast: Cast) -> None:
    ticket = to_be_estimated(cast, package=12 * HOUR)

    estimate = sent(ticket, cast)

    assert (estimate.state, estimate.revision, estimate.effort_minutes) == ("sent", 1, 240)
    assert (estimate.package_seconds, estimate.amount_minor) == (4.5 * HOUR, 0)
    assert estimate.expires_at == rome("2026-12-24 00:00")  # through 23 December
    assert state(ticket) == "estimate_sent"
    assert told() == [("sent", cast.maja.pk)]


def test_effort_is_offered_in_the_agreements_steps_and_never_under_its_minimum(cast: Cast) -> None:
    ticket = to_be_estimated(cast)

    little = keep_draft(ticket, Offer(bands={"base": 5}), by=cast.elena, at=SENT)
    more = keep_draft(ticket, Offer(bands={"base": 50, "out_of_hours": 20}), by=cast.elena, at=SENT)

    assert little.bands == {"base": 30}
    assert (more.bands, more.pk) == ({"base": 60, "out_of_hours": 30}, little.pk)
    with pytest.raises(TooMuch):
        keep_draft(ticket, Offer(bands={"base": 12 * 8 * 60 + 15}), by=cast.elena, at=SENT)


def test_a_draft_says_that_an_estimate_is_made_and_goes_without_a_trace_but_that(
    cast: Cast,
) -> None:
    ticket = to_be_estimated(cast)

    keep_draft(ticket, OFFER, by=cast.elena, at=SENT)
    assert state(ticket) == "estimating"
    drop_draft(ticket, by=cast.elena, at=LATER)

    assert state(ticket) == "new"
    assert not Estimate.objects.exists()
    assert happened(ticket) == ["drafted", "dropped"]


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"text": " "}, "text"),
        ({"bands": {}}, "effort"),
        ({"expected_on": None}, "expected_on"),
        ({"expected_on": date(2026, 11, 22)}, "expected_on"),
        ({"valid_through": date(2026, 11, 22)}, "valid_through"),
    ],
)
def test_what_the_agreement_wants_stated_must_be_there(cast: Cast, changes, missing: str) -> None:
    ticket = to_be_estimated(cast)

    with pytest.raises(Incomplete) as refused:
        sent(ticket, cast, **changes)

    assert missing in refused.value.missing
    assert state(ticket) != "estimate_sent"


def test_nothing_is_offered_before_somebody_has_read_the_request(cast: Cast) -> None:
    to_be_estimated(cast)
    unread = asked(cast, contact=cast.maja)

    with pytest.raises(NothingToPrice) as refused:
        sent(unread, cast)

    assert refused.value.reason == "not_classified"


def test_a_price_that_changed_since_the_page_was_opened_is_looked_at_again(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    draft = keep_draft(ticket, OFFER, by=cast.elena, at=SENT)
    seen = price_seen(draft)
    prepaid(cast, 2 * HOUR)

    with pytest.raises(PriceChanged):
        send(ticket, OFFER, by=cast.elena, at=SENT, shown=seen)

    draft.refresh_from_db()
    assert draft.is_draft


def test_the_clock_stands_from_the_sending_to_the_decision(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    clock = TicketClock.objects.get(ticket=ticket, metric="answer")
    assert clock.due_at == rome("2026-11-26 10:00")

    estimate = sent(ticket, cast, at=rome("2026-11-23 12:00"))
    assert TicketClock.objects.get(pk=clock.pk).state == "paused"
    accept(estimate, by(cast.maja), at=rome("2026-11-24 15:00"))

    clock = TicketClock.objects.get(ticket=ticket, metric="answer")
    assert clock.state == "running"
    assert clock.due_at == rome("2026-11-27 13:00")  # 9 h + 3 h of office time later
    assert state(ticket) == "in_progress"


def test_a_wait_for_an_answer_leads_back_to_the_wait_for_the_decision(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    estimate = sent(ticket, cast)

    wait_for(ticket, Ticket.State.WAITING_CUSTOMER, by=cast.elena, at=LATER)
    customer_writes(ticket, contact=cast.maja, text="A question.", at=LATER)
    assert state(ticket) == "estimate_sent"
    resume(ticket, by=cast.elena, at=LATER)
    assert state(ticket) == "estimate_sent"
    accept(estimate, by(cast.maja), at=LATER + timedelta(hours=1))

    assert state(ticket) == "in_progress"


def test_acceptance_records_who_from_where_and_what_was_shown(cast: Cast) -> None:
    ticket = to_be_estimated(cast, package=12 * HOUR)
    estimate = sent(ticket, cast)

    accept(
        estimate,
        by(cast.maja, name="M. Kranjc", address="192.0.2.7", order_reference="PO 7"),
        at=LATER,
    )

    estimate.refresh_from_db()
    assert (estimate.state, estimate.decided_at) == ("accepted", LATER)
    assert (estimate.decided_by_contact, estimate.decided_name) == (cast.maja, "M. Kranjc")
    assert (estimate.decided_from, estimate.order_reference) == ("192.0.2.7", "PO 7")
    assert estimate.text_shown_sha256 == fingerprint(estimate.text_shown) != ""
    accepted = accepted_estimate(ticket)
    assert accepted is not None
    assert (accepted.minutes, accepted.amount) == (240, Money(0, "EUR"))
    assert Notice.objects.get(user=cast.elena, kind="estimate_decided").ticket == ticket
    assert told() == [("sent", cast.maja.pk), ("accepted", cast.maja.pk)]


def test_the_day_of_the_estimate_is_expected_from_its_acceptance_on(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    estimate = sent(ticket, cast)
    assert not TicketEvent.objects.filter(ticket=ticket, kind="promised").exists()

    accept(estimate, by(cast.maja), at=LATER)

    promised = TicketEvent.objects.get(ticket=ticket, kind="promised")
    assert promised.data["due_at"] == rome("2026-11-27 23:59").isoformat()
    assert promised.data["binding"] is False
    assert event_sentence(promised) == "The accepted estimate expects the solution on Fri 27 Nov."
    promised.data["binding"] = True  # where the agreement waits for that day
    assert event_sentence(promised) == "The accepted estimate promises the solution for Fri 27 Nov."


def test_the_day_of_an_estimate_that_is_moved_has_no_hour(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    accept(sent(ticket, cast), by(cast.maja), at=LATER)
    moved = TicketEvent.objects.get(ticket=ticket, kind="promised")
    del moved.data["expected_on"]
    days = {"before": moved.data["due_at"], "due_at": rome("2026-12-04 18:00").isoformat()}
    moved.data |= {"binding": True, **days}

    with timezone.override("Europe/Rome"):
        assert "from Fri 27 Nov to Fri 4 Dec 18:00." in event_sentence(moved)


def test_only_who_may_spend_decides_and_the_requester_is_told_who(cast: Cast) -> None:
    boss = Contact.objects.create(
        organisation=cast.alpine, email="boss@alpine.example", may_spend=True
    )
    ticket = to_be_estimated(cast)
    Contact.objects.filter(pk=cast.maja.pk).update(may_spend=False)
    cast.maja.refresh_from_db()
    estimate = sent(ticket, cast)
    assert told() == [("sent", boss.pk), ("told", cast.maja.pk)]
    assert deciders_of(ticket) == [boss]

    Contact.objects.filter(pk=cast.giulia.pk).update(may_spend=True)  # of another company
    for contact in (cast.maja, cast.giulia):
        with pytest.raises(MayNotDecide):
            accept(estimate, by(contact), at=LATER)
    accept(estimate, by(boss), at=LATER)

    assert told()[2:] == [("accepted", boss.pk), ("accepted", cast.maja.pk)]


def test_declining_ends_the_request_with_its_reason(cast: Cast) -> None:
    ticket = to_be_estimated(cast)

    decline(sent(ticket, cast), by(cast.maja), at=LATER, reason="Too dear.")

    ticket.refresh_from_db()
    assert (ticket.state, ticket.closed_at) == ("declined", LATER)
    event = TicketEvent.objects.get(ticket=ticket, kind="declined")
    assert (event.by_contact, event.data["text"]) == (cast.maja, "Too dear.")
    assert Estimate.objects.get().reason == "Too dear."


def test_where_the_agreement_has_a_type_for_it_a_declined_request_gets_it(cast: Cast) -> None:
    kind = "  T9: {title: {en: Not accepted, it: Non accettato}, terminal: true}\n"
    in_force(
        "standard-services",
        ("triage: {", f"{kind}triage: {{"),
        ("on_exceed: revise ", "on_decline: {set_type: T9}\n  on_exceed: revise "),
        standard=True,
    )
    ticket = to_be_estimated(cast)

    decline(sent(ticket, cast), by(cast.maja), at=LATER)

    ticket.refresh_from_db()
    assert (ticket.type, ticket.state) == ("T9", "declined")


def test_a_customer_who_wants_to_talk_declines_and_the_request_goes_on(cast: Cast) -> None:
    ticket = to_be_estimated(cast)

    decline(sent(ticket, cast), by(cast.maja), at=LATER, keep_open=True)

    assert state(ticket) == "in_progress"
    assert told()[-1] == ("declined", cast.maja.pk)


def test_a_declined_revision_leaves_the_accepted_one_as_it_was(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    accept(sent(ticket, cast), by(cast.maja), at=LATER)
    second = sent(ticket, cast, at=LATER, bands={"base": 480})
    assert state(ticket) == "estimate_sent"

    decline(second, by(cast.maja), at=LATER)

    assert state(ticket) == "in_progress"
    accepted = accepted_estimate(ticket)
    assert accepted is not None
    assert accepted.minutes == 240


def test_an_accepted_revision_replaces_the_one_before_only_then(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    accept(sent(ticket, cast), by(cast.maja), at=LATER)
    second = sent(ticket, cast, at=LATER, bands={"base": 480})
    states = Estimate.objects.order_by("revision").values_list("state", flat=True)
    assert list(states) == ["accepted", "sent"]

    accept(second, by(cast.maja), at=LATER)

    assert list(states.all()) == ["superseded", "accepted"]
    accepted = accepted_estimate(ticket)
    assert accepted is not None
    assert (accepted.minutes, accepted.amount) == (480, Money(64000, "EUR"))


def test_a_revision_replaces_the_one_that_waits_and_that_is_refused_from_then_on(
    cast: Cast,
) -> None:
    """R-08."""
    ticket = to_be_estimated(cast)
    first = sent(ticket, cast)
    sent(ticket, cast, at=LATER, bands={"base": 60})

    with pytest.raises(AlreadyEnded) as refused:
        accept(first, by(cast.maja), at=LATER + timedelta(minutes=1))

    assert refused.value.estimate.state == "withdrawn"
    assert accepted_estimate(ticket) is None
    assert happened(ticket) == ["drafted", "sent", "drafted", "withdrawn", "sent"]


def test_the_first_decision_stands_and_the_other_is_told(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    estimate = sent(ticket, cast)
    accept(estimate, by(cast.maja), at=LATER)

    with pytest.raises(AlreadyEnded) as refused:
        decline(estimate, by(cast.maja), at=LATER)
    with pytest.raises(AlreadyEnded):
        withdraw(estimate, by=cast.elena, at=LATER)

    assert refused.value.estimate.decided_by_contact == cast.maja
    assert state(ticket) == "in_progress"


def test_withdrawn_it_can_no_longer_be_accepted_and_the_clock_goes_on(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    estimate = sent(ticket, cast)

    withdraw(estimate, by=cast.elena, at=LATER, reason="The server is gone.")

    assert state(ticket) == "in_progress"
    assert told()[-1] == ("withdrawn", cast.maja.pk)
    with pytest.raises(AlreadyEnded):
        accept(estimate, by(cast.maja), at=LATER)


def test_an_agent_accepts_on_the_customers_behalf_with_an_order(cast: Cast) -> None:
    estimate = sent(to_be_estimated(cast), cast)

    accept(estimate, by(cast.maja, agent=cast.davide, order_reference="PO 9"), at=LATER)

    estimate.refresh_from_db()
    assert (estimate.decided_by_contact, estimate.decided_by_user) == (cast.maja, cast.davide)
    assert estimate.order_reference == "PO 9"


def test_nothing_is_decided_on_a_request_that_is_solved(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    estimate = sent(ticket, cast)
    resolve(ticket, by=cast.elena, at=LATER)

    with pytest.raises(RequestOver):
        accept(estimate, by(cast.maja), at=LATER)


def test_where_the_agreement_names_no_price_the_agent_does(cast: Cast) -> None:
    in_force(
        "standard-services", ("charge: rate, rate: sporadic}", "charge: quote}"), standard=True
    )
    ticket = to_be_estimated(cast)

    with pytest.raises(Incomplete) as refused:
        sent(ticket, cast)
    estimate = sent(ticket, cast, amount=Money(50000, "EUR"))

    assert refused.value.missing == ("amount",)
    assert estimate.amount_minor == 50000


def test_what_has_run_out_is_offered_again_with_one_step(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    withdrawn = sent(ticket, cast)
    withdraw(withdrawn, by=cast.elena, at=LATER)

    again = renew(withdrawn, by=cast.elena, at=rome("2026-11-25 10:00"))

    assert (again.revision, again.state, again.bands) == (2, "sent", withdrawn.bands)
    assert again.expires_at == rome("2026-12-26 00:00")
