"""What is left of the accepted effort, and the warnings before it is used up."""

from datetime import timedelta

import pytest

from puntuale.apps.accounts.models import User
from puntuale.apps.estimates.actions.deciding import accept
from puntuale.apps.estimates.used import room_left, warn_of_use
from puntuale.apps.tickets.models import Notice, Ticket
from puntuale.apps.work.models import TimeEntry, Timing
from puntuale.interfaces.worker import estimates
from puntuale.ui.words.estimates import room_words
from puntuale.ui.words.notices import told_by
from tests.apps.estimates.offers import SENT, by, kept, sent, to_be_estimated
from tests.cast import Cast, rome

START = rome("2026-11-24 09:00")


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    """Four hours are accepted."""
    ticket = to_be_estimated(cast)
    accept(sent(ticket, cast), by(cast.maja), at=SENT + timedelta(hours=1))
    return ticket


def worked(ticket: Ticket, cast: Cast, minutes: int, **facts: object) -> TimeEntry:
    return TimeEntry.objects.create(
        **{
            "ticket": ticket,
            "worker": cast.davide,
            "started_at": START,
            "ended_at": START + timedelta(minutes=minutes),
            "entered_at": START + timedelta(minutes=minutes),
            "entered_by": cast.davide,
            **facts,
        }
    )


def test_timers_count_as_they_run_and_what_is_not_charged_does_not(
    ticket: Ticket, cast: Cast
) -> None:
    worked(ticket, cast, 90)
    worked(ticket, cast, 600, worker=cast.tone, free_because="diagnosis")
    # What a partner works is the partner's to charge.
    worked(ticket, cast, 600, worker=User.objects.create(email="p@x.example"), partner=cast.brembo)
    Timing.objects.create(ticket=ticket, worker=cast.elena, started_at=START)

    room = room_left(ticket, at=START + timedelta(minutes=30))

    assert room is not None
    assert (room.worked, room.left) == (timedelta(hours=2), timedelta(hours=2))
    assert not room.is_used_up


def test_what_is_worked_and_what_is_left_add_up_in_words(ticket: Ticket, cast: Cast) -> None:
    worked(ticket, cast, 83, ended_at=START + timedelta(minutes=83, seconds=20))

    room = room_left(ticket, at=START)

    assert room is not None
    assert room_words(room) == "1 h 23 are worked of 4 h accepted; 2 h 37 are left."


def test_without_an_accepted_estimate_there_is_no_room_to_speak_of(cast: Cast) -> None:
    assert room_left(to_be_estimated(cast), at=START) is None


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(179, []), (180, ["75"]), (216, ["90"]), (239, ["90"]), (240, ["100"]), (300, ["100"])],
)
def test_each_share_is_told_once_to_who_works_on_it(
    ticket: Ticket, cast: Cast, minutes: int, told: list[str]
) -> None:
    Timing.objects.create(ticket=ticket, worker=cast.davide, started_at=START)

    for _ in range(2):
        estimates.handle({}, at=START + timedelta(minutes=minutes))

    notices = Notice.objects.filter(user=cast.elena, kind="estimate_used")
    assert [notice.about.rpartition(":")[2] for notice in notices] == told


def test_where_the_price_is_fixed_nobody_is_told_to_revise(cast: Cast) -> None:
    ticket = to_be_estimated(cast)
    kept(ticket, cast, state="accepted", because=[{"code": "quote_required"}])
    worked(ticket, cast, 240)

    warn_of_use(ticket, at=START + timedelta(minutes=240))

    notice = Notice.objects.filter(kind="estimate_used").first()
    assert notice is not None
    assert told_by(notice) == ("near", "The accepted effort is used up; the price is fixed")
