"""Mail that leaves: written once, handed over in order, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.jobs.models import UNFINISHED, Job
from puntuale.apps.post.models import Mailbox, OutgoingMail

State = OutgoingMail.State
ACCOUNT = "account"
HOLD_SECRETS = frozenset({ACCOUNT, "estimate_sent"})
# A code that somebody waits for at a screen overtakes what nobody waits for.
OVERTAKES = timedelta(hours=1)
# What nobody was promised lets everything else go first, and looks again after this time.
STEPS_BACK = timedelta(seconds=30)
LONGEST_HEADER = 900


class UnsafeHeader(Exception):
    """A value with a line break, a NUL or too many letters would stand in a header."""

    def __init__(self, value: str) -> None:
        super().__init__(f"This cannot stand in a mail's header: {value[:80]!r}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A mail as it is to be sent."""

    kind: str
    message_id: str
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    cc: tuple[str, ...] = ()
    reply_to: str = ""
    envelope_from: str = ""
    language: str = "en"
    headers: dict[str, str] = field(default_factory=dict)
    files: tuple[tuple[str, str, str], ...] = ()
    is_automatic: bool = False
    is_awaited: bool = False
    is_patient: bool = False
    lane: str = ""
    ticket_id: int | None = None
    mailbox: Mailbox | None = None
    effect: str | None = None


@transaction.atomic
def queue_mail(letter: Letter, *, at: datetime) -> OutgoingMail:
    """Keep `letter` and leave the job that sends it; the same effect again gives the same mail.

    Raises:
        UnsafeHeader: nothing was kept.
    """
    _refuse_unsafe(letter)
    if letter.effect and (before := OutgoingMail.objects.filter(effect=letter.effect).first()):
        return before
    mail = OutgoingMail.objects.create(
        kind=letter.kind,
        message_id=letter.message_id,
        effect=letter.effect,
        is_automatic=letter.is_automatic,
        envelope_from=letter.envelope_from,
        sender=letter.sender,
        reply_to=letter.reply_to,
        to=list(letter.to),
        cc=list(letter.cc),
        language=letter.language,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        headers=letter.headers,
        files=[list(file) for file in letter.files],
        lane=letter.lane,
        ticket_id=letter.ticket_id,
        mailbox=letter.mailbox,
        created_at=at,
    )
    enqueue(
        "post.send",
        {"mail_id": mail.pk, "mailbox": mail.mailbox_id}
        | ({"is_patient": True} if letter.is_patient else {}),
        at=at,
        run_at=at - OVERTAKES if letter.is_awaited else at,
        lane=letter.lane,
        key=f"post.send:{mail.pk}",
    )
    return mail


@transaction.atomic
def steps_back(payload: Mapping[str, Any], *, at: datetime) -> bool:
    """Whether other mail is due now: then this patient one waits, behind all of it."""
    if not payload.get("is_patient"):
        return False
    others = Job.objects.filter(UNFINISHED, kind="post.send", lease=None, run_at__lte=at)
    if not others.filter(payload__is_patient__isnull=True).exists():
        return False
    lane = OutgoingMail.objects.get(pk=payload["mail_id"]).lane
    enqueue("post.send", payload, at=at, run_at=at + STEPS_BACK, lane=lane)
    return True


def begin_sending(mail_id: int) -> OutgoingMail | None:
    """Count one attempt, and the mail to be sent; None when it left, or was refused, before."""
    waiting = OutgoingMail.objects.filter(pk=mail_id, state=State.WAITING)
    if not waiting.update(attempts=F("attempts") + 1):
        return None
    return OutgoingMail.objects.select_related("mailbox").get(pk=mail_id)


def keep_outcomes(mail: OutgoingMail) -> None:
    """Keep what the server said, so that a further attempt spares those who have the mail."""
    OutgoingMail.objects.filter(pk=mail.pk).update(
        outcomes=mail.outcomes, last_error=mail.last_error[:2000]
    )


def finish_sending(mail: OutgoingMail, state: OutgoingMail.State, *, at: datetime) -> bool:
    """Say how it ended; False when somebody else did so meanwhile."""
    facts: dict[str, object] = {"outcomes": mail.outcomes, "last_error": mail.last_error[:2000]}
    if state == State.SENT:
        facts["sent_at"] = at
        if mail.kind in HOLD_SECRETS:
            # What opens an account or decides on an estimate is kept no longer than needed.
            facts |= {"text": "", "html": ""}
    waiting = OutgoingMail.objects.filter(pk=mail.pk, state=State.WAITING)
    return bool(waiting.update(state=state, **facts))


@transaction.atomic
def send_now(mail: OutgoingMail, *, at: datetime) -> bool:
    """Try a mail that waits, or was refused, at once; False when it has left meanwhile.

    Who has the mail already does not get it again.
    """
    if mail.state == State.REFUSED:
        refused = OutgoingMail.objects.filter(pk=mail.pk, state=State.REFUSED)
        settled = {to: said for to, said in mail.outcomes.items() if said[1][:1] == "2"}
        if not refused.update(state=State.WAITING, outcomes=settled):
            return False
        payload = {"mail_id": mail.pk, "mailbox": mail.mailbox_id}
        enqueue("post.send", payload, at=at, lane=mail.lane)
        return True
    return _hurry(mail, at=at)


@transaction.atomic
def give_up_sending(mail: OutgoingMail, *, because: str, at: datetime) -> bool:
    """Let a mail that waits rest, unsent; False when it has left meanwhile."""
    waiting = OutgoingMail.objects.filter(pk=mail.pk, state=State.WAITING)
    if not waiting.update(state=State.REFUSED, last_error=because[:2000]):
        return False
    # Its job finds nothing to do, and lets those behind it go.
    _hurry(mail, at=at)
    return True


def _hurry(mail: OutgoingMail, *, at: datetime) -> bool:
    jobs = Job.objects.filter(kind="post.send", payload__mail_id=mail.pk, done_at=None)
    return bool(jobs.update(run_at=at, gave_up_at=None, attempts=0))


def mark_bounced(mail: OutgoingMail, *, because: str, at: datetime) -> bool:
    """Note that `mail` came back; False when that was known."""
    known = OutgoingMail.objects.filter(pk=mail.pk, bounced_at=None)
    return bool(known.update(bounced_at=at, last_error=because[:2000]))


def _refuse_unsafe(letter: Letter) -> None:
    values = [
        *(letter.sender, letter.subject, letter.reply_to, letter.envelope_from),
        *letter.to,
        *letter.cc,
        *(letter.message_id, *letter.headers, *letter.headers.values()),
        *(part for file in letter.files for part in file),
    ]
    for value in values:
        if not value.isprintable() or (len(value) > LONGEST_HEADER and " " not in value):
            raise UnsafeHeader(value)
