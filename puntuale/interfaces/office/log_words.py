"""What the log tells, in the words of the pages; a code that nobody knows any more stays a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.functional import Promise as Lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from puntuale.apps.accounts.models import LogEntry, Vendor
from puntuale.interfaces.office.resources import RESOURCES

MADE, CHANGED = "made", "changed"
WORDS: Mapping[str, Lazy] = {
    "agreement.activated": gettext_lazy("Version put in force"),
    "agreement.draft_kept": gettext_lazy("Draft of an agreement kept"),
    "agreement.made_standard": gettext_lazy("Agreement made the one for everybody else"),
    "agreement.published": gettext_lazy("Agreement published"),
    "agreement.withdrawn_from_public": gettext_lazy("Agreement no longer published"),
    "api_token.made": gettext_lazy("Key for programs made"),
    "api_token.revoked": gettext_lazy("Key for programs revoked"),
    "bank.decided": gettext_lazy("Payment given to an order"),
    "bank.imported": gettext_lazy("Bank statement read"),
    "bank.left_alone": gettext_lazy("Payment set aside"),
    "billing.exported": gettext_lazy("Charges exported for billing"),
    "bulletins.sent": gettext_lazy("News sent"),
    "bulletins.stopped": gettext_lazy("News stopped"),
    "clocks.corrected": gettext_lazy("Clock put right"),
    "clocks.unreadable": gettext_lazy("Clock not readable"),
    "closure.announced": gettext_lazy("Closure announced"),
    "closure.withdrawn": gettext_lazy("Closure withdrawn"),
    "customers.imported": gettext_lazy("List of customers imported"),
    "data_copy.asked": gettext_lazy("Copy of a person’s data asked for"),
    "data_copy.fetched": gettext_lazy("Copy of a person’s data fetched"),
    "job.dropped": gettext_lazy("Task dropped"),
    "job.retried": gettext_lazy("Task tried again"),
    "ledger.wrong": gettext_lazy("Ledger does not agree"),
    "licence_key.made": gettext_lazy("Key for licence files made"),
    "mail.given_up": gettext_lazy("Mail given up"),
    "mail.set_aside": gettext_lazy("Mail set aside"),
    "mail.worded": gettext_lazy("Words of a mail changed"),
    "mailbox.connected": gettext_lazy("Mailbox connected"),
    "partner_card.changed": gettext_lazy("Entry in the list of partners changed"),
    "partner_terms.changed": gettext_lazy("Terms of a partner changed"),
    "person.erased": gettext_lazy("Person erased"),
    "person.erasure_asked": gettext_lazy("Erasure of a person asked for"),
    "person.erasure_refused": gettext_lazy("Erasure of a person refused"),
    "person.held": gettext_lazy("Data of a person held"),
    "person.hold_ended": gettext_lazy("Data of a person no longer held"),
    "purchase.accepted": gettext_lazy("Order accepted"),
    "purchase.cancelled": gettext_lazy("Order cancelled"),
    "purchase.paid": gettext_lazy("Order paid"),
    "purchase.refunded": gettext_lazy("Order refunded"),
    "registrations.accepted": gettext_lazy("Registration accepted"),
    "registrations.refused": gettext_lazy("Registration refused"),
    "retention.changed": gettext_lazy("Time for keeping data changed"),
    "second_factor.required": gettext_lazy("Second step of signing in"),
    "user.calendar_address_renewed": gettext_lazy("Address of a calendar renewed"),
    "vendor.changed": gettext_lazy("This desk changed"),
    "vendor.made": gettext_lazy("Desk set up"),
}
NAMES: Mapping[str, Lazy] = {
    "amount": pgettext_lazy("log", "amount"),
    "note": pgettext_lazy("log", "note"),
    "order": pgettext_lazy("log", "order"),
    "reason": pgettext_lazy("log", "reason"),
    "why": pgettext_lazy("log", "reason"),
}
Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the log; of a change only what differs."""

    key: int
    at: datetime
    who: str
    what: str
    subject: str
    before: Facts
    after: Facts


def log_row(entry: LogEntry) -> LogRow:
    """`entry`, loaded with who did it, in the reader's language."""
    before, after = entry.before or {}, entry.after or {}
    kept = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    model = _model_of(entry.what)
    return LogRow(
        key=entry.pk,
        at=entry.at,
        who=str(entry.by or "Puntuale"),
        what=what_in_words(entry.what),
        subject=entry.subject,
        before=_facts(before, kept, model),
        after=_facts(after, kept, model),
    )


def what_in_words(code: str) -> str:
    """ "New customer", "Contacts: changed", "Order paid"."""
    if code in WORDS:
        return str(WORDS[code])
    kind, _dot, deed = code.partition(".")
    resource = RESOURCES.get(kind)
    if resource is None or deed not in (MADE, CHANGED):
        return code
    if deed == MADE:
        return str(resource.new)
    return _("%(kind)s: changed") % {"kind": resource.title}


def _model_of(code: str) -> type[Model] | None:
    kind = code.partition(".")[0]
    if kind == "vendor":
        return Vendor
    return RESOURCES[kind].model if kind in RESOURCES else None


def _facts(facts: Mapping[str, Any], kept: set[str], model: type[Model] | None) -> Facts:
    shown = []
    for name, value in facts.items():
        if name in kept and value not in (None, "", []):
            field = _field(model, name)
            label = getattr(field, "verbose_name", "") or NAMES.get(name, name)
            shown.append((capfirst(str(label)), _value(field, value)))
    return shown


def _field(model: type[Model] | None, name: str) -> Any:
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def _value(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    choices = dict(field.flatchoices) if isinstance(field, Field) else {}
    return str(choices.get(value, value))
