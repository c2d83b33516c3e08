"""What several mails name, looked up once for all of them: senders, our own addresses, our mails."""

from collections.abc import Collection
from functools import cached_property

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import STAFF
from puntuale.apps.agreements.queries import InForce
from puntuale.apps.customers.models import Contact
from puntuale.apps.customers.queries import contacts_with
from puntuale.apps.post.addressing import our_addresses, plain_address
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.interfaces.mail.reading.values import ReadMail

Arrived = tuple[InboundMail, ReadMail]


class Known:
    """Looked up when first asked for, within the transaction that files the mails."""

    def __init__(self, arrived: Collection[Arrived]) -> None:
        self._arrived = arrived
        self.in_force = InForce()

    def is_to_be_filed(self, mail: InboundMail) -> bool:
        """Whether nobody has settled `mail`; nobody else does until this transaction ends."""
        return mail.pk in self._received

    def is_ours(self, address: str) -> bool:
        """Whether `address`, with or without a detail after the plus, is one of our mailboxes."""
        return plain_address(address) in self._ours

    def is_staff(self, address: str) -> bool:
        """Whether somebody at the desk has this address."""
        # As broad as a database that folds letters of other alphabets: a dotless i is an i here.
        return address.upper() in self._staff

    def contact(self, address: str) -> Contact | None:
        """The person known by exactly this address, in any case of ASCII letters."""
        # Whoever is not among them may have become known by a mail filed a moment ago.
        return self._contacts.get(address) or contacts_with([address]).first()

    def is_mail_of_ours(self, message_id: str) -> bool:
        """Whether a mail of ours has this Message-ID."""
        return message_id in self._sent

    @cached_property
    def _received(self) -> frozenset[int]:
        mine = InboundMail.objects.filter(pk__in=[mail.pk for mail, _ in self._arrived])
        received = mine.filter(state=InboundMail.State.RECEIVED).order_by("pk")
        return frozenset(received.select_for_update().values_list("pk", flat=True))

    @cached_property
    def _ours(self) -> frozenset[str]:
        return our_addresses()

    @cached_property
    def _staff(self) -> frozenset[str]:
        staff = User.objects.filter(role__in=STAFF).values_list("email", flat=True)
        return frozenset(email.upper() for email in staff)

    @cached_property
    def _contacts(self) -> dict[str, Contact]:
        named = {read.claimed_author.address for _, read in self._arrived if read.claimed_author}
        named |= {mail.envelope_from for mail, _ in self._arrived}
        return {contact.email.lower(): contact for contact in contacts_with(named)}

    @cached_property
    def _sent(self) -> frozenset[str]:
        named = [read.message_id for _, read in self._arrived if read.message_id]
        sent = OutgoingMail.objects.filter(message_id__in=named)
        return frozenset(sent.values_list("message_id", flat=True))
