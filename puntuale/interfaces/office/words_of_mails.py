"""Which mails may be worded, what each is for, and why words are refused, as sentences."""

from collections.abc import Iterable
from importlib import import_module
from types import ModuleType

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.apps.post.wording import Fault, Problem, problems_of

TITLES = {
    "received": gettext_lazy("A request has come in"),
    "refused": gettext_lazy("A request is not accepted"),
    "declined": gettext_lazy("A request ended without the intervention"),
    "reminder": gettext_lazy("A request waits for the customer: reminder"),
    "accepted": gettext_lazy("A request was taken charge of"),
    "date": gettext_lazy("A date was named or moved"),
    "released": gettext_lazy("A patch is out"),
    "closed": gettext_lazy("A request is closed"),
    "clarification": gettext_lazy("An agent asks something"),
    "answer": gettext_lazy("An agent answers"),
    "resolved": gettext_lazy("A request is solved"),
    "closure": gettext_lazy("A closure is announced"),
    "closure_withdrawn": gettext_lazy("A closure is withdrawn"),
    "form": gettext_lazy("Somebody called, and is sent the form"),
    "prepaid_ordered": gettext_lazy("A package or coupons were ordered"),
    "prepaid_granted": gettext_lazy("A package or coupons are paid"),
    "prepaid_low": gettext_lazy("A package runs low"),
    "prepaid_expiring": gettext_lazy("What is left is about to end"),
    "prepaid_expired": gettext_lazy("What was left has ended"),
}


def desk_of_words() -> ModuleType:
    """The mail door's part, by its name in the settings: doors do not know each other."""
    return import_module(settings.MAIL_WORDS)


def refusals(kind: str, subject: str, body: str) -> dict[str, list[str]]:
    """Why these words cannot be used, for the field of each; empty where they can."""
    words = desk_of_words()
    found = {
        "subject": problems_of(subject, words.names_in_subject(kind)),
        "body": problems_of(body, words.names_in_body(kind)),
    }
    return {field: list(_sentences(problems)) for field, problems in found.items() if problems}


def _sentences(problems: Iterable[Problem]) -> Iterable[str]:
    for problem in problems:
        values = {"line": problem.line, "name": f"{{{problem.name}}}", "brace": problem.name}
        yield _SAID[problem.fault]() % values


_SAID = {
    Fault.UNKNOWN: lambda: _("Line %(line)d: there is no %(name)s here. See the list of names."),
    Fault.BRACE: lambda: _(
        "Line %(line)d: a brace %(brace)s stands alone. Write it twice, or close it."
    ),
    Fault.NOT_ALONE: lambda: _("Line %(line)d: %(name)s must stand alone on its line."),
    Fault.MISSING: lambda: _(
        "%(name)s is missing: without it this mail would not say what it is for."
    ),
    Fault.EMPTY: lambda: _("Write something, or bring our words back."),
}
