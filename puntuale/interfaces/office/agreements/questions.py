"""The fields of a question to an agreement, on its own clock and in its own words."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.match import DEPLOYMENTS
from puntuale.core.agreements.document.parts.clock import WAITING
from puntuale.core.agreements.history import Cause, Event, Paused, Resumed, SeverityChanged
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.charges.money import decimals_of
from puntuale.interfaces.office.agreements.sentence import Understood
from puntuale.ui.clauses.naming import (
    channel_name,
    deployment_name,
    level_name,
    severity_name,
    type_name,
)
from puntuale.ui.clauses.speech import Speech
from puntuale.ui.wall_time import WallTime

Choices = list[tuple[str, str]]
WORK = ("worked_from", "worked_until", "package_minutes", "coupons", "accepted")
MOST = 1_000_000


class QuestionForm(forms.Form):
    """A request that might come, and what might happen to it; only choices that the document has."""

    def __init__(self, data: Any, document: Document, terms: Terms, initial: Any) -> None:
        super().__init__(data, initial=initial, auto_id="ask_%s")
        speech = Speech(document, {})
        channels = list(terms.channels)
        self.fields["channel"] = _choice(_("Channel"), channels, map(channel_name, channels))
        self._offer("type", _("Kind"), terms.types, (type_name(speech, c) for c in terms.types))
        severities = [severity_name(speech, code) for code in terms.severities]
        self._offer("severity", _("Severity"), terms.severities, severities)
        levels = [level_name(speech, code) for code in terms.levels]
        self._offer("level", _("Level"), terms.levels, levels)
        if _asks_for_deployment(document):
            self._offer(
                "deployment", _("Installation"), DEPLOYMENTS, map(deployment_name, DEPLOYMENTS)
            )
        self.fields["arrives"] = WallTime(terms.zone, label=_("Arrives"))
        self.fields["paused_from"] = WallTime(terms.zone, label=_("Paused from"))
        self.fields["paused_until"] = WallTime(terms.zone, label=_("Paused until"))
        if len(terms.severities) > 1:
            self._offer("becomes", _("Becomes"), terms.severities, severities)
            self.fields["becomes_at"] = WallTime(terms.zone, label=_("Becomes so at"))
        if document.charging:
            self.fields["worked_from"] = WallTime(terms.zone, label=_("Worked from"))
            self.fields["worked_until"] = WallTime(terms.zone, label=_("Worked until"))
            self._count("package_minutes", _("Minutes left of a package"), document.packages)
            self._count("coupons", _("Coupons left"), document.coupons)
            if document.estimates.required_for:
                self.fields["accepted"] = forms.DecimalField(
                    label=_("Accepted estimate"),
                    required=False,
                    min_value=0,
                    max_digits=10,
                    decimal_places=decimals_of(str(document.header.currency)),
                )
        self.waits_for = next(iter(document.clock.pause_while), WAITING[0])

    def _offer(self, name: str, label: str, codes: Iterable[str], names: Iterable[str]) -> None:
        offered = list(zip(codes, names, strict=True))
        if offered:
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[("", _("not decided")), *offered], required=False
            )

    def _count(self, name: str, label: str, there: object) -> None:
        if there:
            self.fields[name] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=MOST
            )

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What every question has."""
        return [self[name] for name in self.fields if name not in WORK and not _is_event(name)]

    @property
    def work_fields(self) -> list[forms.BoundField]:
        """What might be worked, and with what it could be paid."""
        return [self[name] for name in self.fields if name in WORK]

    @property
    def has_work(self) -> bool:
        """Whether work is named, or was meant to be."""
        return any(field.value() for field in self.work_fields)

    @property
    def event_fields(self) -> list[forms.BoundField]:
        """What might happen afterwards."""
        return [self[name] for name in self.fields if _is_event(name)]

    @property
    def has_events(self) -> bool:
        """Whether something happens, or was meant to."""
        return any(field.value() for field in self.event_fields)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not self.errors:
            self._refuse_disorder(found)
        return found

    def _refuse_disorder(self, found: Mapping[str, Any]) -> None:
        start = found.get("arrives")
        pairs = (
            ("paused_from", start),
            ("paused_until", found.get("paused_from")),
            ("becomes_at", start),
            ("worked_until", found.get("worked_from")),
        )
        for name, earliest in pairs:
            at = found.get(name)
            if at is not None and (earliest is None or at < earliest):
                self.add_error(name, _("This lies before what must have happened first."))


def request_of(found: Mapping[str, Any], at: datetime) -> Request:
    """The request that a valid question is about; one that names no instant comes at `at`."""
    return Request(
        submitted_at=found.get("arrives") or at,
        channel=found["channel"],
        classification=Classification(
            found.get("type") or None, found.get("severity") or None, found.get("level") or None
        ),
        deployment=found.get("deployment") or None,
    )


def history_of(found: Mapping[str, Any], waits_for: str) -> tuple[Event, ...]:
    """What happens to it, oldest first."""
    events: list[Event] = []
    if found.get("paused_from"):
        events.append(Paused(found["paused_from"], waits_for))
    if found.get("paused_until"):
        events.append(Resumed(found["paused_until"]))
    if found.get("becomes") and found.get("becomes_at"):
        events.append(SeverityChanged(found["becomes_at"], found["becomes"], Cause.EVOLUTION))
    return tuple(sorted(events, key=lambda each: each.at))


def as_question(request: Request, history: Iterable[Event], zone: ZoneInfo) -> dict[str, Any]:
    """The same question as `puntuale agreement try` takes it, without the agreement's code."""
    named = request.classification
    facts = {
        "channel": request.channel,
        "type": named.type,
        "severity": named.severity,
        "level": named.level,
        "deployment": request.deployment,
        "submitted_at": request.submitted_at.astimezone(zone).isoformat(),
        "history": [_as_data(each, zone) for each in history],
    }
    return {key: value for key, value in facts.items() if value}


def as_fields(understood: Understood) -> dict[str, Any]:
    """What a sentence was taken for, as the fields that stand for it."""
    names = ("type", "severity", "level", "channel", "deployment", "arrives")
    return {name: value for name in names if (value := getattr(understood, name))}


def _as_data(event: Event, zone: ZoneInfo) -> dict[str, str]:
    at = {"at": event.at.astimezone(zone).isoformat()}
    if isinstance(event, Paused):
        return {**at, "what": "paused", "because": event.because}
    if isinstance(event, SeverityChanged):
        return {**at, "what": "severity_changed", "to": event.to, "as": event.cause.value}
    return {**at, "what": "resumed"}


def _choice(label: str, codes: Iterable[str], names: Iterable[str]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(zip(codes, names, strict=True)))


def _is_event(name: str) -> bool:
    return name.startswith(("paused", "becomes"))


def _asks_for_deployment(document: Document) -> bool:
    matches = [row.match for row in (*document.targets, *document.commitments)]
    matches += [row.match for row in document.charging or ()]
    return any(match.deployment for match in matches)
