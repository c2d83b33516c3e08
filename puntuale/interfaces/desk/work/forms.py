"""What can be typed about work: its hours on the clock of whoever types, and why it is as it is."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.apps.work.actions.entering import Work
from puntuale.apps.work.errors import InTheFuture, ReasonNeeded, WorkRefusal
from puntuale.apps.work.models import Kind, RemoteTool, TimeEntry, Timing
from puntuale.interfaces.desk.names import Pairs
from puntuale.ui.wall_time import WallTime, Which

ENDS = ("start", "end")
BY_DEFAULT = timedelta(minutes=15)
ASKING_WHY = (ReasonNeeded, InTheFuture)


class TimerForm(forms.Form):
    """Whether the time of this timer is charged, and whether it runs instead of another."""

    free_because = forms.CharField(
        label=gettext_lazy("Not charged, because"), required=False, max_length=200
    )
    instead = forms.BooleanField(required=False, widget=forms.HiddenInput)


class OfferForm(forms.Form):
    """By which tool, and where its link names a machine, which."""

    tool = forms.ModelChoiceField(
        RemoteTool.objects.filter(retired_at=None), label=gettext_lazy("Tool"), empty_label=None
    )
    machine = forms.CharField(
        label=gettext_lazy("Machine, where the tool asks for one"), required=False, max_length=120
    )

    def __init__(self, *args: Any, tools: Pairs | None = None, **facts: Any) -> None:
        """`tools` to choose from, where the page knows them already."""
        super().__init__(*args, **facts)
        field = self.fields["tool"]
        assert isinstance(field, forms.ModelChoiceField)
        if tools is not None:
            field.choices = tools


class ConsentForm(forms.Form):
    """How the customer consented, where they did not in the portal."""

    told = forms.CharField(
        label=gettext_lazy("How the customer consented"),
        max_length=200,
        help_text=gettext_lazy("For example: by telephone, at 10:25."),
    )


class WorkForm(forms.Form):
    """From when to when, how, and why nobody pays for it.

    Two questions come only when they are needed: which of two hours that the clock shows alike, and
    why so long or ahead of the clock. `measured` keeps what a timer measured to the last digit.
    """

    def __init__(self, data: Any = None, *, measured: Timing | None = None, **facts: Any) -> None:
        super().__init__(data, **facts)
        self.measured = measured
        zone = ZoneInfo(timezone.get_current_timezone_name())
        exact = measured is not None
        self.fields["start"] = WallTime(zone, seconds=exact, required=True, label=_("Began"))
        self._ask_which("start", _("Which beginning"), zone)
        self.fields["end"] = WallTime(zone, seconds=exact, required=True, label=_("Ended"))
        self._ask_which("end", _("Which end"), zone)
        if measured is None:
            self.fields["kind"] = forms.ChoiceField(label=_("How"), choices=Kind.choices)
        self.fields["free_because"] = forms.CharField(
            label=_("Not charged, because"), required=False, max_length=200
        )
        if data is not None and "confirmed_because" in data:
            self.ask_why()

    def ask_why(self) -> None:
        """Let it be said why it is so long, or ahead of the clock."""
        self.fields["confirmed_because"] = forms.CharField(
            label=_("Why so long, or ahead of the clock"), required=False, max_length=200
        )

    def refuse(self, refusal: WorkRefusal) -> None:
        """Say what is wrong with it, and ask what would make it right."""
        if isinstance(refusal, ASKING_WHY) and "confirmed_because" not in self.fields:
            self.ask_why()
        self.add_error(None, str(refusal))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for name in ENDS:
            which = self.fields.get(f"{name}_which")
            if not isinstance(which, Which) or found.get(name) is None:
                continue
            chosen = found.get(f"{name}_which")
            if chosen:
                found[name] = which.instants[int(chosen)]
            else:
                wall = found[name].astimezone(self._clock(name).zone)
                self.add_error(f"{name}_which", Which.question(wall))
        return found

    @property
    def work(self) -> Work:
        """What was typed, once it is valid."""
        found = self.cleaned_data
        measured = self.measured
        kind = found.get("kind") or (measured.kind if measured else Kind.WORK)
        return Work(
            started_at=_exact(found["start"], measured.started_at if measured else None),
            ended_at=_exact(found["end"], measured.ended_at if measured else None),
            kind=Kind(kind),
            free_because=found.get("free_because", ""),
            confirmed_because=found.get("confirmed_because", ""),
            session=measured.session if measured else None,
        )

    def _ask_which(self, name: str, label: str, zone: ZoneInfo) -> None:
        wall = self._clock(name).wall(self.data.get(self.add_prefix(name)))
        which = None if wall is None else Which(label, wall, zone)
        if which is not None and which.is_needed:
            self.fields[f"{name}_which"] = which

    def _clock(self, name: str) -> WallTime:
        field = self.fields[name]
        assert isinstance(field, WallTime)
        return field


def _exact(typed: datetime, measured: datetime | None) -> datetime:
    """What was measured, where nobody changed it: the field shows whole seconds."""
    if measured is not None and measured.replace(microsecond=0) == typed:
        return measured
    return typed


class CorrectionForm(WorkForm):
    """How it really was, and why it was put down otherwise."""

    def __init__(self, data: Any = None, **facts: Any) -> None:
        super().__init__(data, **facts)
        self.fields["because"] = forms.CharField(
            label=_("Why it is corrected"), max_length=200, required=True
        )


class WithdrawalForm(forms.Form):
    """Why it was wrong altogether."""

    because = forms.CharField(label=gettext_lazy("Why it does not count"), max_length=200)


def new_work(at: datetime) -> WorkForm:
    """A form for work that has just ended."""
    end = at.replace(second=0, microsecond=0)
    return WorkForm(initial={"start": end - BY_DEFAULT, "end": end}, auto_id="work-%s")


def proposed_work(measured: Timing) -> WorkForm:
    """A form that proposes what was measured."""
    initial = {
        "start": measured.started_at,
        "end": measured.ended_at,
        "free_because": measured.free_because,
    }
    return WorkForm(measured=measured, initial=initial, auto_id=f"measured-{measured.pk}-%s")


def corrected_work(entry: TimeEntry, data: Any = None) -> CorrectionForm:
    """A form that starts from what was recorded."""
    initial = {
        "start": entry.started_at,
        "end": entry.ended_at,
        "kind": entry.kind,
        "free_because": entry.free_because,
    }
    return CorrectionForm(data, initial=initial, auto_id="correction-%s")
