"""Opening an agreement: its versions, the one that is shown, and the draft beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.terms import announced_closures
from puntuale.apps.agreements.written import State, Written, written
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.terms import Terms
from puntuale.ui.clauses.differences import Change, changes
from puntuale.ui.words.verdicts import in_language


@dataclass(frozen=True)
class Opened:
    """An agreement with its versions, newest first.

    `shown` is what is in force, or the draft where nothing is; `drafted` is the draft.
    """

    agreement: Agreement
    versions: tuple[AgreementVersion, ...]
    shown: Written
    drafted: AgreementVersion | None

    @property
    def is_draft(self) -> bool:
        return self.shown.version == self.drafted

    @cached_property
    def draft(self) -> Written | None:
        """The draft, examined; only what asks for it waits for that."""
        if self.drafted is None or self.is_draft:
            return self.shown if self.is_draft else None
        return written(self.drafted, self.agreement)

    @property
    def title(self) -> str:
        """What people call it; its code while it has no name."""
        document = self.shown.document
        return (in_language(document.header.title) if document else "") or self.agreement.code

    @cached_property
    def closures(self) -> tuple[Closure, ...]:
        """What the vendor has announced."""
        return announced_closures()

    def terms(self, edition: Written) -> Terms | None:
        """What an edition promises; None for a draft that is not clear yet."""
        return edition.terms(self.closures)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What the draft would change; nothing where there is none, or it cannot be read."""
        if self.is_draft or self.draft is None:
            return ()
        old, new = self.shown.document, self.draft.document
        return changes(old, new) if old is not None and new is not None else ()


def open_agreement(code: str, at: datetime, number: int | None = None) -> Opened:
    """The agreement as it stands at `at`, or its version `number`.

    Raises:
        Http404: there is no such agreement, or version, or nothing was ever written.
    """
    agreement = get_object_or_404(Agreement, code=code)
    versions = tuple(agreement.versions.select_related("activated_by"))
    draft = next((each for each in versions if each.state == State.DRAFT), None)
    wanted = _wanted(versions, at, number)
    if wanted is None and number is not None:
        raise Http404
    shown = wanted or draft
    if shown is None:
        raise Http404
    texts = _with_texts(each for each in {shown, draft} if each is not None)
    # An older version is read as it was signed: a draft is compared with what is in force.
    drafted = texts.get(draft.pk) if draft is not None and number is None else None
    return Opened(agreement, versions, written(texts[shown.pk], agreement), drafted)


def in_force(versions: tuple[AgreementVersion, ...], at: datetime) -> AgreementVersion | None:
    """The version that counts for a request of `at`."""
    begun = [each for each in versions if each.valid_from is not None and each.valid_from <= at]
    return max(begun, key=lambda each: (each.valid_from, each.number), default=None)


def state_in_words(version: AgreementVersion, opened: Opened, at: datetime) -> str:
    """What it is at `at`: one that is superseded still holds until its successor begins."""
    if version.valid_from is not None and version.valid_from > at:
        return _("begins later")
    if version == in_force(opened.versions, at):
        return str(State.ACTIVE.label)
    return version.get_state_display()


def _wanted(
    versions: tuple[AgreementVersion, ...], at: datetime, number: int | None
) -> AgreementVersion | None:
    frozen = [each for each in versions if each.state != State.DRAFT]
    if number is not None:
        return next((each for each in frozen if each.number == number), None)
    return in_force(versions, at) or next(iter(frozen), None)


def _with_texts(versions: Iterable[AgreementVersion]) -> dict[int, AgreementVersion]:
    found = AgreementVersion.objects.defer(None).select_related("activated_by")
    return found.in_bulk([each.pk for each in versions])
