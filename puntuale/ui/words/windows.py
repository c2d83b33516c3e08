"""In which hours: the windows of an agreement, as they stand inside a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def in_hours(codes: Sequence[str]) -> str:
    """ "in office hours", "in office hours and at weekends"; nothing where no window is named."""
    if not codes:
        return ""
    *before, last = [_in(code) for code in codes]
    if not before:
        return last
    return _("%(windows)s and %(last)s") % {"windows": ", ".join(before), "last": last}


def _in(code: str) -> str:
    known = {
        "office": pgettext("hours", "in office hours"),
        "out_of_hours": pgettext("hours", "outside office hours"),
        "night": pgettext("hours", "at night"),
        "weekend": pgettext("hours", "at weekends"),
        "bank_holiday": pgettext("hours", "on bank holidays"),
        "holiday": pgettext("hours", "on bank holidays"),
    }
    return known.get(code) or pgettext("hours", "in “%(window)s”") % {"window": code}
