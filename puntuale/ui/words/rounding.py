"""How recorded time became billable time: "17 minutes are two started quarters of an hour"."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from puntuale.core.charges.steps import Rounded, Step
from puntuale.ui.words.bands import long, minutes
from puntuale.ui.words.dates import full_date

QUARTER = 900
NUMBERS: Sequence[Lazy] = (
    pgettext_lazy("quarters of an hour", "two"),
    pgettext_lazy("quarters of an hour", "three"),
    pgettext_lazy("quarters of an hour", "four"),
    pgettext_lazy("quarters of an hour", "five"),
    pgettext_lazy("quarters of an hour", "six"),
    pgettext_lazy("quarters of an hour", "seven"),
    pgettext_lazy("quarters of an hour", "eight"),
)


def rounding(steps: Sequence[Step], coupon_seconds: Collection[Fraction]) -> Iterator[str]:
    """What was raised, each sentence once; coupons tell of their own pieces."""
    yield from dict.fromkeys(_rounding(steps, coupon_seconds))


def _rounding(steps: Sequence[Step], coupon_seconds: Collection[Fraction]) -> Iterator[str]:
    scopes = [step for step in steps if isinstance(step, Rounded)]
    for step in scopes:
        if step.reached is None or step.increment_seconds in coupon_seconds:
            continue
        sentence = _raised(step)
        if len(scopes) > 1 and step.day is not None:
            values = {"day": full_date(step.day, step.day), "sentence": sentence}
            sentence = pgettext("a day, and what is said of it", "%(day)s: %(sentence)s") % values
        yield sentence


def started(steps: Sequence[Step], piece: Fraction, result: str) -> str:
    """So much time is so many started pieces of it: `result`."""
    scopes = [step for step in steps if isinstance(step, Rounded)]
    time = sum((step.counted_seconds for step in scopes), Fraction(0))
    billed = sum((step.billed_seconds for step in scopes), Fraction(0))
    return _pieces(time, piece, -(-billed // piece), result)


def _raised(step: Rounded) -> str:
    if step.reached == "minimum":
        values = {"time": long(step.counted_seconds), "billed": long(step.billed_seconds)}
        return _("Raised from %(time)s to %(billed)s, the least that is charged.") % values
    count = int(step.billed_seconds / step.increment_seconds)
    return _pieces(step.counted_seconds, step.increment_seconds, count, long(step.billed_seconds))


def _pieces(time: Fraction, piece: Fraction, count: int, result: str) -> str:
    values = {"time": minutes(time), "count": count, "step": long(piece), "result": result}
    if piece != QUARTER:
        return (
            ngettext(
                "%(time)s is %(count)s started step of %(step)s: %(result)s.",
                "%(time)s are %(count)s started steps of %(step)s: %(result)s.",
                count,
            )
            % values
        )
    values["count"] = str(NUMBERS[count - 2]) if 2 <= count < 2 + len(NUMBERS) else count
    return (
        ngettext(
            "%(time)s is one started quarter of an hour: %(result)s.",
            "%(time)s are %(count)s started quarters of an hour: %(result)s.",
            count,
        )
        % values
    )
