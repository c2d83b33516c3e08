"""The one way in: raw bytes and envelope, committed before anybody says that they were received."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from puntuale.apps.jobs.actions import Left, enqueue_all
from puntuale.apps.post.identity import Identity, identity_of
from puntuale.apps.post.models import InboundMail, Mailbox

State = InboundMail.State
# When very many come at once, what came in is filed before what was filed is acknowledged.
OVERTAKES = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One mail at a door, not yet kept."""

    raw: bytes
    envelope_from: str
    envelope_to: tuple[str, ...]
    door: str
    at: datetime
    mailbox: Mailbox | None = None
    # Why only its headers were taken; it waits for an administrator.
    refused: str = ""


def keep_mail(
    raw: bytes, envelope_from: str, envelope_to: Sequence[str], door: str, at: datetime
) -> InboundMail:
    """Keep one mail; when this returns, outside a transaction, it is on the disk.

    The same mail kept again is the same row: it only learns of further recipients.
    """
    return keep_mails([Arrival(raw, envelope_from, tuple(envelope_to), door, at)])[0]


@transaction.atomic
def keep_mails(arrivals: Iterable[Arrival]) -> list[InboundMail]:
    """Keep several mails in one commit: all of them or none; in their order."""
    came = [(identity_of(arrival.raw), arrival) for arrival in arrivals]
    known = _known(identity for identity, _arrival in came)
    new: dict[Identity, Arrival] = {}
    for identity, arrival in came:
        if identity not in known:
            new.setdefault(identity, arrival)
    if new:
        known |= _keep(new)
    for identity, arrival in came:
        if set(arrival.envelope_to) - set(known[identity].envelope_to):
            _add_recipients(known[identity], arrival.envelope_to)
    return [known[identity] for identity, _arrival in came]


def _keep(new: Mapping[Identity, Arrival]) -> dict[Identity, InboundMail]:
    rows = [_row(arrival, identity) for identity, arrival in new.items()]
    # A rival may keep the same mail at this very moment: the unique key decides who did.
    InboundMail.objects.bulk_create(rows, ignore_conflicts=True)
    kept = _known(new)
    jobs = [
        Left(
            {"inbound_id": kept[identity].pk},
            key=f"mail.read:{kept[identity].pk}",
            run_at=arrival.at - OVERTAKES,
        )
        for identity, arrival in new.items()
        if kept[identity].state == State.RECEIVED
    ]
    enqueue_all("mail.read", jobs, at=max(arrival.at for arrival in new.values()))
    return kept


def _add_recipients(known: InboundMail, recipients: Sequence[str]) -> None:
    row = InboundMail.objects.select_for_update().only("envelope_to").get(pk=known.pk)
    known.envelope_to = list(dict.fromkeys([*row.envelope_to, *recipients]))
    InboundMail.objects.filter(pk=known.pk).update(envelope_to=known.envelope_to)


def _known(identities: Iterable[Identity]) -> dict[Identity, InboundMail]:
    asked = set(identities)
    rows = InboundMail.objects.filter(sha256__in={each.sha256 for each in asked}).defer("raw")
    known = {Identity(row.message_id, row.sha256): row for row in rows}
    return {identity: row for identity, row in known.items() if identity in asked}


def _row(arrival: Arrival, identity: Identity) -> InboundMail:
    return InboundMail(
        raw=arrival.raw,
        sha256=identity.sha256,
        message_id=identity.message_id,
        envelope_from=arrival.envelope_from[:320],
        envelope_to=list(arrival.envelope_to),
        door=arrival.door,
        mailbox=arrival.mailbox,
        received_at=arrival.at,
        state=State.QUARANTINED if arrival.refused else State.RECEIVED,
        reason=arrival.refused,
    )
