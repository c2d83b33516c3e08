"""The mail that tells one customer of a closure, or that it was withdrawn; once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from puntuale.apps.agreements.concerned import coverages_under, versions_closed_by
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.models import Closure as ClosureRow
from puntuale.apps.agreements.telling import WITHDRAWN, effect_key
from puntuale.apps.agreements.terms import closure_of
from puntuale.apps.customers.models import Contact
from puntuale.apps.customers.queries import language_of
from puntuale.apps.post.actions.outgoing import Letter, queue_mail
from puntuale.apps.post.models import OutgoingMail
from puntuale.core.agreements.terms.closure import Closure
from puntuale.interfaces.mail.writing.plain import (
    first_name,
    page,
    plain_letter,
    vendor,
    vendors_day,
)
from puntuale.interfaces.mail.writing.recipients import is_somebody
from puntuale.interfaces.mail.writing.rendering import Rendered
from puntuale.interfaces.mail.writing.worded import in_words
from puntuale.ui.clauses.closures import closed_days, open_in_between
from puntuale.ui.words.lists import listed


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
    if is_outdated or not is_somebody(contact):
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
    return written(closure, versions, language, at=at)


def _letter(
    row: ClosureRow,
    versions: Iterable[AgreementVersion],
    contact: Contact,
    what: str,
    effect: str,
    at: datetime,
) -> Letter:
    language = language_of(contact)
    rendered = written(
        closure_of(row),
        versions,
        language,
        greeted=first_name(contact.name),
        is_withdrawn=what == WITHDRAWN,
        at=at,
    )
    return plain_letter(
        "closure",
        (contact.name, contact.email),
        rendered,
        language,
        lane=f"closure:{row.pk}:{contact.pk}",
        effect=effect,
    )


def written(
    closure: Closure,
    versions: Iterable[AgreementVersion],
    language: str,
    *,
    greeted: str = "",
    is_withdrawn: bool = False,
    at: datetime,
) -> Rendered:
    """The mail in words; to nobody in particular without a name to greet."""
    context = context_of_closure(closure, versions, language, greeted=greeted, at=at)
    context["is_withdrawn"] = is_withdrawn
    kind = "closure_withdrawn" if is_withdrawn else "closure"
    return in_words(kind, context, language)


def context_of_closure(
    closure: Closure,
    versions: Iterable[AgreementVersion],
    language: str,
    *,
    greeted: str = "",
    at: datetime,
) -> dict[str, Any]:
    """Every value by its name."""
    today = vendors_day(at)
    with translation.override(language):
        return {
            "first_name": greeted,
            "days": closed_days(closure, today),
            "open_days": open_in_between(closure, today),
            "agreements": listed(each.title(language) for each in versions),
            "link": page(""),
            "vendor": vendor(),
        }
