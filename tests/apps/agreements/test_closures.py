"""Closures of the vendor: announced, told once to whom they concern, withdrawn."""

from datetime import date

import pytest

from puntuale.apps.agreements.actions import activate, keep_draft
from puntuale.apps.agreements.closures import announce_closure, withdraw_closure
from puntuale.apps.agreements.errors import AlreadyWithdrawn, ClosureIsOver
from puntuale.apps.agreements.models import Agreement, Closure
from puntuale.apps.agreements.starters import starter
from puntuale.apps.agreements.terms import closure_of
from puntuale.apps.customers.models import Contact
from puntuale.apps.jobs.models import Job
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.closing import effects_of_closing
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.worker.duties import run_next_job
from tests.apps.tickets.stories import asked
from tests.cast import FOUNDED, Cast, covered, in_force, rome

NOON = rome("2026-11-23 12:00")


@pytest.fixture
def house(cast: Cast) -> Cast:
    """Tessitura Brembo under the suite's agreement, Alpine Optics under one that never closes."""
    suite = Agreement.objects.create(code="suite-sla")
    text = starter("suite-sla").replace("closures:  ", "closures:\n      - vendor\n      #", 1)
    draft = keep_draft(suite, text, by=None, at=FOUNDED)
    activate(draft, valid_from=FOUNDED, by=None, at=FOUNDED)
    covered(cast.brembo, suite, deployment="cloud")
    covered(cast.alpine, in_force("direct-support"))
    return cast


def announced(cast: Cast, **facts: object) -> Closure:
    days = {"first_date": date(2026, 11, 30), "last_date": date(2026, 12, 4)}
    closure = announce_closure(**({"code": "strike"} | days | facts), by=cast.elena, at=NOON)
    works()
    return closure


def works() -> None:
    Job.objects.exclude(kind__in=["closures.tell", "mail.closure"]).delete()
    while run_next_job(NOON):
        Job.objects.exclude(kind__in=["closures.tell", "mail.closure"]).delete()


def test_only_customers_whose_agreement_closes_are_told_in_their_language(house: Cast) -> None:
    announced(house, availability=[{"date": "2026-12-01", "hours": ["09:00-13:00", "14:00-15:00"]}])

    mail = OutgoingMail.objects.get()
    assert mail.to == ["Giulia Conti <giulia@brembo.example>"]
    assert mail.subject == "Officina Software è chiusa: 30 novembre – 4 dicembre"
    assert "martedì 1° dicembre 09:00 – 13:00 e 14:00 – 15:00" in mail.text
    assert "Supporto e SLA della suite" in mail.text
    assert mail.is_automatic


def test_nobody_is_told_twice_whatever_is_carried_out_again(house: Cast) -> None:
    announced(house)
    first = OutgoingMail.objects.get()

    Job.objects.filter(kind__in=["closures.tell", "mail.closure"]).update(done_at=None)
    works()
    Job.objects.filter(kind="mail.closure").delete()
    Job.objects.filter(kind="closures.tell").update(done_at=None)
    works()

    assert OutgoingMail.objects.get() == first


@pytest.mark.parametrize(
    ("starts", "ends", "is_told"),
    [
        ("2026-01-01", None, True),
        ("2026-01-01", "2026-11-30", True),
        ("2026-01-01", "2026-11-29", False),
        ("2026-12-04", None, True),
        ("2026-12-05", None, False),
    ],
    ids=["open end", "ends on its first day", "ends before", "begins on its last day", "after"],
)
def test_it_concerns_who_is_covered_on_a_closed_day(
    house: Cast, starts: str, ends: str | None, is_told: bool
) -> None:
    house.brembo.coverages.update(starts_on=starts, ends_on=ends)

    announced(house)

    assert OutgoingMail.objects.exists() == is_told


def test_whoever_left_and_every_suspended_coverage_is_left_alone(house: Cast) -> None:
    Contact.objects.filter(pk=house.giulia.pk).update(left_at=NOON)
    announced(house)
    Contact.objects.filter(pk=house.giulia.pk).update(left_at=None)
    house.brembo.coverages.update(suspended_at=NOON)
    announced(house, code="another")

    assert not OutgoingMail.objects.exists()


def test_a_withdrawal_is_told_to_those_who_were_told_of_the_closure(house: Cast) -> None:
    closure = announced(house)
    Contact.objects.create(organisation=house.brembo, email="new@brembo.example", language="it")

    withdraw_closure(closure, by=house.elena, at=NOON)
    works()

    mail = OutgoingMail.objects.exclude(effect__contains="announced").get()
    assert mail.to == ["Giulia Conti <giulia@brembo.example>"]
    assert mail.subject == "Officina Software resta aperta: 30 novembre – 4 dicembre"


