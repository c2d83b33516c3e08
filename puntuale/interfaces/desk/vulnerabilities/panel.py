"""The law's clocks beside the conversation, and above the queue; for the group alone."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.vulnerabilities.duties import Owed, owed
from puntuale.apps.vulnerabilities.models import Duty
from puntuale.apps.vulnerabilities.queries import exploit_of, exploits_visible_to
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.interfaces.desk.vulnerabilities.forms import (
    EndForm,
    ExploitForm,
    FixForm,
    ReportForm,
)
from puntuale.ui.parts import Promise
from puntuale.ui.readings import explanation, promise, viewpoint
from puntuale.ui.why.values import Explanation, Sign
from puntuale.ui.words.moments import short

# Where the law says so: Regulation (EU) 2024/2847, article 14, paragraph 2.
POINTS = {Duty.EARLY_WARNING: "a", Duty.NOTIFICATION: "b", Duty.FINAL_REPORT: "c"}


@dataclass(frozen=True, slots=True)
class DutyShown:
    """One duty: its promise with its reason, when it was kept and under which number, or its form."""

    name: str
    promise: Promise | None
    explanation: Explanation | None
    question: str
    kept: str
    form: ReportForm | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty that is open, as a line above the queue."""

    href: str
    number: int
    subject: str
    promise: Promise


def authority_panel(ticket: Ticket, reader: User) -> dict[str, Any]:
    """What the panel needs; nothing for whoever is not of the group."""
    if not (ticket.is_restricted and reader.sees_restricted):
        return {}
    exploit, now = exploit_of(ticket, reader), timezone.now()
    if exploit is None:
        return {"authority": {"exploit": None, "begin": ExploitForm(initial={"aware_at": now})}}
    found = owed(exploit, now=now)
    first = next((each.duty for each in found if each.reading and each.is_open), None)
    goes_on = exploit.ended_at is None
    shown = {
        "exploit": exploit,
        "duties": [
            _shown(each, reader, now, goes_on=goes_on, is_first=each.duty == first)
            for each in found
        ],
        "fix": FixForm(initial={"fixed_at": now}) if goes_on and not exploit.fixed_at else None,
        "end": EndForm() if goes_on and any(each.is_open for each in found) else None,
    }
    return {"authority": shown}


def authority_lines(reader: User, now: datetime) -> list[DutyLine]:
    """What the authority is owed, the first that falls due first; for the group alone."""
    if not reader.sees_restricted:
        return []
    going_on = exploits_visible_to(reader).filter(ended_at=None)
    lines = [
        (each.reading.due_at, exploit.ticket, _promise(each, each.reading, reader))
        for exploit in going_on
        for each in owed(exploit, now=now)
        if each.reading is not None and each.is_open and each.reading.due_at is not None
    ]
    return [
        DutyLine(reverse("desk:ticket", args=[ticket.number]), ticket.number, ticket.subject, shown)
        for _due, ticket, shown in sorted(lines, key=lambda line: (line[0], line[1].pk))
    ]


def _shown(each: Owed, reader: User, now: datetime, *, goes_on: bool, is_first: bool) -> DutyShown:
    reading, report = each.reading, each.report
    if reading is None:
        return DutyShown(str(each.duty.label), None, None, "", "", None, is_open=False)
    view = viewpoint(reading, ZoneInfo(reader.time_zone))
    due = reading.due_at
    kept = ""
    if report is not None:
        told = {"when": short(report.sent_at, view), "who": report.by}
        kept = _("Sent %(when)s, noted by %(who)s.") % told
        if report.reference:
            kept = f"{kept} {report.reference}"
    asks = goes_on and report is None
    form = ReportForm(initial={"duty": each.duty, "sent_at": now}) if asks else None
    if form is not None:
        form.auto_id = f"{each.duty}-%s"
    return DutyShown(
        str(each.duty.label),
        _promise(each, reading, reader, tall=True),
        _because(each.duty, reading, reader),
        _("Why %(when)s?") % {"when": short(due, view)} if due else "",
        kept,
        form,
        is_open=is_first,
    )


def _promise(each: Owed, reading: Reading, reader: User, *, tall: bool = False) -> Promise:
    view = viewpoint(reading, ZoneInfo(reader.time_zone))
    named = promise(reading, view, tall=tall)
    name = _("%(duty)s to the authority") % {"duty": str(each.duty.label).capitalize()}
    if each.duty == Duty.FINAL_REPORT:
        # The law says days; the clock counts the hours of them.
        named = replace(named, terms=_("14 days after a fix"))
    return replace(named, name=name)


def _because(duty: Duty, reading: Reading, reader: User) -> Explanation | None:
    view = viewpoint(reading, ZoneInfo(reader.time_zone))
    found = explanation(reading, view)
    if found is None:
        return None
    law = _("Cyber Resilience Act, article 14, paragraph 2, point %(point)s: in time as it passes.")
    facts = [law % {"point": POINTS[duty]}]
    if duty == Duty.FINAL_REPORT:
        facts.append(_("14 days are 336 hours, counted since a fix is available."))
    begun = pgettext("mark", "fixed") if duty == Duty.FINAL_REPORT else pgettext("mark", "known")
    marks = [replace(mark, lead=begun) if mark.sign is Sign.START else mark for mark in found.marks]
    return replace(found, facts=facts, marks=marks)
