"""Asking for a replay, and carrying it out a step at a time: the job `replay.step`.

Of requests nothing is written. Each step is one transaction with its note of how far it came, and
leaves the next one: a worker that dies in between costs one step, and other work gets its turn.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.drafts import resolved_draft, terms_as_written
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.terms import announced_closures, terms_in_force
from puntuale.apps.customers.models import Organisation
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.tickets.models import Replay, ReplayDifference
from puntuale.apps.tickets.replay.chosen import Chosen, days
from puntuale.apps.tickets.replay.comparing import Step, steps_of
from puntuale.apps.tickets.replay.results import as_json, compared_in
from puntuale.core.agreements.replay.compared import Difference
from puntuale.core.agreements.replay.outcome import Outcome
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.working_time.instants import instant_at

# Those of an agreement that are kept; older ones are forgotten when another is asked for.
KEPT = 20


@transaction.atomic
def ask_for_replay(
    agreement: Agreement,
    version: AgreementVersion,
    *,
    first_date: date,
    last_date: date,
    organisation: Organisation | None = None,
    by: User | None,
    at: datetime,
) -> Replay:
    """Leave a replay to the worker: of the requests under `agreement`, under `version`.

    Raises:
        DocumentHasProblems: the version is a draft that could not be activated.
    """
    is_draft = version.state == AgreementVersion.State.DRAFT
    document = resolved_draft(version.document, version.agreement) if is_draft else ""
    replay = Replay.objects.create(
        agreement=agreement,
        organisation=organisation,
        first_date=first_date,
        last_date=last_date,
        version=version,
        document=document,
        asked_by=by,
        asked_at=at,
    )
    kept = Replay.objects.filter(agreement=agreement).order_by("-id")
    Replay.objects.filter(pk__in=list(kept.values_list("pk", flat=True)[KEPT:])).delete()
    _leave_step(replay, at=at)
    return replay


def handle(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:  # noqa: ARG001 - every handler's
    """Replay the next requests of the replay named by `replay_id`."""
    for replay in _unfinished().filter(pk=payload["replay_id"], after=payload["after"]):
        _take_step(replay, at=at)


def terms_of(replay: Replay) -> Terms:
    """The other terms, as they were when the replay was asked for."""
    closures = announced_closures()
    if replay.document:
        return terms_as_written(replay.document, closures)
    return terms_in_force(replay.version, closures)


def chosen_by(replay: Replay, terms: Terms) -> Chosen:
    """The requests that are replayed; their dates are those of the terms' time zone."""
    since, until = days(replay.first_date, replay.last_date, terms.zone)
    return Chosen(replay.agreement, since, until, replay.organisation)


def _unfinished() -> Any:
    return Replay.objects.select_related("agreement", "version__agreement").filter(finished_at=None)


def _take_step(replay: Replay, *, at: datetime) -> None:
    terms = terms_of(replay)
    chosen = chosen_by(replay, terms)
    total = chosen.tickets().count() if replay.total is None else replay.total
    step = next(steps_of(chosen, terms, now=replay.asked_at, after=replay.after), None)
    with transaction.atomic():
        # Whoever was slower finds that it is done.
        mine = _unfinished().select_for_update(of=("self",)).filter(pk=replay.pk)
        for fresh in mine.filter(after=replay.after):
            fresh.total = total
            _keep(fresh, step, at=at)


def _keep(replay: Replay, step: Step | None, *, at: datetime) -> None:
    if step is None:
        replay.finished_at = at
        replay.save()
        return
    compared = compared_in(replay.result)
    compared.add(step.compared)
    replay.result = as_json(compared)
    replay.done = compared.requests + compared.left_out
    replay.after = step.last
    replay.save()
    ReplayDifference.objects.bulk_create(
        (_difference(replay, ticket, each) for ticket, each in step.differences), batch_size=500
    )
    _leave_step(replay, at=at)


def _leave_step(replay: Replay, *, at: datetime) -> None:
    payload = {"replay_id": replay.pk, "after": replay.after}
    enqueue("replay.step", payload, at=at)


def _difference(replay: Replay, ticket: int, found: Difference) -> ReplayDifference:
    met = [each.met_at for each in (found.before, found.after) if each and each.met_at]
    return ReplayDifference(
        replay=replay,
        ticket_id=ticket,
        metric=found.metric.value,
        before_state=found.before.state.value if found.before else "",
        before_due_at=_due(found.before),
        after_state=found.after.state.value if found.after else "",
        after_due_at=_due(found.after),
        met_at=instant_at(met[0]) if met else None,
    )


def _due(outcome: Outcome | None) -> datetime | None:
    return None if outcome is None or outcome.due_at is None else instant_at(outcome.due_at)
