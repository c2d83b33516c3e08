"""Registering: asked for, proved by mail, and settled by a rule or by somebody's word."""

import secrets
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TypeGuard
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.sign_in_links import sha256
from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.catalogue.models import Licence
from puntuale.apps.customers.actions import contact_for, let_in
from puntuale.apps.customers.consents import record_consent
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.registrations.errors import AlreadyDecided, NameTaken, NotYours
from puntuale.apps.registrations.models import Registration
from puntuale.apps.registrations.placing import Place, place_of
from puntuale.apps.registrations.queries import registrations_to_decide

PROOF_LASTS = timedelta(days=3)
State = Registration.State
WITH = ("version", "contact__organisation", "licence")


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """What the form said; `serial_number` is empty where it was said to be unknown."""

    key: uuid.UUID
    email: str
    name: str
    company: str
    language: str
    serial_number: str = ""
    phone: str = ""
    address: str = ""
    country: str = ""
    wants_news: bool = False
    wants_sign_in: bool = False


@transaction.atomic
def ask_to_register(typed: Typed, version: AgreementVersion, *, at: datetime) -> None:
    """Keep what was typed and mail a proof to the address; it is nobody's before that.

    The same form sent twice is one registration.
    """
    facts = asdict(typed) | {"version": version, "terms_sha256": version.sha256, "made_at": at}
    row, is_new = Registration.objects.get_or_create(key=typed.key, defaults=facts)
    if is_new:
        enqueue("mail.registration", {"registration_id": row.pk}, at=at)


def make_proof(registration: Registration, *, at: datetime) -> str:
    """The secret for the mail; the database keeps its hash."""
    token = secrets.token_urlsafe(32)
    waiting = Registration.objects.filter(pk=registration.pk, state=State.SENT)
    waiting.update(token_sha256=sha256(token), expires_at=at + PROOF_LASTS)
    return token


def registration_behind(token: str, *, at: datetime) -> Registration | None:
    """What the mailed link would confirm; looking at it confirms nothing."""
    return _provable(token, at).select_related("version__agreement").first()


@transaction.atomic
def prove(token: str, *, at: datetime) -> Registration | None:
    """Whoever has the mail has the address: settle the registration. None for a link that is over."""
    registration = _provable(token, at).select_for_update().first()
    if registration is None:
        return None
    registration.proved_at = at
    contact = contact_for(registration.email, at=at, name=registration.name)
    assert contact is not None, "the form has checked the address"
    registration.contact = contact
    try:
        with transaction.atomic():
            _settle(registration, contact, at=at)
    except IntegrityError:
        # Somebody else of a new company was faster by a moment: now it is known.
        _settle(registration, contact, at=at)
    return registration


def _settle(registration: Registration, contact: Contact, *, at: datetime) -> None:
    place = place_of(registration, contact)
    registration.licence = place.licence
    if place.waits:
        registration.state, registration.organisation = State.PENDING, place.organisation
        registration.save()
    else:
        _register(registration, place, at=at)


@transaction.atomic
def accept_registration(
    registration: Registration,
    organisation: Organisation | None,
    *,
    by: User | Contact,
    at: datetime,
) -> None:
    """Take somebody in: into `organisation`, or a new one of what was typed.

    Raises:
        AlreadyDecided: somebody was faster.
        NameTaken:      a new one would have the name of another.
        NotYours:       a partner has a word on its own customers alone.
    """
    registration = _waiting(registration, by)
    if _is_partner(by) and organisation != registration.organisation:
        raise NotYours
    assert registration.contact is not None, "it was made when the address was proved"
    organisation = registration.contact.organisation or organisation
    name = registration.company.strip()
    if organisation is None and Organisation.objects.filter(name__iexact=name).exists():
        raise NameTaken
    licence = registration.licence
    # Somebody else's licence stays theirs, whatever was typed.
    foreign = licence is not None and licence.holder_id not in (
        None,
        organisation and organisation.pk,
    )
    place = Place(organisation, None if foreign else licence)
    _register(registration, place, by=by, at=at)


