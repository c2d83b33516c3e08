"""The mail of one bulletin to one person, once; patient, behind all other mail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from puntuale.apps.customers.consents import has_agreed
from puntuale.apps.customers.declining import Topic, token_of
from puntuale.apps.news.actions import note_delivery
from puntuale.apps.news.models import Bulletin, Delivery
from puntuale.apps.post.actions.outgoing import queue_mail
from puntuale.interfaces.mail.writing.compose import way_out
from puntuale.interfaces.mail.writing.plain import first_name, page, plain_letter, vendor
from puntuale.interfaces.mail.writing.recipients import is_somebody
from puntuale.interfaces.mail.writing.rendering import Rendered, render

State = Delivery.State


@transaction.atomic
def handle(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:  # noqa: ARG001 - every handler's
    """Write to one person, unless they left, took their consent back, or it was stopped."""
    whole = Delivery.objects.select_related("bulletin", "contact__organisation")
    # Locked: what is being stopped has been stopped, or has left, before anything is written.
    delivery = whole.select_for_update(of=("self",)).get(pk=payload["delivery_id"])
    if delivery.state != State.LEFT:
        return
    if not is_somebody(delivery.contact):
        note_delivery(delivery, State.NOT_REACHED, at=at)
    elif delivery.bulletin.needs_consent and not has_agreed(delivery.contact):
        note_delivery(delivery, State.NOT_AGREED, at=at)
    else:
        _write(delivery, at=at)
        note_delivery(delivery, State.MAILED, at=at)


def preview(bulletin: Bulletin, language: str) -> Rendered:
    """The mail as it would be sent, to nobody in particular."""
    link = page("mail/…/") if bulletin.needs_consent else ""
    return _written(bulletin, language, decline_link=link)


def _write(delivery: Delivery, *, at: datetime) -> None:
    bulletin, contact, language = delivery.bulletin, delivery.contact, delivery.language
    token = token_of(contact, Topic.NEWS)
    link = page(f"mail/{token}/") if bulletin.needs_consent else ""
    written = _written(bulletin, language, greeted=first_name(contact.name), decline_link=link)
    letter = plain_letter(
        "news",
        (contact.name, contact.email),
        written,
        language,
        headers=way_out(link),
        lane=f"news:{delivery.pk}",
        effect=f"news:{delivery.pk}",
        is_patient=True,
    )
    queue_mail(letter, at=at)


def _written(
    bulletin: Bulletin, language: str, *, greeted: str = "", decline_link: str
) -> Rendered:
    context = {
        "title": bulletin.title(language),
        "written": bulletin.text(language),
        "first_name": greeted,
        "needs_consent": bulletin.needs_consent,
        "link": page("news/"),
        "decline_link": decline_link,
        "vendor": vendor(),
    }
    return render("news", context, language)
