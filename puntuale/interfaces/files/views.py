"""One guarded way out for every file; what is a customer's is opened by right, and written down."""

from http import HTTPStatus

from csp.constants import NONE
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.access.actions import open_file, state_reason
from puntuale.apps.access.errors import NeedsReason
from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.files import DamagedFile, WipedFile
from puntuale.apps.tickets.models import Attachment
from puntuale.apps.tickets.queries import files_visible_to
from puntuale.interfaces.files.kinds import picture_type, told_type
from puntuale.ui.access import StaffRequest, address_of, needs
from puntuale.ui.reason_form import ReasonForm

# A file runs nothing and loads nothing, even where a browser opens it against our word.
SANDBOX = {"default-src": [NONE], "frame-ancestors": [NONE], "form-action": [NONE], "sandbox": True}


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """A picture where it can be seen safely, anything else to be saved; whole, or not at all."""
    user = request.user
    assert isinstance(user, User)
    attachment = _visible(user, key)
    try:
        content = open_file(attachment, by=user, at=timezone.now(), address=address_of(request))
    except DamagedFile as trouble:
        context = {"is_removed": isinstance(trouble, WipedFile)}
        return render(request, "files/damaged.html", context, status=HTTPStatus.GONE)
    except NeedsReason:
        return _asked_why(request, attachment, ReasonForm())
    answer: HttpResponse = _sent(content, attachment.name, attachment.content_type)
    if user.is_staff:
        # Whoever loses the right has nothing left in the browser.
        answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@needs(Ability.GIVE_SUPPORT)
def say_why(request: StaffRequest, key: str) -> HttpResponse:
    """Why somebody who does not work on the request needs its file; then the file."""
    attachment, form = _visible(request.user, key), ReasonForm(request.POST)
    ticket = attachment.ticket
    if ticket is None:
        # One's own, of a message not yet written: there is nothing to say.
        raise Http404
    if not form.is_valid():
        return _asked_why(request, attachment, form)
    state_reason(ticket, form.cleaned_data["reason"], by=request.user, at=timezone.now())
    return redirect("files:file", key=key)


def _visible(user: User, key: str) -> Attachment:
    rows = files_visible_to(user).select_related("message", "ticket__merged_into")
    return get_object_or_404(rows, key=key)


def _asked_why(request: HttpRequest, attachment: Attachment, form: ReasonForm) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.FORBIDDEN
    context = {"file": attachment, "form": form}
    return render(request, "files/reason.html", context, status=status)


@csp(SANDBOX)  # type: ignore[untyped-decorator]
def _sent(content: bytes, name: str, claimed: str) -> HttpResponse:
    picture = picture_type(content)
    answer = HttpResponse(content, content_type=picture or told_type(claimed))
    answer["Content-Disposition"] = content_disposition_header(not picture, name) or "attachment"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