@transaction.atomic
def refuse_registration(registration: Registration, *, by: User | Contact, at: datetime) -> None:
    """Turn somebody down; they are told, without a word about others.

    Raises:
        AlreadyDecided: somebody was faster.
        NotYours:       a partner has a word on its own customers alone.
    """
    registration = _waiting(registration, by)
    registration.state, registration.organisation = State.REFUSED, None
    _note_decision(registration, by, at)
    registration.save()
    enqueue("mail.not_registered", {"registration_id": registration.pk}, at=at)


def _register(
    registration: Registration, place: Place, *, by: User | Contact | None = None, at: datetime
) -> None:
    organisation = place.organisation or _new_organisation(registration)
    _join(registration, organisation, is_first=place.organisation is None, at=at)
    if place.licence is not None:
        Licence.objects.filter(pk=place.licence.pk, holder=None).update(holder=organisation)
    cover(organisation, registration.version, at)
    registration.state, registration.organisation = State.DONE, organisation
    _note_decision(registration, by, at)
    registration.save()
    enqueue("registration.gift", {"organisation_id": organisation.pk}, at=at)
    enqueue("mail.registered", {"registration_id": registration.pk}, at=at)


def _join(
    registration: Registration, organisation: Organisation, *, is_first: bool, at: datetime
) -> None:
    contact = registration.contact
    assert contact is not None, "it was made when the address was proved"
    contact.organisation, contact.left_at = contact.organisation or organisation, None
    contact.name = contact.name or registration.name
    contact.phone = contact.phone or registration.phone
    contact.language = contact.language or registration.language
    if is_first:
        # Whoever registers a company decides for it, until it says otherwise.
        contact.may_spend = contact.sees_colleagues = True
    contact.save()
    source = f"registration:{registration.pk}"
    if registration.wants_news:
        record_consent(contact, is_given=True, source=source, at=at)
    if registration.wants_sign_in:
        let_in(contact, at=at)


def _new_organisation(registration: Registration) -> Organisation:
    return Organisation.objects.create(
        name=registration.company.strip(),
        address=registration.address,
        country=registration.country,
        language=registration.language,
    )


def cover(organisation: Organisation, version: AgreementVersion, at: datetime) -> None:
    """Give the right that registering opens, where there is none yet; one at a time (R-14)."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    today = at.astimezone(ZoneInfo(str(document_of(version).header.timezone))).date()
    rows = Coverage.objects.filter(organisation=organisation, agreement=version.agreement_id)
    if not rows.filter(Q(ends_on=None) | Q(ends_on__gte=today)).exists():
        Coverage.objects.create(
            organisation=organisation, agreement_id=version.agreement_id, starts_on=today
        )


def _waiting(registration: Registration, by: User | Contact) -> Registration:
    fresh = (
        Registration.objects.select_for_update(of=("self",))
        .select_related(*WITH)
        .get(pk=registration.pk)
    )
    if fresh.state != State.PENDING:
        raise AlreadyDecided
    # Asked again here: a customer who was moved away meanwhile is out at once.
    if _is_partner(by) and not registrations_to_decide(by).filter(pk=fresh.pk).exists():
        raise NotYours
    return fresh


def _is_partner(by: User | Contact) -> TypeGuard[User]:
    return isinstance(by, User) and not by.is_of_vendor


def _note_decision(registration: Registration, by: User | Contact | None, at: datetime) -> None:
    registration.decided_at = at
    registration.decided_by_user = by if isinstance(by, User) else None
    registration.decided_by_contact = by if isinstance(by, Contact) else None


def _provable(token: str, at: datetime) -> QuerySet[Registration]:
    sent = Registration.objects.filter(state=State.SENT, expires_at__gt=at)
    return sent.filter(token_sha256=sha256(token))
