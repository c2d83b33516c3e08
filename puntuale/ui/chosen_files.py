"""Files of a form: kept at once, so that a form with errors does not lose them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.errors import FileTooLarge
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Attachment

MOST_FILES = 20
IN_SESSION = "files_before_sending"


class Files(forms.FileField):
    """Any number of files."""

    class FilesInput(forms.FileInput):
        allow_multiple_selected = True

    widget = FilesInput

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("Files"), required=False)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(Files, self).clean(each, initial) for each in chosen if each]


def files_of(request: HttpRequest, form: forms.Form, *, at: datetime) -> list[Attachment]:
    """Files sent with `form` now, after those an earlier try of it left; too many or too large
    ones become errors of the form.
    """
    kept = _kept_before(request)
    for file in request.FILES.getlist("attached"):
        if len(kept) == MOST_FILES:
            _refuse(form, _("At most %(count)s files at a time.") % {"count": MOST_FILES})
            break
        try:
            kept.append(_keep(request, file, at=at))
        except FileTooLarge as refusal:
            _refuse(form, f"{file.name}: {refusal}")
    return kept


def _keep(request: HttpRequest, file: UploadedFile[bytes], *, at: datetime) -> Attachment:
    by = request.user if isinstance(request.user, User) else None
    kept = keep_file(file, file.name or "", file.content_type or "", at=at, by=by)
    if by is None:
        request.session[IN_SESSION] = [*request.session.get(IN_SESSION, []), str(kept.key)]
    return kept


def _kept_before(request: HttpRequest) -> list[Attachment]:
    """Those the form names that this person, or this browser, has left and not sent yet."""
    keys = [key for key in map(_uuid, request.POST.getlist("kept")) if key][:MOST_FILES]
    waiting = Attachment.objects.filter(key__in=keys, message=None, ticket=None)
    if isinstance(request.user, User):
        return list(waiting.filter(uploaded_by=request.user))
    own: Sequence[str] = request.session.get(IN_SESSION, [])
    return [file for file in waiting.filter(uploaded_by=None) if str(file.key) in own]


def _refuse(form: forms.Form, sentence: str) -> None:
    # Before the form is validated its errors do not exist: `errors` makes them.
    assert form.errors is not None
    form.add_error("attached", sentence)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
