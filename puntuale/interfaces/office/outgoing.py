"""How a mail of ours stands on its way, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.post.queries import next_tries
from puntuale.ui.words.moments import short
from puntuale.ui.words.viewpoint import Viewpoint

State = OutgoingMail.State


@dataclass(frozen=True, slots=True)
class Row:
    """A mail, when it was written, how it stands, and what can be done about it."""

    mail: OutgoingMail
    written: str
    sentence: str
    may_retry: bool = False
    may_give_up: bool = False


def rows(mails: Iterable[OutgoingMail], view: Viewpoint) -> list[Row]:
    """One row for each of `mails`, in their order."""
    listed = list(mails)
    following = next_tries(mail for mail in listed if mail.state == State.WAITING)
    return [
        Row(
            mail,
            short(mail.created_at, view),
            _sentence(mail, following.get(mail.pk), view),
            may_retry=mail.state in (State.WAITING, State.REFUSED),
            may_give_up=mail.state == State.WAITING,
        )
        for mail in listed
    ]


def _sentence(mail: OutgoingMail, following: datetime | None, view: Viewpoint) -> str:
    if mail.state == State.REFUSED:
        return _("Refused.")
    if mail.state != State.WAITING:
        return ""
    if not mail.attempts:
        return _("Waits for its turn.")
    tried = ngettext("Tried %(number)d time.", "Tried %(number)d times.", mail.attempts)
    sentence = tried % {"number": mail.attempts}
    if following is None or following <= view.now:
        return sentence
    return f"{sentence} " + _("Next try: %(when)s.") % {"when": short(following, view)}
