"""How the mailboxes stand, in words; and what a trial of one met."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.post.models import Mailbox
from puntuale.apps.post.standing import (
    Standing,
    mailboxes_with_their_mail,
    next_try,
    standing_of,
)
from puntuale.apps.post.trials import Trial, Way
from puntuale.apps.post.troubles import Words, trouble_in_words
from puntuale.ui.words.moments import short
from puntuale.ui.words.viewpoint import Viewpoint

NONE: Mapping[int, Sequence[Trial]] = {}
LOOKS = {
    Standing.FETCHED: "kept",
    Standing.NEVER: "",
    Standing.STOPPED: "late",
    Standing.SILENT: "late",
    Standing.HANDED_OVER: "",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing about a mailbox: how it looks, what it is, and what is to be done or known."""

    look: str
    sentence: Words
    more: Sequence[Words] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A mailbox, how it stands, and how its trial went where it was tried just now."""

    mailbox: Mailbox
    standing: Told
    sends_by: str
    tried: Sequence[Told] = ()


def rows(view: Viewpoint, tried: Mapping[int, Sequence[Trial]] = NONE) -> list[Row]:
    """Every mailbox, those that have stopped first."""
    found = [
        Row(
            mailbox,
            _standing(mailbox, view),
            _host(mailbox.smtp_url),
            [_told(trial) for trial in tried.get(mailbox.pk, ())],
        )
        for mailbox in mailboxes_with_their_mail()
    ]
    return sorted(found, key=lambda row: row.standing.look != "late")


def _standing(mailbox: Mailbox, view: Viewpoint) -> Told:
    standing = standing_of(mailbox, at=view.now)
    trouble = trouble_in_words(mailbox.last_error) if standing is Standing.STOPPED else None
    if trouble is not None:
        more = [trouble.remedy, *_instants(mailbox, standing, view)]
        return Told("late", trouble.sentence, more, trouble.said)
    sentences = {
        Standing.FETCHED: _("Mail is fetched."),
        Standing.NEVER: _("It has not been fetched yet: a worker does so within half a minute."),
        Standing.STOPPED: _("It cannot be fetched."),
        Standing.SILENT: _("Nobody fetches it: see whether a worker is running."),
        Standing.HANDED_OVER: _("Its mail is handed over by your mail server, or it only sends."),
    }
    return Told(LOOKS[standing], sentences[standing], list(_instants(mailbox, standing, view)))


def _instants(mailbox: Mailbox, standing: Standing, view: Viewpoint) -> Iterator[str]:
    following = next_try(mailbox, at=view.now)
    last_mail_at: datetime | None = getattr(mailbox, "last_mail_at", None)
    for label, at in (
        (_("Stopped since: %(when)s."), mailbox.stopped_since),
        (_("Last fetched: %(when)s."), mailbox.fetched_at),
        (_("Last mail: %(when)s."), last_mail_at),
        (_("Next try: %(when)s."), following if standing is Standing.STOPPED else None),
    ):
        if at is not None:
            yield label % {"when": short(at, view)}


def _told(trial: Trial) -> Told:
    way = pgettext("trial", "In") if trial.way is Way.IN else pgettext("trial", "Out")
    if trial.trouble is not None:
        sentence = f"{way}: {trial.trouble.sentence}"
        return Told("late", sentence, [trial.trouble.remedy], trial.trouble.said)
    if trial.way is Way.IN:
        sentence = _("%(place)s lets us in. Mails in the folder: %(number)d.")
        values: dict[str, object] = {"place": trial.place, "number": trial.mails}
        return Told("kept", f"{way}: {sentence % values}")
    if not trial.place:
        words = _("No mail server is set: mails are kept and not sent.")
        return Told("near", f"{way}: {words}", [_("Set PUNTUALE_SMTP, or an SMTP server here.")])
    words = _("%(place)s lets us in, and would take mail.") % {"place": trial.place}
    return Told("kept", f"{way}: {words}")


def _host(url: str) -> str:
    return url.rpartition("@")[2].partition("?")[0].removeprefix("smtp://").removeprefix("smtps://")
