"""The database keeps what the customer was shown, and lets an estimate end once."""

import pytest
from django.db import IntegrityError, transaction

from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.queries import accepted_estimate
from puntuale.core.charges.estimate import Estimate as Accepted
from puntuale.core.charges.money import Money
from tests.apps.estimates.offers import SENT, kept
from tests.apps.tickets.stories import asked
from tests.cast import Cast

HOUR = 3_600_000_000


def refused(estimate: Estimate, **changes: object) -> bool:
    try:
        with transaction.atomic():
            Estimate.objects.filter(pk=estimate.pk).update(**changes)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Something else."},
        {"amount_minor": 1},
        {"amount_minor": 0},
        {"bands": {"base": 240}},
        {"package_seconds": 3600},
        {"expected_on": "2026-11-27"},
        {"expires_at": SENT.replace(year=2027)},
        {"revision": 9},
        {"state": "draft"},
        {"state": "superseded", "decided_at": SENT},
        {"state": "accepted", "decided_at": SENT},
        {"state": "accepted"},
    ],
)
def test_nothing_of_a_sent_estimate_changes_and_it_is_decided_whole(cast: Cast, changes) -> None:
    sent = kept(asked(cast), cast, state="sent")

    assert refused(sent, **changes)
    sent.refresh_from_db()
    assert (sent.state, sent.amount_minor) == ("sent", 36000)


@pytest.mark.parametrize("state", ["accepted", "declined", "expired", "withdrawn", "superseded"])
def test_what_has_ended_does_not_end_again(cast: Cast, state: str) -> None:
    ended = kept(asked(cast), cast, state=state)

    assert refused(ended, state="sent", decided_at=None)
    assert refused(ended, state="declined" if state != "declined" else "accepted")
    assert refused(ended, text_shown="Something else.")
    assert refused(ended, decided_at=SENT)


def test_a_draft_changes_and_goes_but_what_was_sent_stays(cast: Cast) -> None:
    ticket = asked(cast)
    draft, sent = kept(ticket, cast, state="draft"), kept(ticket, cast, state="sent", revision=2)

    assert not refused(draft, amount_minor=100)
    draft.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Estimate.objects.filter(pk=sent.pk).delete()

    assert Estimate.objects.get() == sent


@pytest.mark.parametrize("state", ["draft", "sent", "accepted"])
def test_at_most_one_of_a_request_is_drafted_sent_or_accepted(cast: Cast, state: str) -> None:
    ticket = asked(cast)
    kept(ticket, cast, state=state)

    with pytest.raises(IntegrityError), transaction.atomic():
        kept(ticket, cast, state=state, revision=2)
    kept(asked(cast), cast, state=state)


def test_charges_are_rated_by_what_is_accepted(cast: Cast) -> None:
    ticket = asked(cast)
    assert accepted_estimate(ticket) is None
    kept(ticket, cast, state="superseded")
    kept(ticket, cast, state="accepted", revision=2, package_seconds=16200, amount_minor=0)
    kept(ticket, cast, state="sent", revision=3)

    assert accepted_estimate(ticket) == Accepted(240, Money(0, "EUR"), 9 * HOUR // 2)
