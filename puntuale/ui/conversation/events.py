"""What happened, as one line each: who, what, why; nothing for what a message shows already."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from puntuale.apps.tickets.models import TicketEvent
from puntuale.apps.tickets.promises import classes_of
from puntuale.apps.tickets.refusals import refusal_in
from puntuale.ui.clauses.naming import is_plate
from puntuale.ui.conversation.levels import level_sentence
from puntuale.ui.words.dates import full_date
from puntuale.ui.words.metrics import METRICS
from puntuale.ui.words.moments import ends_a_day, short
from puntuale.ui.words.quotes import quoted
from puntuale.ui.words.refusals import because
from puntuale.ui.words.verdicts import in_language
from puntuale.ui.words.viewpoint import Viewpoint

Kind = TicketEvent.Kind
Sentence = Callable[[TicketEvent, str], str]

# What a wait looks like, by the state that begins it.
WAITS: Mapping[str, Callable[[], str]] = {
    "waiting_customer": lambda: _("Waiting for the customer’s answer."),
    "waiting_access": lambda: _("Waiting for access to the customer’s system."),
    "waiting_third_party": lambda: _("Waiting for a third party."),
    "estimate_sent": lambda: _("Waiting for the decision on the estimate."),
}


def event_sentence(event: TicketEvent) -> str:
    """The event in one sentence, or nothing where a message tells it."""
    sentence = SENTENCES.get(Kind(event.kind))
    return sentence(event, author(event)) if sentence else ""


def author(event: TicketEvent) -> str:
    """Who did it; Puntuale where nobody did."""
    return str(event.by_user or event.by_contact or "Puntuale")


def _submitted(event: TicketEvent, who: str) -> str:
    proposed = _classes(event, event.data.get("type"), event.data.get("severity"))
    if event.by_user_id is not None:
        return _("Written down by %(who)s for the customer.") % {"who": who}
    if proposed:
        return _("Received. The customer proposed %(class)s.") % {"class": proposed}
    return _("Received.")


def _entitled(event: TicketEvent, _who: str) -> str:
    titles, before = event.data.get("title"), event.data.get("before")
    if before and before == {"title": titles, "number": event.data.get("number")}:
        return ""  # decided again, and it stays
    if not titles:
        return _("No agreement covers this request.")
    values = {"title": in_language(titles), "number": event.data["number"]}
    return _("Covered by %(title)s, version %(number)s.") % values


def _moved(event: TicketEvent, who: str) -> str:
    """Which of customer, product and licence became another one."""
    before, after = event.data["before"], event.data["after"]
    changed = [
        f"{before[name] or '—'} → {after[name] or '—'}"
        for name in after
        if before[name] != after[name]
    ]
    values = {"who": who, "changes": ", ".join(changed), "reason": event.data["reason"]}
    return _("Changed by %(who)s: %(changes)s. “%(reason)s”") % values


def _classified(event: TicketEvent, who: str) -> str:
    after = event.data["after"]
    values = {
        "who": who,
        "class": _classes(event, after["type"], after["severity"], after["level"]),
        "reason": event.data.get("reason", ""),
    }
    if event.data["cause"] == "evolution":
        sentence = _("Set to %(class)s by %(who)s, because it changed.") % values
    else:
        sentence = _("Set to %(class)s by %(who)s, from the start.") % values
    return f"{sentence} {quoted(values['reason'])}" if values["reason"] else sentence


def _classes(event: TicketEvent, *codes: str | None) -> str:
    """Their titles; "T1" or "P3" people call so as well."""
    classes, language = classes_of(event.ticket), get_language() or "en"
    named = (code if is_plate(code) else classes.title(code, language) for code in codes if code)
    return " ".join(named)


def _paused(event: TicketEvent, _who: str) -> str:
    sentence = WAITS.get(event.data["because"], lambda: _("Waiting."))()
    reason = event.data.get("reason")
    return f"{sentence} {quoted(reason)}" if reason else sentence


def _closed(event: TicketEvent, who: str) -> str:
    if event.data.get("because") == "silence":
        return _("Closed, because nobody answered.")
    return _("Closed by %(who)s.") % {"who": who}


def _reopened(event: TicketEvent, who: str) -> str:
    if event.data.get("to") == "resolved":
        return _("The closing was taken back by %(who)s.") % {"who": who}
    reason = event.data.get("reason")
    sentence = _("Opened again by %(who)s.") % {"who": who}
    return f"{sentence} {quoted(reason)}" if reason else sentence


def _rejected(event: TicketEvent, who: str) -> str:
    values = {"who": who, "reason": because(refusal_in(event, event.ticket))}
    if event.by_user_id is None:
        return _("Not accepted under the agreement. %(reason)s") % values
    return _("Not accepted by %(who)s. %(reason)s") % values


def _declined(event: TicketEvent, who: str) -> str:
    said = event.data.get("text", "")
    sentence = _("Ended by %(who)s: the customer did not accept the intervention.") % {"who": who}
    return f"{sentence} {quoted(said)}" if said else sentence


def _promised(event: TicketEvent, who: str) -> str:
    """A date that was named, or moved; one that binds nobody is expected."""
    if "expected_on" in event.data:
        return _estimated(event)
    values = {
        "who": who,
        "promise": METRICS[event.data["metric"]].in_row,
        "when": _date_or_moment(event, event.data["due_at"]),
        "before": _date_or_moment(event, event.data.get("before")),
        "reason": event.data.get("reason", ""),
    }
    if not event.data.get("binding", True):
        sentence = _("%(who)s expects the %(promise)s on %(when)s.") % values
    elif values["before"]:
        sentence = _("%(who)s moved the %(promise)s from %(before)s to %(when)s.") % values
    else:
        sentence = _("%(who)s promised the %(promise)s for %(when)s.") % values
    return f"{sentence} {quoted(values['reason'])}" if values["reason"] else sentence


def _estimated(event: TicketEvent) -> str:
    """A day that an accepted estimate names: whoever accepted it named none."""
    on = date.fromisoformat(event.data["expected_on"])
    values = {
        "promise": METRICS[event.data["metric"]].in_row,
        "day": full_date(on, _then(event).today),
    }
    if event.data["binding"]:
        return _("The accepted estimate promises the %(promise)s for %(day)s.") % values
    return _("The accepted estimate expects the %(promise)s on %(day)s.") % values


def _date_or_moment(event: TicketEvent, text: str | None) -> str:
    then = _then(event)
    if text and ends_a_day(at := datetime.fromisoformat(text), then):
        return full_date(then.local(at).date(), then.today)
    return moment(event, text)


def moment(event: TicketEvent, text: str | None) -> str:
    """An instant of an event's data as seen when it happened; nothing where there is none."""
    return short(datetime.fromisoformat(text), _then(event)) if text else ""


