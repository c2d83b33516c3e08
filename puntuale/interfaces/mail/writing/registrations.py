"""The mails of a registration: prove the address; you are registered; you are not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from puntuale.apps.registrations.actions import PROOF_LASTS, make_proof
from puntuale.apps.registrations.models import Registration
from puntuale.interfaces.mail.writing.letters import write_to
from puntuale.ui.words.verdicts import in_language


@transaction.atomic
def proof(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Whoever gets this mail has the address; nothing that was typed is repeated to it."""
    registration = _registration(payload)
    if registration.state != Registration.State.SENT:
        return
    token = make_proof(registration, at=at)
    context = {"link": f"{settings.PUBLIC_URL}/register/{token}/", "days": PROOF_LASTS.days}
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
        "link": f"{settings.PUBLIC_URL}/new/",
    }
    _write(registration, "registered", context, at=at, job_id=job_id)


@transaction.atomic
def not_registered(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """We could not confirm it; what others hold is nobody's business."""
    context = {"link": f"{settings.PUBLIC_URL}/request/"}
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
    write_to(
        registration.email,
        template,
        context,
        language=registration.language,
        name=registration.name if is_proved else "",
        lane=f"registration:{registration.pk}",
        effect=f"job:{job_id}",
        at=at,
    )
