"""Writing a bulletin, sending it to everybody whom it is for, and stopping what has not left yet."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.queries import language_of
from puntuale.apps.jobs.actions import Left, enqueue, enqueue_all
from puntuale.apps.news.audience import people_for, readers_of
from puntuale.apps.news.errors import AlreadySent, NobodyReached, NotGoingOut
from puntuale.apps.news.models import Bulletin, Delivery
from puntuale.apps.post.actions.budget import Allowance, spend

State = Delivery.State
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MINUTES = HOUR // MINUTE


@transaction.atomic
def write_bulletin(
    bulletin: Bulletin | None, facts: Mapping[str, Any], *, by: User, at: datetime
) -> Bulletin:
    """Keep a draft, a new one or `bulletin` in its new words.

    Raises:
        AlreadySent: it is no draft any more.
    """
    values = dict(facts)
    many = {name: values.pop(name, ()) for name in ("products", "agreements")}
    row = _draft(bulletin) if bulletin is not None else Bulletin(made_at=at, made_by=by)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    row.products.set(many["products"])
    row.agreements.set(many["agreements"])
    return row


@transaction.atomic
def drop_bulletin(bulletin: Bulletin) -> None:
    """Throw a draft away.

    Raises:
        AlreadySent: it is no draft any more.
    """
    _draft(bulletin).delete()


@transaction.atomic
def send_bulletin(bulletin: Bulletin, *, by: User, at: datetime) -> None:
    """Note whom it is for, each once, and let it go out little by little.

    Raises:
        AlreadySent:   somebody was faster.
        NobodyReached: it is for nobody.
    """
    bulletin = _draft(bulletin)
    people = list(people_for(bulletin, at=at))
    if not people:
        raise NobodyReached
    agreed = set(readers_of(bulletin, at=at).values_list("pk", flat=True))
    rows = [
        Delivery(
            bulletin=bulletin,
            contact=each,
            language=language_of(each),
            state=State.WAITING if each.pk in agreed else State.NOT_AGREED,
            at=at,
        )
        for each in people
    ]
    Delivery.objects.bulk_create(rows, batch_size=500)
    bulletin.sent_at, bulletin.sent_by = at, by
    bulletin.save(update_fields=["sent_at", "sent_by"])
    enqueue("news.step", {"bulletin_id": bulletin.pk}, at=at)


@transaction.atomic
def stop_bulletin(bulletin: Bulletin, *, by: User, at: datetime) -> None:
    """Send it to nobody who has not got it yet.

    Raises:
        NotGoingOut: everybody has.
    """
    going = Bulletin.objects.filter(pk=bulletin.pk, sent_at__isnull=False, stopped_at=None)
    waiting = Delivery.objects.filter(bulletin=bulletin, state__in=(State.WAITING, State.LEFT))
    if not waiting.exists() or not going.update(stopped_at=at, stopped_by=by):
        raise NotGoingOut
    waiting.update(state=State.STOPPED, at=at)


def leave_some(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:  # noqa: ARG001 - every handler's
    """The job `news.step`: as many mails as a minute has, and the next step when it is over.

    All bulletins share what may leave in an hour (`NEWS_AN_HOUR`), so that no mail server takes us
    for somebody who sends to strangers.
    """
    waiting = Delivery.objects.filter(bulletin=payload["bulletin_id"], state=State.WAITING)
    a_minute = -(-settings.NEWS_AN_HOUR // MINUTES)
    hour = Allowance("news", settings.NEWS_AN_HOUR, HOUR)
    going = [each for each in waiting.order_by("pk")[:a_minute] if spend([hour], at=at)]
    jobs = (Left({"delivery_id": each.pk}, key=f"mail.news:{each.pk}") for each in going)
    enqueue_all("mail.news", jobs, at=at)
    # Only what still waits: it may have been stopped meanwhile, and its mail finds it so.
    waiting.filter(pk__in=[each.pk for each in going]).update(state=State.LEFT, at=at)
    if waiting.exists():
        enqueue("news.step", payload, at=at, run_at=at + MINUTE)


def note_delivery(delivery: Delivery, state: Delivery.State, *, at: datetime) -> None:
    """Say what became of it for one person."""
    Delivery.objects.filter(pk=delivery.pk, state=State.LEFT).update(state=state, at=at)


def _draft(bulletin: Bulletin) -> Bulletin:
    fresh = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if fresh.sent_at is not None:
        raise AlreadySent
    return fresh
