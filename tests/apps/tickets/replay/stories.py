"""A few weeks of a small desk, and drafts under which they can be replayed."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Model

from puntuale.apps.agreements.actions import keep_draft
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.starters import starter
from puntuale.apps.charges.models import ReplayedCharges
from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.actions.deciding import classify, resolve
from puntuale.apps.tickets.actions.waiting import resume, wait_for
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.models import Replay, ReplayDifference, Ticket
from puntuale.apps.tickets.replay.actions import ask_for_replay
from puntuale.interfaces.worker.duties import run_next_job
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome

NOW = rome("2026-12-05 10:00")
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def suite(cast: Cast) -> Agreement:
    """Brembo under the agreement whose blocking faults are answered within a working hour."""
    agreement = in_force("suite-sla")
    covered(cast.brembo, agreement, deployment="cloud")
    covered(cast.alpine, agreement, deployment="cloud")
    return agreement


def answered(cast: Cast, came: str, after: str, severity: str = "P2", **facts: Any) -> Ticket:
    """A fault, classified when it came and answered later."""
    ticket = asked(cast, came, product=cast.planner, **facts)
    classify(
        ticket, type="bug", severity=severity, cause="correction", by=cast.davide, at=rome(came)
    )
    answer(ticket, by=cast.davide, text="Guardiamo subito.", at=rome(after))
    return Ticket.objects.get(pk=ticket.pk)


def waited(cast: Cast, ticket: Ticket, since: str, until: str, resolved: str) -> None:
    """It waited for its customer, and was resolved."""
    wait_for(ticket, Ticket.State.WAITING_CUSTOMER, by=cast.davide, at=rome(since))
    resume(Ticket.objects.get(pk=ticket.pk), by=cast.davide, at=rome(until))
    resolve(Ticket.objects.get(pk=ticket.pk), by=cast.davide, at=rome(resolved))


def draft_of(agreement: Agreement, *instead: tuple[str, str]) -> AgreementVersion:
    """The document of the agreement with some of its words replaced."""
    text = starter(agreement.code)
    for old, new in instead:
        assert old in text, old
        text = text.replace(old, new)
    return keep_draft(agreement, text, by=None, at=NOW)


def replayed(agreement: Agreement, version: AgreementVersion, **facts: Any) -> Replay:
    """A replay of November, carried out by the worker."""
    period = {"first_date": FIRST, "last_date": LAST}
    replay = ask_for_replay(agreement, version, **{**period, "by": None, "at": NOW, **facts})
    carry_out()
    return Replay.objects.get(pk=replay.pk)


def carry_out() -> None:
    while run_next_job(NOW, only=["replay.step", "replay.charges"]):
        pass


KEPT: tuple[type[Model], ...] = (Replay, ReplayDifference, ReplayedCharges, Job)


def everything_stored(but: tuple[type[Model], ...] = KEPT) -> dict[str, list[Any]]:
    """Every row of every table but those in which replays are kept, and the queue."""
    models = [model for model in apps.get_models() if model not in but]
    return {
        model._meta.label: sorted(map(str, model._default_manager.values())) for model in models
    }
