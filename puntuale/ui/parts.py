"""The values that components draw. Doors fill them; no component asks a record for anything."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page; `key` is the letter that follows g on the keyboard."""

    label: str
    href: str
    current: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A saved view and how many requests it holds ("999+" beyond a bound); `late` counts are red."""

    label: str
    href: str
    count: int | str | None = None
    late: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Timetable:
    """One line of "open at this minute"."""

    name: str
    note: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a promise. `kind`: spent, paused, held, left, near, late, kept or none."""

    kind: str
    minutes: float = 1


@dataclass(frozen=True, slots=True)
class Due:
    """The hour of a promise as it is shown: `lead` "due Wed", `figure` "11:30", `tail` "first reply".

    Without `at` the figure is a dash or a date, and no <time> is drawn.
    """

    figure: str
    at: datetime | None = None
    lead: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise on one request.

    `look` is running, near, late, kept, paused, held or aim; `word` says it, `state` goes on.
    `mark` is the look of the word where it is another.
    """

    name: str
    terms: str
    look: str
    word: str
    state: str
    due: Due
    parts: Sequence[Part] = ()
    note: str = ""
    tall: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A request as a line of the departures sheet.

    `look` is late, near, waiting, aim or empty; `state` is the word's look (see Promise).
    """

    number: int
    subject: str
    href: str
    due: Due
    look: str
    state: str
    left: str
    parts: Sequence[Part]
    meta: str
    plate: str = ""
    plate_look: str = ""
    class_name: str = ""
    class_note: str = ""
    person: str = ""
    channel: str = ""
    channel_name: str = ""
    language: str = ""
    why: str = ""
    unread: bool = False
    restricted: bool = False
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of a verdict; `against` marks a candidate that lost."""

    text: str
    against: bool = False


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """One answer on the board: label, the large value, and because."""

    label: str
    value: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message."""

    name: str
    href: str
    size: int


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a conversation. `kind`: customer, agent, note or event.

    `html` is sanitised before it gets here, or None; then `text` is shown, paragraph by paragraph.
    """

    kind: str
    at: datetime
    text: str
    who: str = ""
    aside: str = ""
    via: str = ""
    language: str = ""
    html: str | None = None
    state: str = ""
    anchor: str = ""
    files: Sequence[Attachment] = field(default=())
    # The quoted history below the words; a page that shows the mail as it was sent, and one that adds
    # its pictures from elsewhere; what failed.
    cut: str = ""
    frame_href: str = ""
    pictures_href: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ChargeBand:
    """Minutes of one kind in the drawing of a charge: base, surcharge or added; in per cent."""

    kind: str
    x: float
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class ChargeShown:
    """A charge: what is paid (nothing where it is refused), why, its coupons and its bands."""

    result: str
    reasons: Sequence[str]
    bands: Sequence[ChargeBand] = ()
    slots: Sequence["Slot"] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a bar or an axis, in per cent, and what is written there; nothing is only a mark."""

    at: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class LotShown:
    """A package as `ui/_lot.html` draws it: what is left, the bar in per cent, and what is noted."""

    value: str
    of: str
    says: str
    used: float
    reserved: float
    alerts: Sequence[Mark]
    ends: str
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """One line behind a burn-down: when, what, for which request, how much, what was left."""

    when: str
    what: str
    quantity: str
    left: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class BurnDown:
    """The hours left over time: `path` in a square of 100, drawn from the same rows as the table."""

    says: str
    path: str
    now: float
    alert: Mark | None
    heights: Sequence[str]
    days: Sequence[str]
    rows: Sequence[Moved]
    pace: str = ""


MOST_SLOTS = 24  # more coupons than that are a number, and not a drawing


@dataclass(frozen=True, slots=True)
class Slot:
    """A coupon: what it is worth, or that it was free; how much of it is used, in per cent."""

    label: str
    is_free: bool = False
    used: float = 0
