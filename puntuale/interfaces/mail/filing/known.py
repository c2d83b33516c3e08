"""What several mails name, looked up once for all of them: senders, our own addresses and mails, requests."""

from collections.abc import Collection, Iterable
from functools import cached_property

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import OF_VENDOR
from puntuale.apps.agreements.queries import InForce
from puntuale.apps.customers.models import Contact
from puntuale.apps.customers.queries import contacts_with
from puntuale.apps.post.addressing import fingerprint, our_addresses, plain_address
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.models import Ticket, TicketReference
from puntuale.interfaces.mail.filing.arrived import Arrived, secrets_of


class Known:
    """Looked up when first asked for, within the transaction that files the mails."""

    def __init__(self, arrived: Collection[Arrived]) -> None:
        self._arrived = arrived
        self._in_copy: set[str] = set()

    @cached_property
    def in_force(self) -> InForce:
        """The agreements of the customers whose people wrote."""
        companies = (contact.organisation_id for contact in self._contacts.values())
        return InForce(company for company in companies if company is not None)

    def is_to_be_filed(self, mail: InboundMail) -> bool:
        """Whether nobody has settled `mail`; nobody else does until this transaction ends."""
        return mail.pk in self._received

    def is_ours(self, address: str) -> bool:
        """Whether `address`, with or without a detail after the plus, is one of our mailboxes."""
        return plain_address(address) in self._ours

    def is_staff(self, address: str) -> bool:
        """Whether somebody at our own desk has this address."""
        # As broad as a database that folds letters of other alphabets: a dotless i is an i here.
        return address.upper() in self._staff

    def contact(self, address: str) -> Contact | None:
        """The person known by exactly this address, in any case of ASCII letters."""
        if address in self._in_copy and address not in self._contacts:
            self.learn(contacts_with([address]))
        return self._contacts.get(address)

    def tickets_by(self, secrets: Iterable[str]) -> list[Ticket]:
        """The requests to which secrets of ours belong, in the order of the secrets."""
        found = (self._tickets.get(fingerprint(secret)) for secret in secrets)
        return [ticket for ticket in found if ticket is not None]

    def learn(self, contacts: Iterable[Contact]) -> None:
        """They were made while these mails were filed."""
        self._contacts.update((contact.email.lower(), contact) for contact in contacts)

    def expect(self, in_copy: Iterable[str]) -> None:
        """Whoever is put in copy by one of these mails is known when the next one is filed."""
        self._in_copy.update(in_copy)

    def is_mail_of_ours(self, message_id: str) -> bool:
        """Whether a mail of ours has this Message-ID."""
        return message_id in self._sent

    @cached_property
    def _received(self) -> frozenset[int]:
        mine = InboundMail.objects.filter(pk__in=[each.mail.pk for each in self._arrived])
        received = mine.filter(state=InboundMail.State.RECEIVED).order_by("pk")
        return frozenset(received.select_for_update().values_list("pk", flat=True))

    @cached_property
    def _ours(self) -> frozenset[str]:
        return our_addresses()

    @cached_property
    def _staff(self) -> frozenset[str]:
        staff = User.objects.filter(role__in=OF_VENDOR).values_list("email", flat=True)
        return frozenset(email.upper() for email in staff)

    @cached_property
    def _contacts(self) -> dict[str, Contact]:
        authors = (each.read.claimed_author for each in self._arrived)
        named = {author.address for author in authors if author}
        named |= {each.mail.envelope_from for each in self._arrived}
        return {contact.email.lower(): contact for contact in contacts_with(named)}

    @cached_property
    def _sent(self) -> frozenset[str]:
        named = [each.read.message_id for each in self._arrived if each.read.message_id]
        sent = OutgoingMail.objects.filter(message_id__in=named)
        return frozenset(sent.values_list("message_id", flat=True))

    @cached_property
    def _tickets(self) -> dict[str, Ticket]:
        written = {secret for each in self._arrived for secret in secrets_of(each.mail, each.read)}
        hashes = [fingerprint(secret) for secret in written]
        references = TicketReference.objects.filter(token_sha256__in=hashes)
        tickets = references.select_related("ticket")
        return {reference.token_sha256: reference.ticket for reference in tickets} if hashes else {}
