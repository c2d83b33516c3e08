"""Carrying out an erasure, a kind of data at a time, in one transaction."""

import json
from collections.abc import Iterable
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
from puntuale.apps.privacy.models import DataCopy
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
from puntuale.apps.work.models import RemoteSession

SLICE = 200
# What of an event's values are words that somebody typed.
TYPED = ("text", "reason", "note", "told", "order", "phone")


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
    _rewrite(
        _naming(said, scrub, "text", "cut_text", "html", "cc"), scrub, "text", "cut_text", "cc"
    )
    _naming(said, scrub, "html").update(html="")
    _rewrite(_naming(Ticket.objects.filter(pk__in=about), scrub, "subject"), scrub, "subject")


def _history(contact: Contact, scrub: Scrub) -> None:
    about = requests_about(contact).values("pk")
    with rewritable("tickets_ticketevent"):
        events = TicketEvent.objects.filter(ticket__in=about)
        typed = events.filter(by_contact=contact)
        for event in typed.iterator(SLICE):
            gone = {name: GONE for name in TYPED if event.data.get(name)}
            if gone:
                TicketEvent.objects.filter(pk=event.pk).update(data=event.data | gone)
        _rewrite(_naming(events, scrub, "data"), scrub, "data")


def _mails(came: list[int], went: list[int], scrub: Scrub) -> None:
    InboundMail.objects.filter(pk__in=came).update(
        raw=b"", envelope_from="", from_address="", subject=GONE, reason=""
    )
    waiting = OutgoingMail.objects.filter(pk__in=went, state=OutgoingMail.State.WAITING)
    waiting.update(state=OutgoingMail.State.REFUSED, last_error=GONE)
    sent = OutgoingMail.objects.filter(pk__in=went)
    sent.update(subject=GONE, text=GONE, html="", outcomes={}, files=[], last_error="")
    _rewrite(sent, scrub, "to", "cc", "headers")
    _naming(AutomaticMailBudget.objects.all(), scrub, "way").delete()


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
    reasons = StatedReason.objects.filter(ticket__in=about)
    _rewrite(_naming(reasons, scrub, "text"), scrub, "text")
    sessions = RemoteSession.objects.filter(ticket__in=about)
    _rewrite(_naming(sessions, scrub, "consent_told"), scrub, "consent_told")
    _rewrite(Activation.objects.filter(by_contact=contact), scrub, "name")
    Participant.objects.filter(contact=contact, left_at=None).update(left_at=at)


def _log(scrub: Scrub) -> None:
    with rewritable("accounts_logentry"):
        entries = _naming(LogEntry.objects.all(), scrub, "subject", "before", "after")
        _rewrite(entries, scrub, "subject", "before", "after")


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
    _naming(Job.objects.all(), scrub, "payload", "last_error").delete()


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


def _naming(rows: QuerySet[Any], scrub: Scrub, *fields: str) -> QuerySet[Any]:
    """Those of `rows` that name the person in one of `fields`."""
    naming = Q()
    texts = {f"{field}_text": Cast(field, CharField()) for field in fields}
    for name in scrub.known:
        for text in texts:
            naming |= Q(**{f"{text}__icontains": name})
            # As JSON writes what is not ASCII.
            naming |= Q(**{f"{text}__icontains": json.dumps(name)[1:-1]})
    found: QuerySet[Any] = rows.alias(**texts).filter(naming)
    return found


def _rewrite(rows: QuerySet[Any], scrub: Scrub, *fields: str) -> None:
    """Put the pseudonym into `fields` of each of `rows`."""
    model: type[Model] = rows.model
    for row in rows.order_by("pk").only(*fields).iterator(SLICE):
        before = {field: getattr(row, field) for field in fields}
        after = {field: scrub.value(value) for field, value in before.items()}
        if after != before:
            model._default_manager.filter(pk=row.pk).update(**after)