def test_what_is_withdrawn_before_anybody_was_told_is_not_told_at_all(house: Cast) -> None:
    days = {"first_date": date(2026, 11, 30), "last_date": date(2026, 12, 4)}
    closure = announce_closure(code="strike", **days, by=house.elena, at=NOON)

    withdraw_closure(closure, by=house.elena, at=NOON)
    works()

    assert not OutgoingMail.objects.exists()


def test_a_withdrawal_does_not_move_what_was_promised_meanwhile(house: Cast) -> None:
    facts = {"product": house.planner, "type": "bug", "severity": "P2"}
    closure = announced(house)
    meanwhile = asked(house, "2026-11-27 16:00", **facts)

    withdraw_closure(closure, by=house.elena, at=rome("2026-11-27 16:30"))
    later = asked(house, "2026-11-27 17:00", **facts)

    assert due(meanwhile) == rome("2026-12-09 16:00")
    assert due(later) == rome("2026-12-01 17:00")


def test_a_closure_is_withdrawn_once_and_not_when_it_is_over(house: Cast) -> None:
    closure, over = announced(house), announced(house, code="over")

    withdraw_closure(closure, by=house.elena, at=NOON)

    with pytest.raises(AlreadyWithdrawn):
        withdraw_closure(closure, by=house.elena, at=NOON)
    with pytest.raises(ClosureIsOver):
        withdraw_closure(over, by=house.elena, at=rome("2026-12-05 12:00"))


class TestWhatAnnouncingWouldDo:
    def test_no_open_promise_moves_and_those_due_on_closed_days_are_named(
        self, house: Cast
    ) -> None:
        facts = {"product": house.planner, "type": "bug"}
        soon = asked(house, "2026-11-23 10:00", severity="P1", **facts)
        then = asked(house, "2026-11-23 10:00", severity="P3", **facts)

        (effect,) = effects_of_closing(strike(), by=house.elena, at=rome("2026-11-23 10:30"))

        promises = {(each.ticket.pk, each.before.metric.value): each for each in effect.promises}
        assert len(promises) == 4
        assert effect.moved == ()
        assert [each.ticket for each in effect.due_while_closed] == [then]
        assert not promises[soon.pk, "resolution"].falls_on_closed_day

    def test_a_new_request_is_shown_without_and_with_it(self, house: Cast) -> None:
        (effect,) = effects_of_closing(strike(), by=house.elena, at=rome("2026-11-23 10:30"))

        on_the_first_day = [each for each in effect.new if each.submitted_at > NOON]
        assert [(each.before.due_at, each.after.due_at) for each in on_the_first_day] == [
            (rome("2026-11-30 10:00"), rome("2026-12-07 10:00")),
            (rome("2026-11-30 18:30"), rome("2026-12-07 18:30")),
        ]
        assert all(
            e.before.due_at == e.after.due_at for e in effect.new if e not in on_the_first_day
        )

    def test_restricted_requests_are_not_shown_to_whoever_may_not_see_them(
        self, house: Cast
    ) -> None:
        secret = asked(house, "2026-11-23 10:00", product=house.planner, type="bug", severity="P1")
        Ticket.objects.filter(pk=secret.pk).update(is_restricted=True)

        (seen,) = effects_of_closing(strike(), by=house.elena, at=rome("2026-11-23 10:30"))
        (all_seen,) = effects_of_closing(strike(), by=house.tone, at=rome("2026-11-23 10:30"))

        assert seen.promises == ()
        assert len(all_seen.promises) == 2

    def test_the_number_of_queries_does_not_grow_with_the_requests(
        self, house: Cast, django_assert_max_num_queries
    ) -> None:
        for _each in range(5):
            asked(house, "2026-11-23 10:00", product=house.planner, type="bug", severity="P3")

        with django_assert_max_num_queries(10):
            effects_of_closing(strike(), by=house.elena, at=rome("2026-11-23 10:30"))


def strike() -> object:
    return closure_of(
        Closure(
            code="strike",
            first_date=date(2026, 11, 30),
            last_date=date(2026, 12, 4),
            announced_at=rome("2026-11-23 10:30"),
        )
    )


def due(ticket: Ticket) -> object:
    return ticket.clocks.get(metric="resolution").due_at
