"""The mails about an estimate: to whoever decides, with a link of their own; to whoever asked; copies."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.links import make_link
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.queries import deciders_of, may_decide, revision_accepted
from puntuale.apps.post import addressing
from puntuale.apps.post.actions.outgoing import Letter, queue_mail
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import TicketReference
from puntuale.interfaces.mail.writing.compose import named, vendor_name
from puntuale.interfaces.mail.writing.plain import AUTOMATIC, first_name, page, vendor
from puntuale.interfaces.mail.writing.recipients import is_somebody
from puntuale.interfaces.mail.writing.rendering import Rendered, render
from puntuale.interfaces.mail.writing.senders import sender_for
from puntuale.interfaces.mail.writing.threading import thread_headers
from puntuale.ui.estimates import offer_shown
from puntuale.ui.paper.estimates import card_name, card_of
from puntuale.ui.words.decisions import outcome_of
from puntuale.ui.words.lists import listed
from puntuale.ui.words.viewpoint import Viewpoint

# Its text holds a secret: it is kept no longer than it takes to send it.
WITH_LINK = "estimate_sent"
WITH_CARD = frozenset({"estimate_sent", "estimate_told", "estimate_accepted"})


def sent(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """To somebody who may decide: the offer, and a link that is theirs alone."""
    _write("estimate_sent", payload, at=at, job_id=job_id)


def told(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """To whoever asked and may not decide: the offer, and who does."""
    _write("estimate_told", payload, at=at, job_id=job_id)


def accepted(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """A copy of what was accepted."""
    _write("estimate_accepted", payload, at=at, job_id=job_id)


def declined(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """A copy of what was declined, where the request goes on."""
    _write("estimate_declined", payload, at=at, job_id=job_id)


def withdrawn(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """The offer no longer stands."""
    _write("estimate_withdrawn", payload, at=at, job_id=job_id)


def expired(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Its last day is over."""
    _write("estimate_expired", payload, at=at, job_id=job_id)


@transaction.atomic
def _write(name: str, payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    effect = f"job:{job_id}"
    if OutgoingMail.objects.filter(effect=effect).exists():
        return
    related = ("ticket__contact", "ticket__organisation", "version", "decided_by_contact")
    estimate = Estimate.objects.select_related(*related).get(pk=payload["estimate_id"])
    contact = Contact.objects.select_related("organisation").get(pk=payload["contact_id"])
    if not _is_wanted(name, estimate, contact):
        return
    language = estimate.language
    with translation.override(language):
        context = _context(name, estimate, contact, payload, at=at)
        files = _card(estimate, at=at) if name in WITH_CARD else ()
    rendered = render(name, context, language)
    queue_mail(_letter(name, estimate, contact, rendered, files, effect, at=at), at=at)


def _is_wanted(name: str, estimate: Estimate, contact: Contact) -> bool:
    """Whether it is still worth telling, and this is somebody to tell."""
    if not is_somebody(contact):
        return False
    if name == WITH_LINK:
        return estimate.waits and may_decide(contact, estimate.ticket)
    return name != "estimate_told" or estimate.waits


def _context(
    name: str, estimate: Estimate, contact: Contact, payload: Mapping[str, Any], *, at: datetime
) -> dict[str, Any]:
    ticket = estimate.ticket
    assert estimate.version is not None
    zone = ZoneInfo(str(document_of(estimate.version).header.timezone))
    outcome = outcome_of(estimate, Viewpoint(at, zone, names_days=True))
    before = revision_accepted(ticket) if estimate.waits else None
    return {
        "number": ticket.number,
        "subject_of_request": ticket.subject,
        "first_name": first_name(contact.name),
        "offer": offer_shown(estimate, at=at, before=before),
        "asked_by": _asked_by(payload),
        "who_decides": _who_decides(estimate),
        "outcome": outcome.sentence if outcome else "",
        "reason": estimate.reason,
        "next": _next(estimate),
        "order": estimate.order_reference,
        "link": _link(name, estimate, contact, at=at),
        "vendor": vendor(),
    }


def _link(name: str, estimate: Estimate, contact: Contact, *, at: datetime) -> str:
    if name == WITH_LINK:
        token = make_link(estimate, contact, at=at)
        return page(f"estimates/{token}/")
    return page(f"requests/{estimate.ticket.number}/")


def _asked_by(payload: Mapping[str, Any]) -> str:
    asked_by = payload.get("asked_by")
    return str(Contact.objects.get(pk=asked_by)) if asked_by else ""


def _who_decides(estimate: Estimate) -> str:
    names = [str(each) for each in deciders_of(estimate.ticket)]
    if not names:
        return _(
            "Nobody of your organisation may accept estimates yet. Answer this mail and tell us who."
        )
    people = {"people": listed(names)}
    return _("We have sent it to %(people)s, who may decide for your organisation.") % people


def _next(estimate: Estimate) -> str:
    """What follows from how it ended."""
    match estimate.state:
        case Estimate.State.ACCEPTED:
            return _("We begin, and charge no more than this.") if _is_cap(estimate) else ""
        case Estimate.State.DECLINED:
            return _("The request stays open: tell us what would suit you.")
        case _:
            return ""


def _is_cap(estimate: Estimate) -> bool:
    assert estimate.version is not None
    return document_of(estimate.version).estimates.effect == "cap"


def _card(estimate: Estimate, *, at: datetime) -> tuple[tuple[str, str, str], ...]:
    """The intervention card, stored for as long as the mail can wait; it can be made again."""
    pdf = card_of(estimate, at=at)
    file = keep_file(pdf, card_name(estimate), "application/pdf", at=at)
    return ((file.stored_as, file.name, file.content_type),)


def _letter(
    name: str,
    estimate: Estimate,
    contact: Contact,
    rendered: Rendered,
    files: tuple[tuple[str, str, str], ...],
    effect: str,
    *,
    at: datetime,
) -> Letter:
    ticket = estimate.ticket
    mailbox = sender_for(ticket)
    from_name, address = addressing.sender(mailbox, vendor_name())
    secret = addressing.new_secret()
    digest = addressing.fingerprint(secret)
    TicketReference.objects.create(ticket=ticket, token_sha256=digest, made_at=at)
    reply_to = addressing.with_secret(address, secret)
    return Letter(
        kind=name,
        message_id=addressing.message_id(secret, address),
        sender=addressing.as_header(from_name, address),
        reply_to=reply_to,
        envelope_from=reply_to,
        to=(named(contact),),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        language=estimate.language,
        headers=thread_headers(ticket) | AUTOMATIC,
        files=files,
        is_automatic=True,
        lane=f"ticket:{ticket.pk}",
        ticket_id=ticket.pk,
        mailbox=mailbox,
        effect=effect,
    )
