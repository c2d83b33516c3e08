"""Writing agreements: drafts and activation."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.errors import (
    CodeDiffers,
    DocumentHasProblems,
    NoExample,
    NotADraft,
    TooEarly,
)
from puntuale.apps.agreements.examining import examine
from puntuale.apps.agreements.holidays import holidays_of
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.starters import NEEDS, starter
from puntuale.apps.agreements.terms import holiday_key
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.exemplify import with_example
from puntuale.core.agreements.document.nodes import plain
from puntuale.core.try_question.answer import answer_to
from puntuale.core.try_question.examples import stated_part

State = AgreementVersion.State


@transaction.atomic
def keep_draft(
    agreement: Agreement, document: str, *, by: User | None, at: datetime
) -> AgreementVersion:
    """Keep `document` as the agreement's draft, whatever is wrong with it."""
    draft = agreement.versions.filter(state=State.DRAFT).first()
    if draft is None:
        last = agreement.versions.aggregate(last=Max("number"))["last"] or 0
        draft = AgreementVersion(agreement=agreement, number=last + 1)
    draft.document = document
    draft.save()
    record_change("agreement.draft_kept", draft, by=by, at=at)
    return draft


@transaction.atomic
def activate(
    version: AgreementVersion, *, valid_from: datetime, by: User | None, at: datetime
) -> None:
    """Freeze a draft: from `valid_from` on, new requests run on it; running ones stay.

    Raises:
        NotADraft: it is frozen already.
        DocumentHasProblems: with every problem, its line and row.
        CodeDiffers: the document belongs to another agreement.
        TooEarly: an older version would begin after it.
    """
    agreement = Agreement.objects.select_for_update().get(pk=version.agreement_id)
    version = agreement.versions.select_for_update().defer(None).get(pk=version.pk)
    if version.state != State.DRAFT:
        raise NotADraft
    examined = examine(version.document, agreement)
    document = examined.document
    if document is None or not examined.is_sound:
        raise DocumentHasProblems(examined.problems)
    if document.header.code != agreement.code:
        raise CodeDiffers
    earlier = agreement.versions.exclude(state=State.DRAFT)
    if earlier.filter(valid_from__gte=valid_from).exists():
        raise TooEarly
    earlier.filter(state=State.ACTIVE).update(state=State.SUPERSEDED)
    _freeze(version, document)
    version.state, version.valid_from, version.activated_by = State.ACTIVE, valid_from, by
    version.save()
    record_change(
        "agreement.activated",
        version,
        by=by,
        at=at,
        after={"sha256": version.sha256, "valid_from": valid_from.isoformat()},
    )


@transaction.atomic
def keep_example(
    agreement: Agreement, question: Mapping[str, object], *, by: User | None, at: datetime
) -> AgreementVersion:
    """Write a question into the draft with the answer that the draft gives now.

    Without a draft the newest version becomes one. `question` is one of `puntuale agreement try`,
    without `agreement` and `ask`.

    Raises:
        NoExample: the question has no answer, or the text has no place for it.
    """
    newest = agreement.versions.defer(None).order_by("-number").first()
    text = newest.document if newest else ""
    ask = "charge" if "work" in question else "due"
    asked = {"agreement": agreement.code, "ask": ask, **question}
    answer = answer_to(asked, examine(text, agreement).book)
    if "error" in answer:
        raise NoExample
    written = with_example(text, question, stated_part(answer))
    if written is None:
        raise NoExample
    return keep_draft(agreement, written, by=by, at=at)


@transaction.atomic
def begin_with(code: str, *, by: User | None, at: datetime) -> Agreement:
    """Put one of the seven documents in force as it is, and first the one it extends."""
    if code in NEEDS:
        begin_with(NEEDS[code], by=by, at=at)
    agreement, is_new = Agreement.objects.get_or_create(code=code)
    if is_new:
        draft = keep_draft(agreement, starter(code), by=by, at=at)
        activate(draft, valid_from=at, by=by, at=at)
    return agreement


@transaction.atomic
def make_standard(agreement: Agreement, *, by: User | None, at: datetime) -> None:
    """Let `agreement`, and no other, serve everybody whom no coverage names."""
    before = Agreement.objects.filter(is_standard=True).first()
    Agreement.objects.filter(is_standard=True).update(is_standard=False)
    Agreement.objects.filter(pk=agreement.pk).update(is_standard=True)
    agreement.is_standard = True
    record_change(
        "agreement.made_standard",
        agreement,
        by=by,
        at=at,
        before={"standard": before.code if before else None},
        after={"standard": agreement.code},
    )


def resolved(document: Document) -> str:
    """The text of a document that stands for itself: changing what it extends changes nothing."""
    entries = plain(document.entries)
    assert isinstance(entries, dict)
    entries["agreement"].pop("extends", None)
    return json.dumps(entries, ensure_ascii=False, indent=2)


@transaction.atomic
def publish(agreement: Agreement, *, is_public: bool, by: User | None, at: datetime) -> None:
    """Let anybody read what `agreement` promises and costs, or nobody any more."""
    Agreement.objects.filter(pk=agreement.pk).update(is_published=is_public)
    what = "agreement.published" if is_public else "agreement.withdrawn_from_public"
    record_change(what, agreement, by=by, at=at)


def _freeze(version: AgreementVersion, document: Document) -> None:
    version.resolved = resolved(document)
    version.holidays = {
        holiday_key(*place): sorted(day.isoformat() for day in holidays_of(*place))
        for place in sorted(_holiday_places(document), key=str)
    }
    sealed = json.dumps([version.resolved, version.holidays], sort_keys=True).encode()
    version.sha256 = hashlib.sha256(sealed).hexdigest()
    version.titles = dict(document.header.title)
    version.precedence = document.header.precedence


def _holiday_places(document: Document) -> set[tuple[str, str | None]]:
    of_calendars = [each for row in document.calendars.values() for each in row.holidays]
    of_windows = [each for row in document.windows for each in row.holidays]
    return {(each.country, each.subdivision) for each in (*of_calendars, *of_windows)}
