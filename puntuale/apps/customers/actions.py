"""People and companies come, change and go."""

from datetime import datetime
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.customers.queries import contacts_with


def contact_for(
    address: str, *, at: datetime, name: str = "", language: str = ""
) -> Contact | None:
    """The person behind an e-mail address, made where nobody knows them; None where it is none."""
    shown, email = _parted(address)
    return contacts_with([email]).first() or newcomer(
        email, at=at, name=name or shown, language=language
    )


def newcomer(address: str, *, at: datetime, name: str = "", language: str = "") -> Contact | None:
    """The person behind an address that nobody knew a moment ago; None where it is none.

    A newcomer has no organisation: a domain in an address proves nothing.
    """
    shown, email = _parted(address)
    try:
        validate_email(email)
    except ValidationError:
        return None
    contact = Contact(email=email, name=(name or shown)[:160], language=language, created_at=at)
    try:
        with transaction.atomic():
            contact.save(force_insert=True)
    except IntegrityError:
        # Somebody else has just made the same one.
        return contacts_with([email]).first()
    return contact


def _parted(address: str) -> tuple[str, str]:
    shown, email = parseaddr(address)
    return shown, email.strip().lower()


@transaction.atomic
def let_in(contact: Contact, *, at: datetime) -> User:
    """A user for `contact`, who signs in by mailed codes until a password is chosen."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.user is not None:
        return contact.user
    user = User.objects.filter(email__iexact=contact.email).first()
    if user is None:
        user = User.objects.create_user(
            contact.email,
            name=contact.name or contact.email,
            language=contact.language or "en",
            time_zone=contact.organisation.time_zone if contact.organisation else "Europe/Rome",
            joined_at=at,
        )
    contact.user = user
    contact.save(update_fields=["user"])
    return user


@transaction.atomic
def set_profile(user: User, *, name: str, language: str, time_zone: str) -> None:
    """How `user` wants to be addressed; what we know of them as a contact follows."""
    user.name, user.language, user.time_zone = name, language, time_zone
    user.save(update_fields=["name", "language", "time_zone"])
    Contact.objects.filter(user=user).update(name=name, language=language)
