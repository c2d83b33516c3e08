"""What may stand in a mail that an administrator words, by name: its meaning and where it comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from puntuale.apps.post.wording import Names
from puntuale.apps.sales.telling import Told

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Variable:
    """`{name}` and its meaning: words within a sentence, or a part of its own drawn by `partials`."""

    name: str
    meaning: str | Lazy
    value: Callable[[Context], Any] = lambda _context: ""
    # Of the plain text and of the HTML; empty for words within a sentence.
    partials: tuple[str, str] = ("", "")

    is_address: bool = False

    @property
    def is_block(self) -> bool:
        return bool(self.partials[0])


def _open_in_between(context: Context) -> str:
    days = context["open_days"]
    return gettext("In between it is open: %(open_days)s.") % {"open_days": days} if days else ""


def _closing(context: Context) -> str:
    day = context["closing"]()
    sentence = gettext(
        "Without an answer we close the request on %(closing)s; an answer opens it again."
    )
    return sentence % {"closing": day} if day else ""


def _first_promise(context: Context) -> str:
    promised = context["promises"]
    return f"{promised[0].label} {promised[0].short}" if promised else ""


INLINE = (
    Variable("number", _("number of the request"), lambda c: c["number"]),
    Variable("subject", _("subject of the request"), lambda c: c["subject_of_request"]),
    Variable("first_name", _("first name of the recipient"), lambda c: c["first_name"]),
    Variable("vendor", _("our name"), lambda c: c["vendor"]["name"]),
    Variable("link", _("address of the request's page"), lambda c: c["link"], is_address=True),
    Variable(
        "their_numbers", _("numbers of the customer's own desk"), lambda c: c["foreign_numbers"]
    ),
    Variable("first_promise", _("what falls due first, and when"), _first_promise),
    Variable("since", _("since when we wait for an answer"), lambda c: c["waiting_since"]),
    Variable("closing", _("when silence closes the request, as a sentence"), _closing),
    Variable("reason", _("why, as the agreement says it"), lambda c: c["reason"]),
    Variable(
        "page_instead",
        _("where it can be asked instead"),
        lambda c: c["page_instead"],
        is_address=True,
    ),
    Variable("release", _("name of the patch"), lambda c: c["release"]),
    Variable("writer", _("who wrote the answer"), lambda c: c["writer"]),
    Variable("days", _("the days of the closure"), lambda c: c["days"]),
    Variable("open_in_between", _("when it is open in between, as a sentence"), _open_in_between),
    Variable("agreements", _("which agreements it concerns"), lambda c: c["agreements"]),
    Variable("headline", _("what it is about, in a few words"), lambda c: c["said"].subject),
)
BLOCKS = (
    Variable(
        "greeting", _("greeting, by name where we know it"), partials=("_head.txt", "_hello.html")
    ),
    Variable(
        "promises",
        _("by when, why then, under which agreement"),
        partials=("_promises.txt", "_promises.html"),
    ),
    Variable("cost", _("what it costs, and why"), partials=("_cost.txt", "_cost.html")),
    Variable("states", _("what waits or is late"), partials=("_states.txt", "_states.html")),
    Variable("date", _("the date we named"), partials=("_date.txt", "_date.html")),
    Variable(
        "words", _("the agent's words and signature"), partials=("_words.txt", "_written.html")
    ),
    Variable("quote", _("the words it answers"), partials=("_quote.txt", "_quoted.html")),
    Variable("told", _("what is told, with its figures"), partials=("_told.txt", "_told.html")),
)
VARIABLES: Mapping[str, Variable] = {each.name: each for each in (*INLINE, *BLOCKS)}
EVERYWHERE = ("greeting", "first_name", "number", "subject", "their_numbers", "vendor", "link")
# Mails that are about no request, with the folder of their templates: their frames are their own.
APART: Mapping[str, str] = {
    "closure": "closure",
    "closure_withdrawn": "closure",
    "form": "form",
    **dict.fromkeys((f"prepaid_{told}" for told in Told), "prepaid"),
}
EVERYWHERE_APART = ("greeting", "first_name", "vendor", "link")
# What else each mail may say, and what it must: without it the mail would tell nothing.
ALSO: Mapping[str, tuple[str, ...]] = {
    "received": ("first_promise", "promises", "cost"),
    "refused": ("reason", "page_instead"),
    "declined": ("reason",),
    "reminder": ("since", "states", "closing"),
    "accepted": ("first_promise", "promises"),
    "date": ("date",),
    "released": ("release",),
    "closed": (),
    "clarification": ("words", "states", "quote", "writer"),
    "answer": ("words", "promises", "quote", "writer"),
    "resolved": ("words", "quote", "writer"),
    "closure": ("days", "open_in_between", "agreements"),
    "closure_withdrawn": ("days", "agreements"),
    "form": (),
    **dict.fromkeys((f"prepaid_{told}" for told in Told), ("headline", "told")),
}
MUST: Mapping[str, tuple[str, ...]] = {
    "received": ("promises",),
    "refused": ("reason",),
    "accepted": ("promises",),
    "date": ("date",),
    "released": ("release",),
    "clarification": ("words",),
    "answer": ("words",),
    "resolved": ("words",),
    "closure": ("days",),
    "closure_withdrawn": ("days",),
    "form": ("link",),
    **dict.fromkeys((f"prepaid_{told}" for told in Told), ("told",)),
}


def variables_of(kind: str) -> list[Variable]:
    """What may stand in mails of this kind."""
    everywhere = EVERYWHERE_APART if kind in APART else EVERYWHERE
    return [VARIABLES[name] for name in (*everywhere, *ALSO[kind])]


def names_in_subject(kind: str) -> Names:
    """A reply is known by the number in its subject: there it must stand, where there is one."""
    inline = [each.name for each in variables_of(kind) if not each.is_block]
    return Names(inline, required=() if kind in APART else ("number",))


def names_in_body(kind: str) -> Names:
    known = variables_of(kind)
    return Names(
        [each.name for each in known if not each.is_block],
        [each.name for each in known if each.is_block],
        MUST.get(kind, ()),
    )
