"""Short ways to say what was worked and bought before the test begins, and what it cost."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from puntuale.apps.agreements.models import Agreement, Coverage
from puntuale.apps.agreements.starters import NEEDS
from puntuale.apps.charges.allowances import included_on, open_allowance
from puntuale.apps.charges.models import Charge
from puntuale.apps.charges.rating import rate
from puntuale.apps.charges.terms import charging_terms
from puntuale.apps.ledger.lots import grant, the_account
from puntuale.apps.ledger.models import COUPON, SECOND, Account, Lot, Transfer
from puntuale.apps.ledger.moving import move
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.actions.entering import Work, enter
from puntuale.apps.work.models import TimeEntry
from puntuale.core.charges import charge as core
from tests.apps.estimates.offers import kept
from tests.apps.tickets.stories import asked
from tests.cast import FOUNDED, NOON, Cast, covered, in_force, rome
from tests.core.charges.asking import entry as span_of

LATER = NOON + timedelta(days=60)


def under(code: str, *instead: tuple[str, str]) -> Agreement:
    """One of the seven in force, and the one that it extends."""
    known = Agreement.objects.filter(code=code).first()
    if known is not None:
        return known
    if code in NEEDS:
        under(NEEDS[code])
    return in_force(code, *instead)


def classified(
    cast: Cast, agreement: Agreement, *, deployment: str = "", level: str = "", **words: str
) -> Ticket:
    """A request of Brembo's under `agreement`, taken by a person for what `words` say."""
    coverage = Coverage.objects.filter(agreement=agreement).first()
    coverage = coverage or covered(cast.brembo, agreement, deployment=deployment)
    ticket = asked(cast, channel=Ticket.Channel.PORTAL)
    ticket.version = agreement.versions.get(state="active")
    ticket.coverage, ticket.closed_at, ticket.state = coverage, None, Ticket.State.IN_PROGRESS
    ticket.type, ticket.severity = words.get("type", ""), words.get("severity", "")
    ticket.classified_at = NOON if words else None
    ticket.level = level
    ticket.save()
    return ticket


def worked(
    cast: Cast, ticket: Ticket, written: str, *, at: datetime = LATER, **more: Any
) -> TimeEntry:
    """`2026-11-23 17:30 - 18:30` on the agreement's clock, by Davide or somebody else."""
    assert ticket.version is not None
    span = span_of(written, charging_terms(ticket.version).terms.zone)
    worker = more.pop("worker", cast.davide)
    work = Work(started_at=span.start, ended_at=span.end, **more)
    return enter(ticket, work, worker=worker, by=worker, at=at)


def rated(ticket: Ticket, at: datetime = LATER) -> core.Charge:
    """What the work costs now, as it is kept."""
    charge = rate(ticket, at=at)
    assert charge is not None
    return Charge.objects.get(pk=charge.pk).charge


def coupons(cast: Cast, quantity: int, source: str = "purchase:1", at: datetime = FOUNDED) -> Lot:
    return grant(
        cast.brembo, unit=COUPON, quantity=quantity, source=source, unit_price=Decimal(25), at=at
    )


def package(
    cast: Cast, minutes: int, source: str = "purchase:2", until: datetime | None = None
) -> Lot:
    return grant(
        cast.brembo, unit=SECOND, quantity=minutes * 60, source=source, unit_price=Decimal(70),
        at=FOUNDED, expires_at=until,
    )  # fmt: skip


def allowance(ticket: Ticket, minutes: int, day: str) -> Lot:
    """What is left of the period of `day`: the rest is used up."""
    assert ticket.version is not None
    assert ticket.coverage is not None
    terms = charging_terms(ticket.version)
    [included] = included_on(ticket.coverage, ticket.version, terms, [rome(f"{day} 12:00").date()])
    lot = open_allowance(ticket.coverage, included, at=NOON)
    take(lot, included.seconds - minutes * 60)
    return lot


def take(lot: Lot, quantity: int) -> None:
    """Use up so much of a lot on something else."""
    if quantity:
        account = lot.account
        used = the_account(account.organisation, account.unit, Account.Kind.USED)
        asked_for = Transfer(
            debit=account, credit=used, amount=quantity, code="draw", reference="other",
            effective_at=NOON,
        )  # fmt: skip
        move(asked_for, at=NOON)


def accepted(cast: Cast, ticket: Ticket, amount: str, **more: Any) -> None:
    facts = {"amount_minor": int(Decimal(amount) * 100), "effort_minutes": 60, **more}
    kept(ticket, cast, state="accepted", **facts)


def balance(cast: Cast, unit: str, kind: str) -> int:
    return the_account(cast.brembo, unit, Account.Kind(kind)).posted


def left(lot: Lot) -> int:
    return Account.objects.get(pk=lot.pk).available
