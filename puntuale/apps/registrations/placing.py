"""Whose a newcomer is: by a rule that holds, or by somebody's word. An address alone proves nothing more."""

from dataclasses import dataclass

from puntuale.apps.catalogue.models import Licence
from puntuale.apps.catalogue.queries import licence_by_serial
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.registrations.models import Registration


@dataclass(frozen=True, slots=True)
class Place:
    """Where a registration leads; `waits` for somebody of the organisation, or the desk, to say so.

    Without an organisation a new one is made of what was typed.
    """

    organisation: Organisation | None = None
    licence: Licence | None = None
    waits: bool = False


def place_of(registration: Registration, contact: Contact) -> Place:
    """Decide it, without a word to whoever registers about what others hold.

    A serial number that nobody knows and one that is somebody else's lead to the same place (K-09).
    """
    if contact.left_at is not None:
        return Place(contact.organisation, waits=True)
    belongs_to = contact.organisation or _by_domain(registration.email)
    if not registration.serial_number:
        return _without_serial(registration, belongs_to, contact)
    licence = licence_by_serial(registration.serial_number)
    if licence is None:
        return Place(belongs_to, None, waits=True)
    if licence.holder is not None and licence.holder != belongs_to:
        return Place(licence.holder, licence, waits=True)
    found = _without_serial(registration, belongs_to, contact)
    return Place(found.organisation, licence, found.waits)


def _without_serial(
    registration: Registration, belongs_to: Organisation | None, contact: Contact
) -> Place:
    if belongs_to is not None:
        is_known = contact.organisation_id == belongs_to.pk
        return Place(belongs_to, waits=not is_known and not _lets_in(belongs_to))
    namesake = Organisation.objects.filter(name__iexact=registration.company.strip()).first()
    return Place(namesake, waits=namesake is not None)


def _by_domain(email: str) -> Organisation | None:
    """The one organisation whose mail domains hold the address; None where two claim it."""
    domain = email.rpartition("@")[2].lower()
    with_domains = Organisation.objects.exclude(domains=[])
    found = [each for each in with_domains if domain in each.domains]
    return found[0] if len(found) == 1 else None


def _lets_in(organisation: Organisation) -> bool:
    return organisation.joining == Organisation.Joining.DOMAIN
