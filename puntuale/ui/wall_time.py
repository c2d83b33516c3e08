"""Fields for an hour on somebody's clock: one that does not exist is refused, with what is beside it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from puntuale.core.working_time.wall_clock import beside_the_gap, instants_shown_as
from puntuale.ui.words.dates import LONG, date_of
from puntuale.ui.words.refusals import hour_not_on_the_clock

MINUTE, SECOND = "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"


class WallTime(forms.DateTimeField):
    """A minute, or a second, on the clock of `zone`; of two instants the first, unless asked which."""

    def __init__(self, zone: ZoneInfo, *, seconds: bool = False, **facts: Any) -> None:
        attributes = {"type": "datetime-local"} | ({"step": "1"} if seconds else {})
        form = SECOND if seconds else MINUTE
        picker = forms.DateTimeInput(attrs=attributes, format=form)
        super().__init__(**{"required": False, "widget": picker, "input_formats": [form], **facts})
        self.zone, self.seconds = zone, seconds

    def clean(self, value: Any) -> datetime | None:
        wall = self.wall(value)
        if wall is None:
            if value:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            self.validate(value)
            return None
        instants = instants_shown_as(wall, self.zone)
        if not instants:
            before, after = (each.time() for each in beside_the_gap(wall, self.zone))
            raise ValidationError(hour_not_on_the_clock(wall.time(), wall.date(), before, after))
        return instants[0]

    def wall(self, value: Any) -> datetime | None:
        """What was typed, as the clock shows it; None where it is no hour."""
        try:
            typed = datetime.fromisoformat(value) if value else None
        except (TypeError, ValueError):
            return None
        if typed is None or typed.tzinfo is not None:
            return None
        return typed.replace(microsecond=0, second=typed.second if self.seconds else 0)

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone) if isinstance(value, datetime) else value


class Which(forms.ChoiceField):
    """Which of the two instants is meant that a clock shows alike, as when it is set back."""

    def __init__(self, label: str, wall: datetime, zone: ZoneInfo) -> None:
        self.instants = instants_shown_as(wall, zone)
        super().__init__(
            label=label,
            required=False,
            widget=forms.RadioSelect,
            choices=[(str(n), _named(at, zone)) for n, at in enumerate(self.instants)],
        )

    @property
    def is_needed(self) -> bool:
        return len(self.instants) == 2

    @staticmethod
    def question(wall: datetime) -> str:
        """What is asked where nobody has chosen."""
        values = {"hour": f"{wall:%H:%M}", "day": date_of(wall.date(), wall.date(), LONG)}
        return _("The clock shows %(hour)s twice on %(day)s. Say which.") % values


def _named(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    values = {"hour": f"{local:%H:%M}", "offset": f"{local:%z}"[:3] + ":" + f"{local:%z}"[3:5]}
    if local.fold:
        return _("the second %(hour)s, at UTC%(offset)s") % values
    return _("the first %(hour)s, at UTC%(offset)s") % values
