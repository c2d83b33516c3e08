"""One guarded way out for every file."""

from http import HTTPStatus

from csp.constants import NONE
from csp.decorators import csp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.files import DamagedFile, read_file
from puntuale.apps.tickets.queries import files_visible_to
from puntuale.interfaces.files.kinds import picture_type, told_type

# A file runs nothing and loads nothing, even where a browser opens it against our word.
SANDBOX = {"default-src": [NONE], "frame-ancestors": [NONE], "form-action": [NONE], "sandbox": True}


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """A picture where it can be seen safely, anything else to be saved; whole, or not at all."""
    user = request.user
    assert isinstance(user, User)
    attachment = get_object_or_404(files_visible_to(user), key=key)
    try:
        content = read_file(attachment)
    except DamagedFile:
        return render(request, "files/damaged.html", status=HTTPStatus.GONE)
    answer: HttpResponse = _sent(content, attachment.name, attachment.content_type)
    return answer


@csp(SANDBOX)  # type: ignore[untyped-decorator]
def _sent(content: bytes, name: str, claimed: str) -> HttpResponse:
    picture = picture_type(content)
    answer = HttpResponse(content, content_type=picture or told_type(claimed))
    answer["Content-Disposition"] = content_disposition_header(not picture, name) or "attachment"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