def _then(event: TicketEvent) -> Viewpoint:
    return Viewpoint(event.at, ZoneInfo(timezone.get_current_timezone_name()))


def _passed_on(event: TicketEvent, who: str) -> str:
    values = {"who": who, "level": event.data["after"], "before": event.data["before"]}
    sentence = _("Passed from %(before)s to %(level)s by %(who)s.") % values
    return f"{sentence} {quoted(event.data['reason'])}"


def _handed(event: TicketEvent, who: str) -> str:
    """An enquiry goes to a partner, or comes back."""
    values = {"who": who, "partner": event.data["to"], "before": event.data.get("before", "")}
    if values["partner"]:
        sentence = _("%(who)s handed it to %(partner)s.") % values
    else:
        sentence = _("%(who)s took it back from %(before)s.") % values
    reason = event.data.get("reason")
    return f"{sentence} {quoted(reason)}" if reason else sentence


def _assigned(event: TicketEvent, who: str) -> str:
    names = event.data.get("names") or _("nobody")
    return _("Given to %(names)s by %(who)s.") % {"names": names, "who": who}


def _tagged(event: TicketEvent, who: str) -> str:
    added = ", ".join(event.data.get("added", []))
    removed = ", ".join(event.data.get("removed", []))
    if added and removed:
        return _("Tagged %(added)s, no longer %(removed)s, by %(who)s.") % {
            "added": added,
            "removed": removed,
            "who": who,
        }
    if added:
        return _("Tagged %(added)s by %(who)s.") % {"added": added, "who": who}
    return _("No longer tagged %(removed)s, by %(who)s.") % {"removed": removed, "who": who}


def _language(event: TicketEvent, who: str) -> str:
    languages = {"en": _("English"), "it": _("Italian")}
    values = {"who": who, "language": languages[event.data["after"]]}
    return _("Written in %(language)s from now on, said %(who)s.") % values


def _merged(event: TicketEvent, who: str) -> str:
    if "into" in event.data:
        return _("Merged into %(number)s by %(who)s.") % {
            "number": event.data["into"],
            "who": who,
        }
    return _("%(number)s was merged into this request by %(who)s.") % {
        "number": event.data["merged"],
        "who": who,
    }


def _unmerged(event: TicketEvent, who: str) -> str:
    number = event.data.get("out_of") or event.data.get("parted")
    return _("Parted from %(number)s again by %(who)s.") % {"number": number, "who": who}


def _participants(event: TicketEvent, who: str) -> str:
    if "added" in event.data:
        return _("%(person)s takes part now, added by %(who)s.") % {
            "person": event.data["added"],
            "who": who,
        }
    return _("%(person)s no longer takes part, removed by %(who)s.") % {
        "person": event.data["removed"],
        "who": who,
    }


def _remote(event: TicketEvent, who: str) -> str:
    """A remote session, step by step."""
    values = {"who": who, "tool": event.data["tool"], "told": event.data["told"]}
    match event.data["what"]:
        case "offered":
            return _("%(who)s offered a remote session with %(tool)s.") % values
        case "consented" if values["told"]:
            noted = _(
                "The customer consented to the session with %(tool)s, as %(who)s noted: %(told)s."
            )
            return noted % values
        case "consented":
            return _("%(who)s consented to the remote session with %(tool)s.") % values
        case "began":
            return _("%(who)s began the remote session with %(tool)s.") % values
        case "ended":
            return _("%(who)s ended the remote session with %(tool)s.") % values
    return _("The remote session with %(tool)s was called off by %(who)s.") % values


