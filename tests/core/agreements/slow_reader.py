"""A second reader of clocks, minute by minute, that shares no rule with the first.

It knows one agreement, written twice: as the document below and as the tables beside it. It
counts on its fingers: one minute after the other, asking at each what the wall clock shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from puntuale.core.agreements.history import Cause, Event, Met, Paused, Resumed, SeverityChanged

DOCUMENT = """
puntuale: 1
agreement:
  code: slow
  version: 1
  title: {{en: Slow}}
  seller: vendor
  timezone: {zone}
  currency: EUR
  precedence: 1
  scope: {{products: any}}
windows:
  - {{code: holiday, holidays: {{country: XX}}, hours: ["00:00-24:00"]}}
  - {{code: weekend, days: sat-sun, hours: ["00:00-24:00"]}}
  - {{code: office, days: mon-fri, hours: ["09:00-13:00", "14:30-18:00"]}}
  - {{code: night, days: mon-fri, hours: rest}}
calendars:
  shop:
    weekly: {{mon-sat: ["08:30-12:15", "13:45-19:00"]}}
    holidays: {{country: XX}}
    closures: [{{code: known, from: 2026-10-19, to: 2026-10-20, announced: 2026-10-14}}]
closures: [{{code: autumn, from: 2026-10-29, to: 2026-10-30, announced: 2026-10-21}}]
severities:
  S1: {{title: {{en: One}}}}
  S2: {{title: {{en: Two}}}}
  S3: {{title: {{en: Three}}}}
  S4: {{title: {{en: Four}}}}
coverage:
  S1: {{office: run, night: run, weekend: run, holiday: run}}
  S2: {{office: run, night: run, weekend: hold, holiday: hold}}
  S3: {{office: run, night: hold, weekend: run, holiday: hold}}
  S4: {{office: run, night: hold, weekend: hold, holiday: hold}}
working_day: {{calendar: office, length: 7.5 h}}
hold_until: {hold_until}
targets:
  - {{match: {{severity: S1}}, metric: response, within: 3 wh, calendar: coverage, binding: true}}
  - {{match: {{severity: S2}}, metric: response, within: 9 wh, calendar: coverage, binding: true}}
  - {{match: {{severity: S3}}, metric: response, within: 1 wd, calendar: coverage, binding: true}}
  - {{match: {{severity: S4}}, metric: response, within: 3 wd, calendar: coverage, binding: true}}
  - {{match: {{severity: S1}}, metric: resolution, within: 7 wh, calendar: shop, binding: true}}
  - {{match: {{severity: S2}}, metric: resolution, within: 20 h, calendar: shop, binding: true}}
  - {{match: {{severity: S3}}, metric: resolution, within: 2 wd, calendar: office, binding: true}}
clock: {{pause_while: [waiting_customer, waiting_access]}}
charging:
  - {{charge: free}}
