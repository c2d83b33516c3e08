"""Handing out the copy of a person's data."""

from datetime import datetime

from django.http import FileResponse, Http404

from puntuale.apps.accounts.models import User
from puntuale.apps.privacy.copying import fetch_copy
from puntuale.apps.privacy.models import DataCopy


def copy_answer(found: DataCopy, *, by: User, at: datetime, address: str | None) -> FileResponse:
    """The file to be saved, kept by nobody on the way; not found once its time is over."""
    file = fetch_copy(found, by=by, at=at, address=address)
    if file is None:
        raise Http404
    answer = FileResponse(file, as_attachment=True, filename=f"data-{found.contact_id}.zip")
    answer["Cache-Control"] = "private, no-store"
    return answer
