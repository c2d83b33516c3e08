"""What an accepted estimate counts on is held for it: nobody else can reserve or draw the same hours."""

from datetime import timedelta

import pytest

from puntuale.apps.charges.rating import rate
from puntuale.apps.charges.reserving import reserve_work
from puntuale.apps.customers.models import Organisation
from puntuale.apps.estimates.actions.deciding import accept, decline
from puntuale.apps.estimates.errors import PrepaidGone
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.reserving import HOLDS_FOR
from puntuale.apps.jobs.models import Job
from puntuale.apps.ledger.models import SECOND, Account
from puntuale.apps.ledger.moving import let_go_of_expired
from puntuale.apps.ledger.queries import discrepancies
from puntuale.apps.sales.balances import balance_of
from puntuale.apps.tickets.actions.deciding import close_ticket, reopen, resolve
from puntuale.apps.tickets.actions.merging import merge
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.actions.entering import Work, enter
from puntuale.apps.work.models import Timing
from puntuale.ui.balances import lot_shown
from puntuale.ui.words.viewpoint import Viewpoint
from tests.apps.estimates.offers import SENT, by, sent, to_be_estimated
from tests.cast import Cast, rome

LATER = SENT + timedelta(hours=1)
HOUR = 3600
# Three hours, and one out of hours that takes one and a half.
PLANNED = 4 * HOUR + HOUR // 2
PACKAGE = 6 * HOUR


@pytest.fixture(autouse=True)
def _it_adds_up(db: None):
    yield
    assert discrepancies() == []


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    return to_be_estimated(cast, package=PACKAGE)


@pytest.fixture
def accepted(ticket: Ticket, cast: Cast) -> Estimate:
    return accept(sent(ticket, cast), by(cast.maja), at=LATER)


def package(organisation: Organisation) -> tuple[int, int]:
    """What was drawn of the package, and what of it is reserved."""
    account = Account.objects.get(organisation=organisation, unit=SECOND, kind="lot")
    return PACKAGE - account.posted, account.pending


def worked(ticket: Ticket, cast: Cast, hours: int) -> None:
    start = rome("2026-11-24 09:00")
    work = Work(started_at=start, ended_at=start + timedelta(hours=hours))
    enter(ticket, work, worker=cast.davide, by=cast.davide, at=rome("2026-11-24 18:00"))
    rate(ticket, at=rome("2026-11-24 18:00"))
    reserve_work(ticket, at=rome("2026-11-24 18:00"))


def test_accepting_reserves_what_was_offered_and_the_balance_says_so(
    accepted: Estimate, cast: Cast
) -> None:
    [held] = balance_of(cast.alpine, LATER).packages
    shown = lot_shown(held, Viewpoint(LATER, held.zone))

    assert package(cast.alpine) == (0, PLANNED)
    assert (held.left, held.reserved, held.used) == (PACKAGE - PLANNED, PLANNED, 0)
    assert shown.notes[0] == "Hatched: 4 h 30 reserved for accepted estimates and work under way."


def test_a_sent_one_reserves_nothing(ticket: Ticket, cast: Cast) -> None:
    sent(ticket, cast)

    assert package(cast.alpine) == (0, 0)


def test_of_two_estimates_on_the_same_hours_one_is_accepted_and_the_other_is_told(
    ticket: Ticket, cast: Cast
) -> None:
    first, second = sent(ticket, cast), sent(to_be_estimated(cast), cast)
    accept(first, by(cast.maja), at=LATER)

    with pytest.raises(PrepaidGone):
        accept(second, by(cast.maja), at=LATER)

    second.refresh_from_db()
    assert second.waits
    assert package(cast.alpine) == (0, PLANNED)


def test_an_estimate_made_afterwards_counts_on_what_is_left(accepted: Estimate, cast: Cast) -> None:
    other = sent(to_be_estimated(cast), cast)

    assert other.package_seconds == PACKAGE - PLANNED
    assert other.amount_minor > 0
    accept(other, by(cast.maja), at=LATER)
    assert package(cast.alpine) == (0, PACKAGE)


def test_work_draws_what_was_reserved_and_the_rest_stays_reserved(
    accepted: Estimate, ticket: Ticket, cast: Cast
) -> None:
    worked(ticket, cast, 2)

    assert package(cast.alpine) == (2 * HOUR, PLANNED - 2 * HOUR)


def test_a_revision_counts_what_was_drawn_as_there(
    accepted: Estimate, ticket: Ticket, cast: Cast
) -> None:
    worked(ticket, cast, 2)
    revised = sent(ticket, cast, at=rome("2026-11-24 18:10"), bands={"base": 360})

    assert (revised.package_seconds, revised.amount_minor) == (6 * HOUR, 0)
    accept(revised, by(cast.maja), at=rome("2026-11-24 18:20"))
    assert package(cast.alpine) == (2 * HOUR, 4 * HOUR)


def test_a_revision_that_is_declined_leaves_the_reservation_as_it_was(
    accepted: Estimate, ticket: Ticket, cast: Cast
) -> None:
    revised = sent(ticket, cast, at=rome("2026-11-24 18:10"), bands={"base": 300})

    decline(revised, by(cast.maja), at=rome("2026-11-24 18:20"))

    assert package(cast.alpine) == (0, PLANNED)


def test_what_a_timer_uses_lies_in_what_is_reserved_and_beyond_it(
    accepted: Estimate, ticket: Ticket, cast: Cast
) -> None:
    start = rome("2026-11-24 09:00")
    Timing.objects.create(ticket=ticket, worker=cast.davide, started_at=start)
    held = []
    for hours in (1, 4, 6):
        reserve_work(ticket, at=start + timedelta(hours=hours))
        held.append(package(cast.alpine)[1])
    revised = sent(ticket, cast, at=start + timedelta(hours=6), bands={"base": 360})

    accept(revised, by(cast.maja), at=start + timedelta(hours=6, minutes=1))

    assert held == [PLANNED, PLANNED, PLANNED]  # it is a cap: more is written off
    assert package(cast.alpine) == (0, PACKAGE)


def test_it_is_given_back_when_the_request_ends_and_reserved_again_when_it_goes_on(
    accepted: Estimate, ticket: Ticket, cast: Cast
) -> None:
    resolve(ticket, by=cast.elena, at=LATER)
    solved = package(cast.alpine)
    reopen(ticket, by=cast.elena, at=LATER)
    assert Job.objects.filter(kind="charges.rate").exists()
    reserve_work(ticket, at=LATER)
    again = package(cast.alpine)
    close_ticket(ticket, by=cast.elena, at=LATER)

    assert (solved, again, package(cast.alpine)) == ((0, 0), (0, PLANNED), (0, 0))


def test_it_is_given_back_when_the_request_is_merged(
    accepted: Estimate, ticket: Ticket, cast: Cast
) -> None:
    merge(ticket, into=to_be_estimated(cast), by=cast.elena, at=LATER)

    assert package(cast.alpine) == (0, 0)


def test_what_nobody_works_on_is_free_by_itself_in_the_end(accepted: Estimate, cast: Cast) -> None:
    assert let_go_of_expired(at=LATER + HOLDS_FOR - timedelta(seconds=1)) == 0
    assert let_go_of_expired(at=LATER + HOLDS_FOR) == 1

    assert package(cast.alpine) == (0, 0)
