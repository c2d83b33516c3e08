"""The mail that tells one customer of a closure, or that it was withdrawn; once."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import translation

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.agreements.concerned import coverages_under, versions_closed_by
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.models import Closure as ClosureRow
from puntuale.apps.agreements.telling import WITHDRAWN, effect_key
from puntuale.apps.agreements.terms import closure_of
from puntuale.apps.customers.models import Contact
from puntuale.apps.post import addressing
from puntuale.apps.post.actions.outgoing import Letter, queue_mail
from puntuale.apps.post.models import Mailbox, OutgoingMail
from puntuale.core.agreements.terms.closure import Closure
from puntuale.interfaces.mail.reading.machines import is_machine
from puntuale.interfaces.mail.reading.values import Person
from puntuale.interfaces.mail.writing.rendering import Rendered, render
from puntuale.ui.clauses.closures import closed_days, open_in_between
from puntuale.ui.words.lists import listed

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@transaction.atomic
def handle(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:  # noqa: ARG001 - every handler's
    """Write to one person, unless they have been told, have left, or no longer need to know."""
    row = ClosureRow.objects.get(pk=payload["closure_id"])
    contact = Contact.objects.select_related("organisation").get(pk=payload["contact_id"])
    what = payload["what"]
    effect = effect_key(row.pk, what, contact.pk)
    if OutgoingMail.objects.filter(effect=effect).exists():
        return
    is_outdated = row.withdrawn_at is not None and what != WITHDRAWN
    if is_outdated or contact.left_at is not None or _is_nobody(contact.email):
        return
    versions = versions_closed_by(closure_of(row), at)
    theirs = coverages_under(versions, row).filter(organisation=contact.organisation)
    covering = set(theirs.values_list("agreement", flat=True))
    concerned = [each for each in versions if each.agreement_id in covering]
    queue_mail(_letter(row, concerned, contact, what, effect, at), at=at)


def preview(
    closure: Closure, versions: Iterable[AgreementVersion], language: str, *, at: datetime
) -> Rendered:
    """The mail as it would announce `closure`, to nobody in particular."""
    return _written(closure, versions, language, at=at)


def _letter(
    row: ClosureRow,
    versions: Iterable[AgreementVersion],
    contact: Contact,
    what: str,
    effect: str,
    at: datetime,
) -> Letter:
    vendor, mailbox = Vendor.objects.first(), Mailbox.objects.filter(is_default=True).first()
    name, address = addressing.sender(mailbox, vendor.name if vendor else "")
    organisation = contact.organisation
    language = contact.language or (organisation.language if organisation else "en")
    written = _written(
        closure_of(row),
        versions,
        language,
        first_name=contact.name.split()[0] if contact.name else "",
        is_withdrawn=what == WITHDRAWN,
        at=at,
    )
    return Letter(
        kind="closure",
        message_id=addressing.message_id(addressing.new_secret(), address),
        sender=addressing.as_header(name, address),
        to=(addressing.as_header(contact.name, contact.email),),
        subject=written.subject,
        text=written.text,
        html=written.html,
        language=language,
        headers=AUTOMATIC,
        is_automatic=True,
        lane=f"closure:{row.pk}:{contact.pk}",
        effect=effect,
    )


def _written(
    closure: Closure,
    versions: Iterable[AgreementVersion],
    language: str,
    *,
    first_name: str = "",
    is_withdrawn: bool = False,
    at: datetime,
) -> Rendered:
    vendor = Vendor.objects.first()
    today = _today(vendor, at)
    with translation.override(language):
        context = {
            "first_name": first_name,
            "is_withdrawn": is_withdrawn,
            "days": closed_days(closure, today),
            "open_days": open_in_between(closure, today),
            "agreements": listed(each.title(language) for each in versions),
            "link": f"{settings.PUBLIC_URL}/",
            "vendor": {
                "name": vendor.name if vendor else "",
                "signature": vendor.mail_signature.strip() or vendor.name if vendor else "",
            },
        }
    return render("closure", context, language)


def _today(vendor: Vendor | None, at: datetime) -> date:
    return at.astimezone(ZoneInfo(vendor.time_zone if vendor else "Europe/Rome")).date()


def _is_nobody(address: str) -> bool:
    return addressing.is_ours(address) or is_machine(Person("", address))
