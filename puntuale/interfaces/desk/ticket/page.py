"""The page of one request: conversation, promises, agreement, and what can be done."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.queries import InForce
from puntuale.apps.tickets.actions.appending import may_act_on
from puntuale.apps.tickets.models import (
    Attachment,
    Draft,
    Message,
    Participant,
    SavedReply,
    Ticket,
    TicketEvent,
)
from puntuale.apps.tickets.promises import (
    classes_of,
    must_be_accepted,
    pauses_of,
    readings_of,
    terms_for,
    waiting_stops_the_clock,
)
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.interfaces.desk.access.panel import access_panel
from puntuale.interfaces.desk.calls.panel import call_panel
from puntuale.interfaces.desk.estimates.shown import estimates_shown
from puntuale.interfaces.desk.names import Pairs, names, staff, teams, vendor, vendor_name
from puntuale.interfaces.desk.partners.forms import hand_form
from puntuale.interfaces.desk.ticket import choices, forms
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.interfaces.desk.ticket.present import present_on
from puntuale.interfaces.desk.ticket.promises import shown_promises
from puntuale.interfaces.desk.vulnerabilities.panel import authority_panel
from puntuale.interfaces.desk.work.forms import WorkForm
from puntuale.interfaces.desk.work.shown import panel, tools_of
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.conversation.thread import AUTHORS, thread
from puntuale.ui.words.verdicts import verdict

LANGUAGES = {"en": "English", "it": "Italian"}
WAITING = frozenset({"waiting_customer", "waiting_access", "waiting_third_party"})


@require_GET
@needs(Ability.GIVE_SUPPORT)
def page(request: StaffRequest, number: int) -> HttpResponse:
    """The request as it stands now."""
    return show(request, ticket_for(request.user, number))


def show(
    request: StaffRequest,
    ticket: Ticket,
    *,
    reply_form: Form | None = None,
    note_form: Form | None = None,
    kept: Sequence[Attachment] = (),
    class_form: Form | None = None,
    class_lines: Sequence[str] | None = None,
    work_form: WorkForm | None = None,
    free: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, with a form that could not be accepted, or whose effect was asked for."""
    history = list(ticket.events.select_related(*AUTHORS).order_by("sequence"))
    present = present_on(ticket, request.user, history)
    drafts = _drafts(ticket, request.user) if Draft in present else {}
    read = InForce()
    terms = terms_for(ticket, read)
    readings = readings_of(ticket, now=timezone.now(), history=history, terms=terms)
    known = names(
        person=staff(request.user),
        team=teams(request.user),
        tag=(ticket.tags.all(), "pk"),
        tool=(tools_of(ticket), "pk"),
        vendor=vendor(),
    )
    context = {
        "ticket": ticket,
        "home_url": reverse("desk:queue"),
        "vendor_name": vendor_name(known),
        **_header(ticket),
        "promises": list(shown_promises(ticket, request.user, readings)),
        "verdict": verdict(ticket.entitlement),
        "agreement_url": _agreement_url(ticket, request.user),
        "messages_of_ticket": thread(
            ticket,
            request.user,
            file_href=lambda key: reverse("files:file", args=[key]),
            frame_href=lambda pk: reverse("files:mail", args=[pk]),
            pictures_href=lambda pk: reverse("files:mail_with_pictures", args=[pk]),
            history=history if request.user.is_of_vendor else None,
            readings=readings,
            has_files=Attachment in present,
        ),
        "reply": _composer(ticket, reply_form, kept, drafts.get(Message.Kind.AGENT, "")),
        "note": _composer(ticket, note_form, kept, drafts.get(Message.Kind.NOTE, "")),
        "reply_effect": _reply_effect(ticket),
        "can_act": may_act_on(request.user, ticket),
        "snippets": _snippets(ticket.language) if request.user.is_of_vendor else (),
        "participants": _participants(ticket) if Participant in present else (),
        **_forms(ticket, request.user, readings, history, known),
        **panel(
            ticket,
            request.user,
            present,
            tools=known["tool"],
            read=read,
            work_form=work_form,
            free=free,
        ),
        **estimates_shown(ticket, request.user, present, at=timezone.now()),
        "hand_form": hand_form(ticket, request.user),
        **call_panel(ticket, request.user, present),
        **access_panel(ticket, request.user, present),
        **authority_panel(ticket, request.user),
        **({"class_form": class_form, "lines": class_lines} if class_form else {}),
    }
    return render(request, "desk/ticket/page.html", context, status=status)


