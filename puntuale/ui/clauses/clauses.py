"""The clauses of an agreement: which keys of the document each speaks of, and by whom."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from puntuale.core.agreements.document.document import Document
from puntuale.ui.clauses.callback import callback
from puntuale.ui.clauses.charging import charging
from puntuale.ui.clauses.classes import classes
from puntuale.ui.clauses.coverage import coverage
from puntuale.ui.clauses.escalation import escalation
from puntuale.ui.clauses.estimates import estimates
from puntuale.ui.clauses.fees import fees, licences
from puntuale.ui.clauses.header import header
from puntuale.ui.clauses.hours import hours
from puntuale.ui.clauses.intake import channels, registration, triage
from puntuale.ui.clauses.pauses import pauses
from puntuale.ui.clauses.prepaid import prepaid
from puntuale.ui.clauses.prices import prices, rounding
from puntuale.ui.clauses.promises import promises
from puntuale.ui.clauses.service import availability, examples, news, remote
from puntuale.ui.clauses.speech import Speech
from puntuale.ui.clauses.values import Clause, Sentence

NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Subject:
    """What a clause is about: its title, the document's keys, and who puts them into words."""

    code: str
    title: Lazy
    keys: tuple[str, ...]
    speak: Callable[[Speech], Iterator[Sentence]]


# In the order in which an agreement is read. Every key of the language stands here once.
SUBJECTS: tuple[Subject, ...] = (
    Subject("who", _("Who and what"), ("puntuale", "agreement"), header),
    Subject("registration", _("Registration"), ("entitlement", "registration"), registration),
    Subject("hours", _("Hours"), ("calendars", "windows", "closures", "working_day"), hours),
    Subject("coverage", _("Coverage"), ("coverage", "hold_until"), coverage),
    Subject("channels", _("How requests come in"), ("channels",), channels),
    Subject("classes", _("Kinds of request"), ("types", "severities", "levels"), classes),
    Subject("triage", _("Sorting"), ("triage",), triage),
    Subject("promises", _("Promises"), ("targets", "commitments", "outcome"), promises),
    Subject("pauses", _("Pauses"), ("clock",), pauses),
    Subject("escalation", _("When a promise is in danger"), ("escalation",), escalation),
    Subject("callback", _("Calls"), ("callback",), callback),
    Subject("news", _("What we tell you"), ("notify",), news),
    Subject("charges", _("Charges"), ("charging", "default"), charging),
    Subject("prices", _("Prices"), ("rates", "surcharges", "surcharge_combine"), prices),
    Subject("rounding", _("Rounding"), ("rounding",), rounding),
    Subject("estimates", _("Estimates"), ("estimates",), estimates),
    Subject(
        "prepaid",
        _("Prepaid time"),
        ("packages", "package_rules", "coupons", "allowance", "discounts"),
        prepaid,
    ),
    Subject("fees", _("Fees"), ("fees",), fees),
    Subject("licences", _("Licences"), ("licences",), licences),
    Subject("remote", _("Access to your systems"), ("remote",), remote),
    Subject("availability", _("Availability"), ("availability", "maintenance"), availability),
    Subject("examples", _("Examples"), ("examples",), examples),
)


def clauses_of(document: Document, products: Mapping[str, str] = NO_NAMES) -> tuple[Clause, ...]:
    """What `document` says, in the reader's language; subjects it is silent on are left out.

    A document with problems is spoken of as far as it can be read. `products` are the names of
    products by their codes.
    """
    speech = Speech(document, products)
    return tuple(
        Clause(each.code, str(each.title), each.keys, tuple(each.speak(speech)))
        for each in SUBJECTS
        if any(speech.has(key) for key in each.keys)
    )
