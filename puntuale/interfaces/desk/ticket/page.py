"""The page of one request: conversation, promises, agreement, and what can be done."""

import uuid
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.models import Draft, Message, Participant, SavedReply, Ticket
from puntuale.apps.tickets.promises import classes_of, terms_for
from puntuale.interfaces.desk.ticket import forms
from puntuale.interfaces.desk.ticket.classes import class_form, reject_form
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.interfaces.desk.ticket.promises import shown_promises
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.conversation.thread import thread
from puntuale.ui.words.verdicts import verdict

LANGUAGES = {"en": "English", "it": "Italian"}
WAITING = frozenset({"waiting_customer", "waiting_access", "waiting_third_party"})


@require_GET
@needs(Ability.WORK_ON_TICKETS)
def page(request: StaffRequest, number: int) -> HttpResponse:
    """The request as it stands now."""
    return show(request, ticket_for(request.user, number))


def show(
    request: StaffRequest,
    ticket: Ticket,
    *,
    reply_form: Form | None = None,
    note_form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with a form that could not be accepted where there is one."""
    drafts = {row.kind: row.text for row in Draft.objects.filter(ticket=ticket, user=request.user)}
    context = {
        "ticket": ticket,
        "home_url": reverse("desk:queue"),
        **_header(ticket),
        "promises": list(shown_promises(ticket, request.user, timezone.now())),
        "verdict": verdict(ticket.entitlement),
        "messages_of_ticket": thread(
            ticket,
            request.user,
            file_href=lambda key: reverse("files:file", args=[key]),
            frame_href=lambda pk: reverse("files:mail", args=[pk]),
        ),
        "reply": _composer(ticket, reply_form, drafts.get(Message.Kind.AGENT, "")),
        "note": _composer(ticket, note_form, drafts.get(Message.Kind.NOTE, "")),
        "reply_effect": _reply_effect(ticket),
        "snippets": _snippets(ticket.language),
        "participants": Participant.objects.filter(ticket=ticket, left_at=None).select_related(
            "contact"
        ),
        **_forms(ticket),
    }
    return render(request, "desk/ticket/page.html", context, status=status)


def _header(ticket: Ticket) -> dict[str, Any]:
    classes, language = classes_of(ticket), get_language() or "en"
    return {
        "type_title": classes.title(ticket.type, language),
        "severity_title": classes.title(ticket.severity, language),
        "language_name": _(LANGUAGES[ticket.language]),
        "is_waiting": ticket.state in WAITING,
        "can_reopen": (ticket.resolved_at is not None or not ticket.is_open)
        and ticket.merged_into_id is None,
    }


def _composer(ticket: Ticket, form: Form | None, draft: str) -> dict[str, Any]:
    return {
        "form": form or forms.WritingForm(),
        "text": form["text"].value() if form else draft,
        "cc": form["cc"].value() if form else "",
        "key": (form["key"].value() if form else None) or uuid.uuid4(),
        "seen": timezone.now().isoformat(),
        "errors": form.non_field_errors() if form else (),
        "draft_url": reverse("desk:draft", args=[ticket.number]),
    }


def _reply_effect(ticket: Ticket) -> str:
    terms = terms_for(ticket)
    if terms is not None and Ticket.State.WAITING_CUSTOMER.value in terms.pause_while:
        return _("“Send and wait for answer” stops the clock until the customer answers.")
    return _("The clock runs on while you wait: the agreement does not stop it.")


def _snippets(language: str) -> list[dict[str, str]]:
    return [
        {
            "title": row.title,
            "note": _("asks something: the clock waits") if row.waits_for_customer else "",
            "text": row.text_it if language == "it" else row.text_en,
            "language": language,
        }
        for row in SavedReply.objects.all()
        if (row.text_it if language == "it" else row.text_en)
    ]


def _forms(ticket: Ticket) -> dict[str, Form]:
    tags = ", ".join(ticket.tags.values_list("name", flat=True))
    return {
        "class_form": class_form(ticket),
        "assignment_form": forms.AssignmentForm(
            initial={"assignee": ticket.assignee_id, "team": ticket.team_id}
        ),
        "wait_form": forms.WaitForm(),
        "reject_form": reject_form(ticket),
        "reopen_form": forms.OptionalReasonForm(auto_id="reopen-%s"),
        "tags_form": forms.TagsForm(initial={"tags": tags}),
        "merge_form": forms.MergeForm(),
        "person_form": forms.PersonForm(auto_id="person-%s"),
    }
