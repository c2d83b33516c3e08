"""The last day counts to its end, on the agreement's clock, however late that is noticed."""

from datetime import date, timedelta

import pytest

from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.actions.deciding import accept
from puntuale.apps.estimates.actions.ending import ask_to_renew
from puntuale.apps.estimates.errors import AlreadyEnded
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.queries import accepted_estimate
from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.models import Notice, Ticket, TicketClock, TicketEvent
from puntuale.interfaces.worker import estimates
from tests.apps.estimates.offers import by, sent, to_be_estimated
from tests.cast import Cast, rome

MICROSECOND = timedelta(microseconds=1)
MIDNIGHT = rome("2026-12-24 00:00")


def look(at) -> None:
    estimates.handle({}, at=at)


def test_it_is_accepted_up_to_the_end_of_its_last_day_and_no_later(cast: Cast) -> None:
    """C-25."""
    in_time = sent(to_be_estimated(cast), cast)
    too_late = sent(to_be_estimated(cast), cast)

    accept(in_time, by(cast.maja), at=MIDNIGHT - MICROSECOND)
    with pytest.raises(AlreadyEnded):
        accept(too_late, by(cast.maja), at=MIDNIGHT)

    assert accepted_estimate(in_time.ticket) is not None
    assert accepted_estimate(too_late.ticket) is None


@pytest.mark.parametrize(
    ("last_day", "ends"),
    [
        (date(2027, 3, 27), "2027-03-28 00:00"),  # the night has 23 hours
        (date(2027, 3, 28), "2027-03-29 00:00"),  # the day has 23 hours
        (date(2027, 10, 31), "2027-11-01 00:00"),  # the day has 25 hours
    ],
)
def test_days_on_which_the_clock_changes_end_at_their_own_midnight(
    cast: Cast, last_day: date, ends: str
) -> None:
    estimate = sent(to_be_estimated(cast), cast, valid_through=last_day)

    assert estimate.expires_at == rome(ends)
    look(rome(ends) - MICROSECOND)
    assert Estimate.objects.get().state == "sent"
    look(rome(ends))
    assert Estimate.objects.get().state == "expired"


def test_whenever_it_is_noticed_the_clocks_go_on_from_the_end_of_that_day(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    estimate = sent(ticket, cast, valid_through=date(2026, 11, 24))
    noticed = rome("2026-11-26 16:00")

    look(noticed)

    estimate.refresh_from_db()
    assert (estimate.state, estimate.decided_at) == ("expired", rome("2026-11-25 00:00"))
    # 27 h from Monday 10:00: 5 h 50 to the sending at 15:50, the rest from Wednesday 09:00 on.
    clock = TicketClock.objects.get(ticket=ticket, metric="answer")
    assert clock.due_at == rome("2026-11-27 12:10")
    ticket.refresh_from_db()
    assert ticket.state == "in_progress"


def test_both_sides_are_told_once(cast: Cast) -> None:
    estimate = sent(to_be_estimated(cast), cast)

    for _ in range(2):
        look(MIDNIGHT)

    jobs = Job.objects.filter(kind="mail.estimate_expired")
    assert [job.payload["contact_id"] for job in jobs] == [cast.maja.pk]
    assert Notice.objects.filter(user=cast.elena, kind="estimate_ended").count() == 1
    assert TicketEvent.objects.filter(ticket=estimate.ticket, data__what="expired").count() == 1


def test_whoever_asked_and_may_not_decide_is_told_as_well(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    asking = Contact.objects.create(
        organisation=cast.alpine, name="Jana", email="jana@alpine.example"
    )
    Ticket.objects.filter(pk=ticket.pk).update(contact=asking)
    ticket.refresh_from_db()
    sent(ticket, cast)

    look(MIDNIGHT)

    told = Job.objects.filter(kind="mail.estimate_expired")
    assert {job.payload["contact_id"] for job in told} == {cast.maja.pk, asking.pk}


def test_one_that_cannot_be_ended_does_not_keep_the_others_from_it(cast: Cast) -> None:
    broken, fine = (sent(to_be_estimated(cast), cast) for _ in range(2))
    TicketEvent.objects.create(
        ticket=broken.ticket, sequence=999, kind="promised", at=MIDNIGHT, data={}
    )

    look(MIDNIGHT)

    fine.refresh_from_db()
    assert fine.state == "expired"


def test_the_customer_asks_for_it_again_and_the_desk_learns_of_it_once(cast: Cast) -> None:
    estimate = sent(to_be_estimated(cast), cast)
    ask_to_renew(estimate, cast.maja, at=MIDNIGHT - MICROSECOND)
    assert not Notice.objects.filter(kind="estimate_renewal").exists()
    look(MIDNIGHT)
    estimate.refresh_from_db()

    for _ in range(2):
        ask_to_renew(estimate, cast.maja, at=MIDNIGHT)

    assert Notice.objects.filter(user=cast.elena, kind="estimate_renewal").count() == 1
