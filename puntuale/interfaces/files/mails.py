"""A mail as it was sent, cleaned, in a frame of its own that runs nothing and loads nothing."""

import base64

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.accounts.models import User
from puntuale.apps.post.html.clean import FRAME_POLICY, document, remote_images, safe_html
from puntuale.apps.tickets.files import DamagedFile, read_file
from puntuale.apps.tickets.models import Message
from puntuale.apps.tickets.queries import messages_visible_to, tickets_visible_to
from puntuale.interfaces.files.kinds import picture_type
from puntuale.interfaces.files.pictures import Elsewhere, servers_of

# Pictures travel inside the page: a sandboxed frame has no session to fetch them with.
MOST_BYTES_OF_PICTURES = 5 * 1024 * 1024
MOST_NAMED = 5
# What we say in the frame stands apart from what the mail says.
TOLD = "margin:0 0 0.75rem;padding:0 0 0.5rem;border-bottom:1px solid #b9c4c1;color:#4b5755"


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail behind a message, without what lies elsewhere; its text, where its HTML is not safe."""
    message = _readable(request, pk)
    clean = safe_html(message.html, image_url=Pictures(message).address_of)
    left_out = servers_of(remote_images(message.html))
    return _framed(message, clean, _told(left_out))


@require_POST
def show_with_pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """The same with the pictures from elsewhere, which we fetch: its reader has asked for them."""
    message = _readable(request, pk)
    clean = safe_html(
        message.html,
        image_url=Pictures(message).address_of,
        remote_url=Elsewhere(str(request.user.pk)).address_of,
    )
    return _framed(message, clean)


def _readable(request: HttpRequest, pk: int) -> Message:
    user = request.user
    assert isinstance(user, User)
    message = get_object_or_404(Message.objects.select_related("ticket"), pk=pk)
    get_object_or_404(tickets_visible_to(user), pk=message.ticket_id)
    return get_object_or_404(messages_visible_to(user, message.ticket), pk=pk)


def _framed(message: Message, clean: str | None, above: str = "") -> HttpResponse:
    body = f"<pre>{escape(message.text)}</pre>" if clean is None else clean
    answer = HttpResponse(document(above + body, language=message.language))
    answer["Content-Security-Policy"] = FRAME_POLICY
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _told(servers: list[str]) -> str:
    if not servers:
        return ""
    shown = ", ".join(servers[:MOST_NAMED]) + (" …" if len(servers) > MOST_NAMED else "")
    sentence = _("Images from %(servers)s are not shown.") % {"servers": shown}
    return f'<p lang="{get_language()}" style="{TOLD}">{escape(sentence)}</p>'


class Pictures:
    """The pictures that came with a mail, as long as there is room for them."""

    def __init__(self, message: Message) -> None:
        self.files = {file.content_id: file for file in message.files.exclude(content_id="")}
        self.room = MOST_BYTES_OF_PICTURES

    def address_of(self, content_id: str) -> str | None:
        """The picture with this Content-ID as a `data:` address; None where it cannot be shown."""
        file = self.files.get(content_id)
        if file is None or file.size > self.room:
            return None
        try:
            content = read_file(file)
        except DamagedFile:
            return None
        kind = picture_type(content)
        if not kind:
            return None
        self.room -= file.size
        return f"data:{kind};base64,{base64.b64encode(content).decode()}"