def _estimate(event: TicketEvent, who: str) -> str:
    """What happened to an estimate; what was only drafted is nobody's news."""
    data = event.data
    values = {
        "who": who,
        "number": data.get("revision", ""),
        "for": data.get("for", ""),
        "names": data.get("names", ""),
    }
    told = ESTIMATE.get(data.get("what", ""))
    sentence = told(values) if told else ""
    if event.by_user_id is not None and data.get("what") == "accepted":
        sentence = _("%(who)s accepted estimate %(number)s for %(for)s.") % values
    said = data.get("reason") or data.get("order")
    return f"{sentence} {quoted(said)}" if sentence and said else sentence


ESTIMATE: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "sent": lambda values: _("%(who)s sent estimate %(number)s.") % values,
    "accepted": lambda values: _("%(who)s accepted estimate %(number)s.") % values,
    "declined": lambda values: _("%(who)s declined estimate %(number)s.") % values,
    "withdrawn": lambda values: _("%(who)s withdrew estimate %(number)s.") % values,
    "expired": lambda values: _("Estimate %(number)s has run out.") % values,
    "renewal": lambda values: _("%(who)s asks to renew estimate %(number)s.") % values,
    "forwarded": lambda values: (
        _("%(who)s asked %(names)s to decide on estimate %(number)s.") % values
    ),
}


ACCESS: Mapping[str, Callable[[], str]] = {
    "given": lambda: _("%(who)s said how to reach the system."),
    "withdrawn": lambda: _("%(who)s took back how to reach the system."),
}

OUTCOMES: Mapping[str, Callable[[], str]] = {
    "answered": lambda: pgettext("call", "answered"),
    "no_answer": lambda: pgettext("call", "no answer"),
    "voicemail": lambda: pgettext("call", "voicemail"),
    "busy": lambda: pgettext("call", "busy"),
    "wrong_number": lambda: pgettext("call", "wrong number"),
}


def _called(event: TicketEvent, who: str) -> str:
    values = {
        "who": who,
        "number": event.data["number"],
        "most": event.data["most"],
        "outcome": OUTCOMES.get(event.data["outcome"], lambda: "")(),
    }
    return _("Call %(number)s of %(most)s by %(who)s: %(outcome)s.") % values


SENTENCES: Mapping[TicketEvent.Kind, Sentence] = {
    Kind.SUBMITTED: _submitted,
    Kind.ENTITLED: _entitled,
    Kind.CLASSIFIED: _classified,
    Kind.SEVERITY_CHANGED: _classified,
    Kind.TAKEN: lambda _event, who: _("%(who)s took charge.") % {"who": who},
    Kind.PAUSED: _paused,
    Kind.RESUMED: lambda _event, _who: _("Going on."),
    Kind.RESOLVED: lambda _event, who: _("Resolved by %(who)s.") % {"who": who},
    Kind.CLOSED: _closed,
    Kind.REOPENED: _reopened,
    Kind.REJECTED: _rejected,
    Kind.DECLINED: _declined,
    Kind.ASSIGNED: _assigned,
    Kind.TAGGED: _tagged,
    Kind.LANGUAGE: _language,
    Kind.MERGED: _merged,
    Kind.MOVED: _moved,
    Kind.UNMERGED: _unmerged,
    Kind.PARTICIPANTS: _participants,
    Kind.PASSED_ON: _passed_on,
    Kind.PROMISED: _promised,
    Kind.RELEASED: lambda event, who: (
        _("%(who)s released the patch: %(name)s.") % {"who": who, "name": event.data["name"]}
    ),
    Kind.CALL_ASKED: lambda _event, who: _("%(who)s asks for a call.") % {"who": who},
    Kind.CALL_WITHDRAWN: lambda _event, who: _("%(who)s needs no call any more.") % {"who": who},
    Kind.CALLED: _called,
    Kind.REMINDED: lambda event, _who: (
        _("A reminder was due; the customer wants none.")
        if event.data.get("declined")
        else _("The customer was reminded.")
    ),
    Kind.BOUNCED: lambda _event, _who: _("A mail to the customer came back undelivered."),
    Kind.AUTOMATIC: lambda _event, _who: _("An automatic mail arrived; nothing was sent."),
    Kind.REMOTE: _remote,
    Kind.ACCESS: lambda event, who: ACCESS[event.data["what"]]() % {"who": who},
    Kind.ESTIMATE: _estimate,
    Kind.HANDED: _handed,
    Kind.PAST_PARTNER: lambda _event, who: (
        _("%(who)s did not reach the partner, and asks us.") % {"who": who}
    ),
    Kind.ESCALATED: lambda event, _who: level_sentence(event),
}
