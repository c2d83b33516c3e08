"""Carrying out an erasure, a kind of data at a time, in one transaction."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast

from puntuale.apps.access.models import AccessDetails, StatedReason
from puntuale.apps.accounts.models import ApiCall, ApiToken, LogEntry, SignInLink, User
from puntuale.apps.callbacks.models import Callback
from puntuale.apps.catalogue.models import Activation
from puntuale.apps.customers.ending_access import end_access
from puntuale.apps.customers.models import Contact, DeclinedMail
from puntuale.apps.database import rewritable
from puntuale.apps.estimates.models import DecisionLink
from puntuale.apps.jobs.models import Job
from puntuale.apps.post.models import AutomaticMailBudget, InboundMail, OutgoingMail
from puntuale.apps.privacy.copying import remove
from puntuale.apps.privacy.models import DataCopy, Hold
from puntuale.apps.privacy.people import (
    files_of,
    mails_from,
    mails_to,
    requests_about,
    requests_of,
    words_of,
)
from puntuale.apps.privacy.scrubbing import GONE, Scrub, address_of_nobody, scrub_of
from puntuale.apps.registrations.models import Registration
from puntuale.apps.tickets.files import wipe_files
from puntuale.apps.tickets.models import (
    Draft,
    Message,
    Notice,
    Participant,
    Presence,
    ReadMark,
    SavedView,
    Ticket,
    TicketEvent,
)
from puntuale.apps.tickets.search.indexing import index_each
from puntuale.apps.vulnerabilities.models import Exploit
from puntuale.apps.work.models import RemoteSession, Timing

SLICE = 200
# What of an event's values are words that somebody typed.
TYPED = ("text", "reason", "note", "told", "order", "phone")
# What others typed about a request, apart from messages and history.
TOLD: tuple[tuple[type[Model], str], ...] = (
    (Draft, "text"),
    (StatedReason, "text"),
    (RemoteSession, "consent_told"),
    (Timing, "free_because"),
    (Exploit, "ended_because"),
)


def forget(contact: Contact, *, at: datetime) -> None:
    """Let nothing tell any more who `contact` was; only what happened stays."""
    scrub = scrub_of(contact)
    # Found by the address, which is gone in a moment.
    came, went = list(_keys(mails_from(contact))), list(_keys(mails_to(contact)))
    own = list(_keys(requests_of(contact)))
    wipe_files(list(files_of(contact)), at=at, forget_names=True)
    _words(contact, own, scrub)
    _history(contact, scrub)
    _mails(came, went, scrub)
    _around(contact, own, scrub, at=at)
    _log(scrub)
    if contact.user is not None:
        _account(contact.user, contact, at=at)
    _jobs(scrub)
    remove(DataCopy.objects.filter(contact=contact, removed_at=None), at=at)
    _person(contact, at=at)
    _search_index(contact)


def _words(contact: Contact, own: list[int], scrub: Scrub) -> None:
    words_of(contact).update(text=GONE, cut_text="", html="", cc=[])
    # What others quoted of it goes with it.
    Message.objects.filter(ticket__in=own).update(cut_text="", html="")
    Ticket.objects.filter(pk__in=own).update(subject=GONE)
    about = requests_about(contact).values("pk")
    said = Message.objects.filter(ticket__in=about).exclude(by_contact=contact)
    for pk, after in _renamed(said, scrub, "text", "cut_text", "html", "cc"):
        # A name may be split by marks there; the text says the same.
        Message.objects.filter(pk=pk).update(**after | {"html": ""})
    _rewrite(Ticket.objects.filter(pk__in=about), scrub, "subject")


def _history(contact: Contact, scrub: Scrub) -> None:
    about = requests_about(contact).values("pk")
    with rewritable("tickets_ticketevent"):
        events = TicketEvent.objects.filter(ticket__in=about)
        typed = events.filter(by_contact=contact)
        for event in typed.iterator(SLICE):
            gone = {name: GONE for name in TYPED if event.data.get(name)}
            if gone:
                TicketEvent.objects.filter(pk=event.pk).update(data=event.data | gone)
        _rewrite(events, scrub, "data")


def _mails(came: list[int], went: list[int], scrub: Scrub) -> None:
    InboundMail.objects.filter(pk__in=came).update(
        raw=b"", envelope_from="", from_address="", subject=GONE, reason=""
    )
    waiting = OutgoingMail.objects.filter(pk__in=went, state=OutgoingMail.State.WAITING)
    waiting.update(state=OutgoingMail.State.REFUSED, last_error=GONE)
    sent = OutgoingMail.objects.filter(pk__in=went)
    sent.update(subject=GONE, text=GONE, html="", outcomes={}, files=[], last_error="")
    _rewrite(sent, scrub, "to", "cc", "headers")
    _remove(AutomaticMailBudget.objects.all(), scrub, "way")


def _around(contact: Contact, own: list[int], scrub: Scrub, *, at: datetime) -> None:
    called = Q(by_contact=contact) | Q(ticket__in=own)
    Callback.objects.filter(called).update(phone="", note="")
    # Also those that were never proved.
    registered = Q(contact=contact) | Q(email__iexact=contact.email)
    Registration.objects.filter(registered).update(
        email=address_of_nobody(contact), name=GONE, phone="", address=""
    )
    DecisionLink.objects.filter(contact=contact).delete()
    DeclinedMail.objects.filter(contact=contact).delete()
    details = AccessDetails.objects.filter(Q(by=contact) | Q(ticket__in=own), wiped_at=None)
    details.update(sealed="", wiped_at=at)
    about = requests_about(contact).values("pk")
    for model, field in TOLD:
        _rewrite(model._default_manager.filter(ticket__in=about), scrub, field)
    _rewrite(Hold.objects.filter(contact=contact), scrub, "reason")
    _rewrite(Activation.objects.filter(by_contact=contact), scrub, "name", "ended_because")
    Participant.objects.filter(contact=contact, left_at=None).update(left_at=at)


def _log(scrub: Scrub) -> None:
    with rewritable("accounts_logentry"):
        _rewrite(LogEntry.objects.all(), scrub, "subject", "before", "after")


def _account(user: User, contact: Contact, *, at: datetime) -> None:
    end_access(user, at=at)
    for model in (SignInLink, ApiToken, ApiCall, Draft, SavedView, ReadMark, Notice, Presence):
        model._default_manager.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    for session in Session.objects.iterator(SLICE):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
    user.set_unusable_password()
    User.objects.filter(pk=user.pk).update(
        email=address_of_nobody(contact),
        name=GONE,
        signature="",
        is_active=False,
        password=user.password,
    )


def _jobs(scrub: Scrub) -> None:
    # What they were to do has been done, or must not be done any more.
    _remove(Job.objects.all(), scrub, "payload", "last_error")


def _person(contact: Contact, *, at: datetime) -> None:
    Contact.objects.filter(pk=contact.pk).update(
        name="",
        email=address_of_nobody(contact),
        phone="",
        may_spend=False,
        sees_colleagues=False,
        left_at=contact.left_at or at,
        erased_at=at,
    )


def _search_index(contact: Contact) -> None:
    keys = list(_keys(requests_about(contact)))
    for start in range(0, len(keys), SLICE):
        index_each(list(Ticket.objects.filter(pk__in=keys[start : start + SLICE])))


def _keys(rows: QuerySet[Any]) -> Iterable[int]:
    return rows.order_by("pk").values_list("pk", flat=True)


def _rewrite(rows: QuerySet[Any], scrub: Scrub, *fields: str) -> None:
    """Put the pseudonym into `fields` of each of `rows`."""
    for pk, after in _renamed(rows, scrub, *fields):
        rows.model._default_manager.filter(pk=pk).update(**after)


def _remove(rows: QuerySet[Any], scrub: Scrub, *fields: str) -> None:
    """Delete those of `rows` that name the person in one of `fields`."""
    rows.filter(pk__in=[pk for pk, _after in _renamed(rows, scrub, *fields)]).delete()


def _renamed(
    rows: QuerySet[Any], scrub: Scrub, *fields: str
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Those of `rows` that name the person in one of `fields`: the key, and what is to stand in each."""
    for row in _perhaps_naming(rows, scrub, *fields).order_by("pk").only(*fields).iterator(SLICE):
        before = {field: getattr(row, field) for field in fields}
        after = {field: scrub.value(value) for field, value in before.items()}
        if after != before:
            yield row.pk, after


def _perhaps_naming(rows: QuerySet[Any], scrub: Scrub, *fields: str) -> QuerySet[Any]:
    """Few of `rows`, with all that name the person, and some whose words only hold the same letters."""
    naming = Q()
    texts = {f"{field}_text": Cast(field, CharField()) for field in fields}
    for text in texts:
        for name in scrub.known:
            naming |= Q(**{f"{text}__icontains": name})
            # As JSON writes what is not ASCII.
            naming |= Q(**{f"{text}__icontains": json.dumps(name)[1:-1]})
        if scrub.number:
            naming |= Q(**{f"{text}__regex": scrub.number})
    found: QuerySet[Any] = rows.alias(**texts).filter(naming)
    return found
