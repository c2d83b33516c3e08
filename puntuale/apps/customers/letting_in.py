"""Who may sign in with an e-mail address, and is let in the first time they ask."""

from datetime import datetime

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.actions import let_in
from puntuale.apps.customers.models import Contact


def user_with_address(address: str, *, at: datetime) -> User | None:
    """The user of `address`; a contact becomes one now, a stranger or somebody who left never does."""
    contact = Contact.objects.filter(email__iexact=address).first()
    if contact is None:
        return User.objects.filter(email__iexact=address, is_active=True).first()
    if contact.left_at is not None:
        return None
    user = let_in(contact, at=at)
    return user if user.is_active else None
