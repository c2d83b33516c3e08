"""When a customer may be called again, and how often (the key `callback`)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from puntuale.core.agreements.document.parts.callback import CallbackRow
from puntuale.core.agreements.instants import utc

# Where a document says nothing of it (readings.md, the direct support page).
USUAL_ATTEMPTS = 3
USUAL_SPACING = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class CallRules:
    """How calls are tried; `quiet` are minutes since the customer's midnight, None: no hours are."""

    max_attempts: int = USUAL_ATTEMPTS
    least: timedelta = USUAL_SPACING
    most: timedelta | None = None
    quiet: tuple[int, int] | None = None
    sends_mail: bool = True
    waits_for: str | None = "waiting_customer"


def call_rules(row: CallbackRow | None) -> CallRules:
    """What the document says, and the usual where it is silent."""
    if row is None:
        return CallRules()
    spacing, after, quiet = row.spacing, row.after_last_attempt, row.quiet_hours
    return CallRules(
        max_attempts=row.max_attempts or USUAL_ATTEMPTS,
        least=timedelta(minutes=spacing.least.minutes) if spacing else USUAL_SPACING,
        most=timedelta(minutes=spacing.most.minutes) if spacing and spacing.most else None,
        quiet=(quiet.opens, quiet.closes) if quiet else None,
        sends_mail=after is None or after.send is not None,
        waits_for=None if after is None or after.set is None else str(after.set),
    )


def next_call_at(
    rules: CallRules,
    *,
    last: datetime | None,
    wanted: datetime | None,
    now: datetime,
    zone: ZoneInfo,
) -> datetime:
    """The first instant from `now` on at which the customer may be called, in UTC.

    Not sooner after the last attempt than the spacing allows, not before the time that was wished
    for, and never in the quiet hours of the customer's own zone.
    """
    earliest = utc(now)
    if last is not None:
        earliest = max(earliest, utc(last) + rules.least)
    if wanted is not None:
        earliest = max(earliest, utc(wanted))
    return _after_quiet(rules, earliest, zone)


def is_quiet(rules: CallRules, at: datetime, zone: ZoneInfo) -> bool:
    """Whether `at` lies in the quiet hours of the customer."""
    return _after_quiet(rules, utc(at), zone) != utc(at)


def _after_quiet(rules: CallRules, at: datetime, zone: ZoneInfo) -> datetime:
    if rules.quiet is None:
        return at
    opens, closes = rules.quiet
    local = at.astimezone(zone)
    minute = local.hour * 60 + local.minute
    over_midnight = opens > closes
    begun, not_over = minute >= opens, minute < closes
    is_inside = (begun or not_over) if over_midnight else (begun and not_over)
    if not is_inside:
        return at
    day = local.date() + timedelta(days=1 if over_midnight and begun else 0)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return utc(midnight.replace(hour=closes // 60 % 24, minute=closes % 60)) + timedelta(
        days=closes // 1440
    )
