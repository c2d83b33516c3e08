"""Minutes and money of a replay: as charged, and as a draft would have charged; nothing is written."""

import pytest

from puntuale.apps.charges.models import Charge, ReplayedCharges
from puntuale.apps.charges.replaying import Costs, ask, costs_of, handle
from puntuale.apps.jobs.models import Job
from puntuale.apps.ledger.models import Lot, Transfer
from tests.apps.charges.stories import LATER, accepted, classified, package, rated, under, worked
from tests.apps.tickets.replay.stories import draft_of
from tests.cast import rome

DEARER = ('sporadic: {unit: hour, amount: "80.00"}', 'sporadic: {unit: hour, amount: "120.00"}')
NOVEMBER = {"first_date": rome("2026-11-01 12:00").date(), "last_date": LATER.date()}


@pytest.fixture
def agreement(db):
    return under("standard-services")


def charged(cast, agreement, hours, **more):
    ticket = classified(cast, agreement, type="T2")
    accepted(cast, ticket, "400.00")
    worked(cast, ticket, f"2026-11-23 {hours}", **more)
    rated(ticket)
    return ticket


def replayed(agreement, *instead):
    draft_of(agreement, *instead)
    replay = ask(agreement, agreement.versions.get(state="draft"), **NOVEMBER, by=None, at=LATER)
    while job := Job.objects.filter(kind="replay.charges").first():
        job.delete()
        handle(job.payload, at=LATER)
        handle(job.payload, at=LATER)  # once more, as after a kill
    return ReplayedCharges.objects.get(replay=replay)


def test_work_costs_what_the_draft_says(cast, agreement):
    charged(cast, agreement, "10:00 - 10:46")
    charged(cast, agreement, "17:30 - 18:30")
    untouched = Charge.objects.count(), Transfer.objects.count(), Lot.objects.count()

    found = replayed(agreement, DEARER)

    same = {"requests": 2, "seconds": 7200, "currency": "EUR"}
    assert costs_of(found) == (Costs(minor=18000, **same), Costs(minor=27000, **same))
    assert [each["weight"] for each in found.changes] == [5000, 4000]
    assert (Charge.objects.count(), Transfer.objects.count(), Lot.objects.count()) == untouched


def test_a_request_that_was_charged_to_a_package_is_replayed_with_what_it_drew(cast, agreement):
    package(cast, 60)
    charged(cast, agreement, "10:00 - 11:00")

    found = replayed(agreement, ("surcharge: weighted", "surcharge: weighted  # as it was"))

    before, after = costs_of(found)
    assert before == after == Costs(1, 3600, package_seconds=3600, currency="EUR")
    assert found.changes == []


def test_without_work_there_is_nothing_to_rate(cast, agreement):
    classified(cast, agreement, type="T2")

    found = replayed(agreement, DEARER)

    assert (costs_of(found), found.finished_at) == ((Costs(), Costs()), LATER)
