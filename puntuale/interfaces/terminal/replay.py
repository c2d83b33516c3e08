"""Stored requests under other terms, told at a terminal; nothing is stored, not even the answer."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from django.utils import timezone

from puntuale.apps.agreements.drafts import resolved_draft, terms_as_written
from puntuale.apps.agreements.errors import DocumentHasProblems
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.terms import announced_closures, document_of, terms_in_force
from puntuale.apps.charges.replaying import Costs, costs_beside
from puntuale.apps.customers.models import Organisation
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.replay.chosen import Chosen, days
from puntuale.apps.tickets.replay.comparing import Step, steps_of
from puntuale.core.agreements.document.compose import LARGEST
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.read import read_document
from puntuale.core.agreements.replay.compared import Compared, Difference, Sums
from puntuale.core.agreements.replay.outcome import Outcome
from puntuale.core.agreements.replay.totals import MINUTE, Totals
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.charges.money import Money
from puntuale.core.working_time.instants import instant_at

DRAFT = "draft"
LISTED = 20
Json = dict[str, Any]


def replay(
    code: str, against: str, first: date, last: date, organisation: str | None, *, as_json: bool
) -> None:
    """Print what the requests under the agreement `code` come to under `against`."""
    agreement = _agreement(code)
    document, terms = _other(agreement, against)
    chosen = Chosen(agreement, *days(first, last, terms.zone), _organisation(organisation))
    now, total, listed = timezone.now(), Compared(), list[Json]()
    for step in steps_of(chosen, terms, now=now):
        total.add(step.compared)
        told = _differences(step, terms.zone)
        if as_json:
            for each in told:
                click.echo(json.dumps(each))
        else:
            listed.extend(list(told)[: LISTED - len(listed)])
        click.echo(f"{total.requests + total.left_out} requests", err=True)
    costs = costs_beside(chosen, document, terms)
    if as_json:
        click.echo(json.dumps(_summary(total) | {"costs": [_cost(side) for side in costs]}))
    else:
        click.echo("\n".join((*_lines(total, listed), *_lines_of_costs(*costs))))


def _agreement(code: str) -> Agreement:
    found = Agreement.objects.filter(code=code).first()
    if found is None:
        raise click.UsageError(f"There is no agreement {code}.")
    return found


def _organisation(name: str | None) -> Organisation | None:
    if name is None:
        return None
    found = list(Organisation.objects.filter(name__iexact=name)[:2])
    if len(found) != 1:
        raise click.UsageError(f"There is no customer {name}, or more than one.")
    return found[0]


def _other(agreement: Agreement, against: str) -> tuple[Document, Terms]:
    """The draft, a file, or the latest version of another agreement, with its terms."""
    drafts = agreement.versions.filter(state=AgreementVersion.State.DRAFT)
    if against == DRAFT:
        draft = drafts.first()
        if draft is None:
            raise click.UsageError(f"{agreement.code} has no draft.")
        return _as_written(draft.document, agreement, DRAFT)
    if Path(against).is_file():
        with Path(against).open("rb") as file:
            text = file.read(LARGEST + 1).decode(errors="replace")
        return _as_written(text, agreement, against)
    in_force = _agreement(against).versions.exclude(state=AgreementVersion.State.DRAFT).first()
    if in_force is None:
        raise click.UsageError(f"{against} has no version in force.")
    return document_of(in_force), terms_in_force(in_force, announced_closures())


def _as_written(text: str, agreement: Agreement, name: str) -> tuple[Document, Terms]:
    try:
        resolved = resolved_draft(text, agreement)
    except DocumentHasProblems as refusal:
        lines = (f"{name}:{each.place.line}: {each.message}" for each in refusal.problems)
        raise click.UsageError("\n".join(lines)) from None
    document = read_document(resolved).document
    assert document is not None, "it was sound when it was resolved"
    return document, terms_as_written(resolved, announced_closures())


def _differences(step: Step, zone: ZoneInfo) -> Iterator[Json]:
    numbers = dict(
        Ticket.objects.filter(pk__in=[key for key, _ in step.differences]).values_list(
            "pk", "number"
        )
    )
    for key, each in step.differences:
        yield _difference(numbers[key], each, zone)


def _difference(number: int, found: Difference, zone: ZoneInfo) -> Json:
    met = [each.met_at for each in (found.before, found.after) if each and each.met_at]
    return {
        "request": number,
        "metric": found.metric.value,
        "before": _side(found.before, zone),
        "after": _side(found.after, zone),
        "met_at": _instant(met[0], zone) if met else None,
    }


def _side(outcome: Outcome | None, zone: ZoneInfo) -> Json | None:
    if outcome is None:
        return None
    return {"state": outcome.state.value, "due_at": _instant(outcome.due_at, zone)}


def _instant(at: int | None, zone: ZoneInfo) -> str | None:
    return None if at is None else instant_at(at).astimezone(zone).isoformat()


def _summary(total: Compared) -> Json:
    return {
        "requests": total.requests,
        "left_out": total.left_out,
        "missing": [
            {"kind": word.kind, "word": word.word, "requests": times}
            for word, times in total.missing.items()
        ],
        "changed": total.changed,
        "before": [_totals(*each) for each in total.before.items()],
        "after": [_totals(*each) for each in total.after.items()],
    }


def _totals(slot: Any, totals: Totals) -> Json:
    metric, binding = slot
    return {
        "metric": metric.value,
        "binding": binding,
        "kept": totals.kept,
        "late": totals.late,
        "open": totals.open,
        "cancelled": totals.cancelled,
        "deeds": totals.deeds,
        "worked_minutes": totals.worked // MINUTE,
        "paused_minutes": totals.paused // MINUTE,
        "idle_minutes": totals.idle // MINUTE,
        "middle_minutes": totals.middle,
    }


def _lines(total: Compared, listed: list[Json]) -> Iterator[str]:
    yield f"{total.requests} requests replayed, {total.left_out} left out"
    for word, times in total.missing.items():
        yield f"  {times} have the {word.kind} {word.word}, which the document does not know"
    yield ""
    yield f"{'':24}{'in force':>12}{'replayed':>12}"
    for slot in dict.fromkeys((*total.before, *total.after)):
        yield from _of_slot(slot, total.before, total.after)
    yield ""
    yield f"{total.changed} promises are late on one side only"
    for each in listed:
        met = each["met_at"] or "not done"
        yield (
            f"  {each['request']:>8} {each['metric']:<10} {_told(each['before'])} -> "
            f"{_told(each['after'])}, {met}"
        )
    if total.changed > len(listed):
        yield f"  and {total.changed - len(listed)} more: --json names them all"


def _cost(side: Costs) -> Json:
    return {
        "requests": side.requests,
        "billed_minutes": side.seconds // 60,
        "amount": str(Money(side.minor, side.currency)),
        "currency": side.currency,
        "package_minutes": side.package_seconds // 60,
        "allowance_minutes": side.allowance_seconds // 60,
        "coupons": side.coupons,
        "refused": side.refused,
    }


def _lines_of_costs(before: Costs, after: Costs) -> Iterator[str]:
    """What the work cost, figure by figure; nothing where nobody worked."""
    if not after.requests:
        return
    yield ""
    yield "cost of work"
    sides = _cost(before), _cost(after)
    for name in sides[0]:
        one, other = (str(side[name]) for side in sides)
        if {one, other} != {"0"}:
            yield f"  {name.replace('_', ' '):<22}{one:>12}{other:>12}"


def _of_slot(slot: Any, before: Sums, after: Sums) -> Iterator[str]:
    one, other = before.get(slot, Totals()), after.get(slot, Totals())
    metric, binding = slot
    yield metric.value if binding else f"{metric.value}, aim"
    for name in ("kept", "late", "open"):
        yield f"  {name:<22}{getattr(one, name):>12}{getattr(other, name):>12}"
    for name in ("worked", "paused", "idle"):
        hours = [f"{getattr(each, name) / MINUTE / 60:.1f} h" for each in (one, other)]
        yield f"  {name:<22}{hours[0]:>12}{hours[1]:>12}"


def _told(side: Json | None) -> str:
    return "not promised" if side is None else f"{side['state']} ({side['due_at'] or 'no date'})"
