"""A mail as it was sent, cleaned, in a frame of its own that runs nothing and loads nothing."""

import base64
import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.access.actions import open_pictures
from puntuale.apps.access.errors import NeedsReason
from puntuale.apps.accounts.models import User
from puntuale.apps.post.html.clean import FRAME_POLICY, document, remote_images, safe_html
from puntuale.apps.tickets.files import DamagedFile, read_file
from puntuale.apps.tickets.models import Attachment, Message
from puntuale.apps.tickets.queries import messages_visible_to, tickets_visible_to
from puntuale.interfaces.files.kinds import picture_type
from puntuale.interfaces.files.pictures import Elsewhere, servers_of
from puntuale.interfaces.files.remaking.remake import remade
from puntuale.ui.access import address_of

# Pictures travel inside the page: a sandboxed frame has no session to fetch them with.
MOST_BYTES_OF_PICTURES = 5 * 1024 * 1024
# After so long no more of them are made anew; those that were are kept, and a second look shows the rest.
MOST_SECONDS_OF_PICTURES = 20.0
MOST_NAMED = 5
# What we say in the frame stands apart from what the mail says.
TOLD = "margin:0 0 0.75rem;padding:0 0 0.5rem;border-bottom:1px solid #b9c4c1;color:#4b5755"


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail behind a message, without what lies elsewhere; its text, where its HTML is not safe."""
    message = _readable(request, pk)
    pictures = Pictures(request, message)
    clean = safe_html(message.html, image_url=pictures.address_of)
    left_out = servers_of(remote_images(message.html))
    return _framed(request, message, clean, pictures.told() + _told(left_out))


@require_POST
def show_with_pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """The same with the pictures from elsewhere, which we fetch: its reader has asked for them."""
    message = _readable(request, pk)
    pictures = Pictures(request, message)
    clean = safe_html(
        message.html,
        image_url=pictures.address_of,
        remote_url=Elsewhere(str(request.user.pk)).address_of,
    )
    return _framed(request, message, clean, pictures.told())


def _readable(request: HttpRequest, pk: int) -> Message:
    user = request.user
    assert isinstance(user, User)
    rows = Message.objects.select_related("ticket__merged_into")
    message = get_object_or_404(rows, pk=pk)
    get_object_or_404(tickets_visible_to(user), pk=message.ticket_id)
    get_object_or_404(messages_visible_to(user, message.ticket), pk=pk)
    return message


def _framed(
    request: HttpRequest, message: Message, clean: str | None, above: str = ""
) -> HttpResponse:
    body = f"<pre>{escape(message.text)}</pre>" if clean is None else clean
    answer = HttpResponse(document(above + body, language=message.language))
    answer["Content-Security-Policy"] = FRAME_POLICY
    # What is shown to the desk depends on who works on the request now.
    is_staff = isinstance(request.user, User) and request.user.is_staff
    answer["Cache-Control"] = "private, no-store" if is_staff else "private, max-age=3600"
    return answer


def _told(servers: list[str]) -> str:
    if not servers:
        return ""
    shown = ", ".join(servers[:MOST_NAMED]) + (" …" if len(servers) > MOST_NAMED else "")
    return _said(_("Images from %(servers)s are not shown.") % {"servers": shown})


def _said(sentence: str) -> str:
    return f'<p lang="{get_language()}" style="{TOLD}">{escape(sentence)}</p>'


class Pictures:
    """The pictures that came with a mail, as long as there is room and time, to whoever may open them."""

    def __init__(self, request: HttpRequest, message: Message) -> None:
        user = request.user
        assert isinstance(user, User)
        self.room = MOST_BYTES_OF_PICTURES
        self.until = time.monotonic() + MOST_SECONDS_OF_PICTURES
        self.is_withheld = False
        try:
            files = open_pictures(message, by=user, at=timezone.now(), address=address_of(request))
        except NeedsReason:
            files, self.is_withheld = [], True
        self.files: dict[str, Attachment] = {file.content_id: file for file in files}

    def told(self) -> str:
        """That something is not shown, where it is not."""
        if not self.is_withheld:
            return ""
        sentence = _(
            "The pictures in this mail are the customer’s. Take the request, or say under Access why"
            " you need them."
        )
        return _said(sentence)

    def address_of(self, content_id: str) -> str | None:
        """The picture with this Content-ID as a `data:` address; None where it cannot be shown."""
        file = self.files.get(content_id)
        if file is None or file.size > self.room or time.monotonic() >= self.until:
            return None
        try:
            content = remade(read_file(file))
        except DamagedFile:
            return None
        if not content or len(content) > self.room:
            return None
        self.room -= len(content)
        return f"data:{picture_type(content)};base64,{base64.b64encode(content).decode()}"