def _header(ticket: Ticket) -> dict[str, Any]:
    classes, language = classes_of(ticket), get_language() or "en"
    return {
        "type_title": classes.title(ticket.type, language),
        "severity_title": classes.title(ticket.severity, language),
        "level_title": classes.title(ticket.level, language) if ticket.level else "",
        "must_be_accepted": must_be_accepted(ticket),
        "language_name": _(LANGUAGES[ticket.language]),
        "is_waiting": ticket.state in WAITING,
        "can_reopen": (ticket.resolved_at is not None or not ticket.is_open)
        and ticket.merged_into_id is None,
    }


def _agreement_url(ticket: Ticket, reader: User) -> str:
    if ticket.version is None or not reader.can(Ability.KEEP_AGREEMENTS):
        return ""
    return reverse("office:version", args=[ticket.version.agreement.code, ticket.version.number])


def _composer(
    ticket: Ticket, form: Form | None, kept: Sequence[Attachment], draft: str
) -> dict[str, Any]:
    return {
        "kept": kept if form else (),
        "form": form or forms.WritingForm(),
        "text": form["text"].value() if form else draft,
        "cc": form["cc"].value() if form else "",
        "key": (form["key"].value() if form else None) or uuid.uuid4(),
        "seen": timezone.now().isoformat(),
        "errors": form.non_field_errors() if form else (),
        "draft_url": reverse("desk:draft", args=[ticket.number]),
    }


def _reply_effect(ticket: Ticket) -> str:
    if waiting_stops_the_clock(ticket):
        return _("“Send and wait for answer” stops the clock until the customer answers.")
    return _("The clock runs on while you wait: the agreement does not stop it.")


def _drafts(ticket: Ticket, author: User) -> dict[str, str]:
    return dict(Draft.objects.filter(ticket=ticket, user=author).values_list("kind", "text"))


def _participants(ticket: Ticket) -> QuerySet[Participant]:
    return Participant.objects.filter(ticket=ticket, left_at=None).select_related("contact")


def _snippets(language: str) -> list[dict[str, str]]:
    texts = SavedReply.objects.values_list("title", "waits_for_customer", f"text_{language}")
    return [
        {
            "title": title,
            "note": _("asks something: the clock waits") if waits else "",
            "text": text,
            "language": language,
        }
        for title, waits, text in texts
        if text
    ]


def _forms(
    ticket: Ticket,
    reader: User,
    readings: Sequence[Reading],
    history: Sequence[TicketEvent],
    known: Mapping[str, Pairs],
) -> dict[str, Any]:
    tags = ", ".join(name for _key, name in known["tag"])
    return {
        "class_form": choices.class_form(ticket),
        "date_forms": choices.date_forms(ticket, readings, history),
        "level_form": choices.level_form(ticket),
        "release_form": forms.ReleaseForm(auto_id="release-%s"),
        "assignment_form": forms.AssignmentForm(
            reader=reader,
            people=known["person"],
            teams=known["team"],
            initial={"assignee": ticket.assignee_id, "team": ticket.team_id},
        ),
        "wait_form": forms.WaitForm(stops_clock=pauses_of(ticket)),
        "reject_form": choices.reject_form(ticket),
        "language_form": forms.LanguageForm(initial={"language": ticket.language}),
        "tags_form": forms.TagsForm(initial={"tags": tags}),
        "merge_form": forms.MergeForm(),
        "person_form": forms.PersonForm(auto_id="person-%s"),
    }