"""

WINDOW_HOURS = ((540, 780), (870, 1080))
SHOP_HOURS = ((510, 735), (825, 1140))
HOLIDAYS = frozenset({date(2026, 10, 12), date(2026, 11, 2)})
RUNS = {
    "S1": {"office", "night", "weekend", "holiday"},
    "S2": {"office", "night"},
    "S3": {"office", "weekend"},
    "S4": {"office"},
}
# metric, severity: minutes and the hours in which they count
BUDGETS = {
    ("response", "S1"): (180, "coverage"),
    ("response", "S2"): (540, "coverage"),
    ("response", "S3"): (450, "coverage"),
    ("response", "S4"): (1350, "coverage"),
    ("resolution", "S1"): (420, "shop"),
    ("resolution", "S2"): (1200, "elapsed"),
    ("resolution", "S3"): (900, "office"),
}
MINUTE = timedelta(minutes=1)
Key = tuple[str, str, datetime]


PAUSES = ("waiting_customer", "waiting_access")


@dataclass(frozen=True)
class Shown:
    """What the slow reader found."""

    state: str
    due_at: datetime | None
    starts_at: datetime | None


@dataclass
class Wall:
    """What the wall clock shows, and what is open then, for one request."""

    zone: ZoneInfo
    submitted_at: datetime
    until_office: bool
    seen: dict[datetime, tuple[str, bool]] = field(default_factory=dict)
    found: dict[Key, tuple[list[datetime], Iterator[datetime]]] = field(default_factory=dict)

    def at(self, instant: datetime) -> tuple[str, bool]:
        """The window, and whether the shop is open."""
        if instant not in self.seen:
            clock = instant.astimezone(self.zone)
            day, minute = clock.date(), clock.hour * 60 + clock.minute
            self.seen[instant] = self._window(day, minute), self._shop(day, minute)
        return self.seen[instant]

    def _window(self, day: date, minute: int) -> str:
        if day in HOLIDAYS or self._closed(day, date(2026, 10, 29), date(2026, 10, 21)):
            return "holiday"
        if day.weekday() >= 5:
            return "weekend"
        return "office" if any(a <= minute < b for a, b in WINDOW_HOURS) else "night"

    def _shop(self, day: date, minute: int) -> bool:
        if day in HOLIDAYS or self._closed(day, date(2026, 10, 19), date(2026, 10, 14)):
            return False
        return day.weekday() < 6 and any(a <= minute < b for a, b in SHOP_HOURS)

    def _closed(self, day: date, first: date, told: date) -> bool:
        told_at = datetime(told.year, told.month, told.day, tzinfo=self.zone).astimezone(UTC)
        return day in (first, first + timedelta(days=1)) and told_at < self.submitted_at

    def minutes(self, metric: str, severity: str, since: datetime) -> Iterator[datetime]:
        """Every minute from `since` on in which the budget may be used, found once."""
        key = (metric, severity, since)
        found, further = self.found.setdefault(key, ([], self._minutes(*key)))
        for place in count():
            if place == len(found):
                found.append(next(further))
            yield found[place]

    def _minutes(self, metric: str, severity: str, since: datetime) -> Iterator[datetime]:
        hours, held, at = BUDGETS[metric, severity][1], False, since
        while True:
            window, shop = self.at(at)
            if hours == "coverage":
                held = self._held(held, window, at, severity)
                counts = not held
            else:
                counts = {"elapsed": True, "shop": shop, "office": window == "office"}[hours]
            if counts:
                yield at
            at += MINUTE

    def _held(self, held: bool, window: str, at: datetime, severity: str) -> bool:
        if window not in RUNS[severity]:
            return True
        opens = window == "office" and self.at(at - MINUTE)[0] != "office"
        return held and self.until_office and not opens


@dataclass
class SlowReader:
    """One promise of one request with its history."""

    wall: Wall
    metric: str
    history: Sequence[Event]

    def paused(self, until: datetime) -> set[datetime]:
        """The minutes that were paused; what comes after `until` nobody knows."""
        minutes, paused_at = set[datetime](), None
        for event in [*self.history, Resumed(until)]:
            if event.at > until:
                event = Resumed(until)
            if isinstance(event, Resumed) and paused_at is not None:
                length = (event.at - paused_at) // MINUTE
                minutes.update(paused_at + MINUTE * passed for passed in range(length))
                paused_at = None
            elif isinstance(event, Paused) and event.because in PAUSES:
                paused_at = paused_at or event.at
        return minutes

    def met_at(self, until: datetime) -> datetime | None:
        deeds = (each for each in self.history if isinstance(each, Met) and each.at <= until)
        return next((each.at for each in deeds if each.metric == self.metric), None)

    def used_up(self, severity: str, since: datetime, until: datetime) -> datetime:
        """When the budget of a severity, begun at `since`, is used up as things stand at `until`."""
        left, paused = BUDGETS[self.metric, severity][0], self.paused(until)
        for minute in self.wall.minutes(self.metric, severity, since):
            left -= minute not in paused
            if not left:
                return minute + MINUTE
        raise AssertionError

    def due(self, counts: list[tuple[str, str, datetime]], until: datetime) -> datetime:
        """When all counts together are used up: the earlier of stricter, the later of looser."""
        _, severity, since = counts[0]
        due = self.used_up(severity, since, until)
        for kind, severity, since in counts[1:]:
            at = self.used_up(severity, since, until)
            due = min(due, at) if kind == "stricter" else max(due, at)
        return due

    def read(self, severity: str, now: datetime) -> Shown | None:
        submitted_at = self.wall.submitted_at
        counts: list[tuple[str, str, datetime]] = []
        if (self.metric, severity) in BUDGETS:
            counts = [("first", severity, submitted_at)]
        began, existed = submitted_at, bool(counts)
        changes = [each for each in self.history if isinstance(each, SeverityChanged)]
        for change in (each for each in changes if each.at <= now):
            old, severity = severity, change.to
            has_row = (self.metric, severity) in BUDGETS
            if change.cause is Cause.CORRECTION:
                counts = [("first", severity, submitted_at)] if has_row else []
                began = submitted_at
            elif not counts:
                counts = [("first", severity, change.at)] if has_row else []
                began = change.at
            elif self._is_settled(counts, change):
                pass
            elif not has_row:
                counts = []
            elif old != severity or BUDGETS[self.metric, severity][1] == "coverage":
                counts.append(self._added(counts, severity, old, change.at))
            existed = existed or bool(counts)
        if not counts:
            return Shown("cancelled", None, None) if existed else None
        starts_at = next(self.wall.minutes(self.metric, counts[0][1], began))
        return self._shown(counts, starts_at, now)

    def _is_settled(self, counts: list[tuple[str, str, datetime]], change: Event) -> bool:
        """Whether the promise was kept, or broken, before the request changed."""
        for event in self.history:
            if event is change:
                break
            if isinstance(event, Met) and event.metric == self.metric:
                return True
        return change.at > self.due(counts, change.at)

    def _added(
        self, counts: list[tuple[str, str, datetime]], new: str, old: str, at: datetime
    ) -> tuple[str, str, datetime]:
        since = counts[0][2]
        stricter = self._is_stricter(new, old, since)
        return ("stricter", new, at) if stricter else ("looser", new, since)

    def _is_stricter(self, new: str, old: str, since: datetime) -> bool:
        (mine, my_hours), (yours, your_hours) = (BUDGETS[self.metric, each] for each in (new, old))
        if (my_hours == "elapsed") is (your_hours == "elapsed") and mine != yours:
            return mine < yours
        return self.used_up(new, since, since) < self.used_up(old, since, since)

    def _shown(
        self, counts: list[tuple[str, str, datetime]], starts_at: datetime, now: datetime
    ) -> Shown:
        met_at = self.met_at(now)
        judged_at = met_at or now
        due = self.due(counts, judged_at)
        if met_at is not None:
            return Shown("met_late" if met_at > due else "met", due, starts_at)
        if now > due:
            return Shown("breached", due, starts_at)
        # A pause that begins at this very instant is one.
        is_paused = now in self.paused(now + MINUTE)
        return Shown("paused" if is_paused else "going on", due, starts_at)
