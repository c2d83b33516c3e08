"""The mails of a registration: prove the address; you are registered; you are not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from puntuale.apps.post import addressing
from puntuale.apps.post.actions.outgoing import ACCOUNT, queue_mail
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.registrations.actions import PROOF_LASTS, make_proof
from puntuale.apps.registrations.by_coverage import is_by_coverage
from puntuale.apps.registrations.models import Registration
from puntuale.interfaces.mail.writing.plain import first_name, page, plain_letter, vendor
from puntuale.interfaces.mail.writing.rendering import render
from puntuale.ui.words.verdicts import in_language


@transaction.atomic
def proof(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Whoever gets this mail has the address; nothing that was typed is repeated to it."""
    registration = _registration(payload)
    if registration.state != Registration.State.SENT:
        return
    token = make_proof(registration, at=at)
    context = {"link": page(f"register/{token}/"), "days": PROOF_LASTS.days}
    _write(registration, "registration", context, at=at, job_id=job_id, is_proved=False)


@transaction.atomic
def registered(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """One welcome, with what it opens and under which terms."""
    registration = _registration(payload)
    with translation.override(registration.language):
        title = in_language(registration.version.titles)
    context = {
        "organisation": registration.organisation,
        "title": title,
        "number": registration.version.number,
        "sha256": registration.terms_sha256,
        "wants_news": registration.wants_news,
        "is_by_coverage": is_by_coverage(registration),
        "link": page("new/"),
    }
    _write(registration, "registered", context, at=at, job_id=job_id)


@transaction.atomic
def not_registered(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """We could not confirm it; what others hold is nobody's business."""
    context = {"link": page("request/")}
    _write(_registration(payload), "not_registered", context, at=at, job_id=job_id)


def _registration(payload: Mapping[str, Any]) -> Registration:
    rows = Registration.objects.select_related("version__agreement", "organisation")
    return rows.get(pk=payload["registration_id"])


def _write(
    registration: Registration,
    template: str,
    context: dict[str, Any],
    *,
    at: datetime,
    job_id: int,
    is_proved: bool = True,
) -> None:
    """To an address that nobody has proved no name is written: whoever typed it would be speaking."""
    effect, address, language = f"job:{job_id}", registration.email, registration.language
    if addressing.is_ours(address) or OutgoingMail.objects.filter(effect=effect).exists():
        return
    name = registration.name if is_proved else ""
    told = context | {"vendor": vendor(), "first_name": first_name(name)}
    letter = plain_letter(
        ACCOUNT,
        (name, address),
        render(template, told, language),
        language,
        is_awaited=True,
        lane=f"registration:{registration.pk}",
        effect=effect,
    )
    queue_mail(letter, at=at)
