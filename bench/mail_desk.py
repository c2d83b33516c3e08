"""What `bench.mail` asks inside of an installation of Puntuale."""

import statistics
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from bench.mail_kinds import CUSTOMERS, SUPPORT, Mail, sender_of, usual_mails
from bench.pages_store import FIRST, fill
from puntuale.apps.accounts.models import Vendor
from puntuale.apps.agreements.actions import begin_with, make_standard
from puntuale.apps.agreements.models import Agreement, Coverage
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.jobs.models import UNFINISHED, Job
from puntuale.apps.post.actions.intake import Arrival, keep_mails
from puntuale.apps.post.addressing import fingerprint, new_secret
from puntuale.apps.post.models import InboundMail, Mailbox
from puntuale.apps.tickets.models import Counter, Message, Ticket, TicketReference
from puntuale.interfaces.worker.duties import run_next_job

ROUNDS = 5
DOMAIN = SUPPORT.partition("@")[2]


def begin(senders: int) -> None:
    """A vendor with an agreement for everybody and one for customers, who write half of the mails."""
    long_ago = timezone.now() - timedelta(days=30)
    Vendor.objects.create(name="Officina Software", made_at=long_ago)
    begin_with("suite-sla", by=None, at=long_ago)
    agreement = Agreement.objects.get()
    make_standard(agreement, by=None, at=long_ago)
    know_customers(agreement, senders)


def know_customers(agreement: Agreement, senders: int) -> None:
    """Our mailbox, and the contacts and coverages of every second sender."""
    starts_on = (timezone.now() - timedelta(days=20)).date()
    Mailbox.objects.create(address=SUPPORT, is_default=True)
    customers = Organisation.objects.bulk_create(
        Organisation(name=f"Cliente {number}", code=f"C{number}", language="it")
        for number in range(CUSTOMERS)
    )
    Coverage.objects.bulk_create(
        Coverage(organisation=customer, agreement=agreement, starts_on=starts_on)
        for customer in customers
    )
    Contact.objects.bulk_create(
        Contact(organisation=customers[number // 2 % CUSTOMERS], email=sender_of(number))
        for number in range(0, senders, 2)
    )


def requests() -> list[dict[str, Any]]:
    """What was made of the mails."""
    found = Message.objects.select_related("ticket", "by_contact").prefetch_related("files")
    return [
        {
            "subject": said.ticket.subject,
            "sender": said.by_contact.email if said.by_contact else "",
            "text": said.text,
            "files": [file.name for file in said.files.all()],
        }
        for said in found
    ]


def unfinished() -> dict[str, int]:
    """What is still to be done."""
    received = InboundMail.objects.filter(state=InboundMail.State.RECEIVED)
    return {"mails": received.count(), "jobs": Job.objects.filter(UNFINISHED).count()}


def compare(stored: int, mails: int) -> dict[str, float]:
    """Seconds of the processor for a new mail and for an answer, with `stored` messages in store."""
    fill(stored, timezone.now())
    Counter.objects.update_or_create(name="ticket", defaults={"value": FIRST + stored})
    know_customers(Agreement.objects.get(), ROUNDS * mails)
    _give_references(Ticket.objects.values_list("pk", flat=True))
    before = Ticket.objects.count()
    new, answers = [], []
    for round_ in range(ROUNDS):
        numbers = range(round_ * mails, (round_ + 1) * mails)
        new.append(_filed(usual_mails(numbers)) / mails)
        answers.append(_filed(usual_mails(numbers, _answered(numbers))) / mails)
    opened = Ticket.objects.count() - before
    assert opened == ROUNDS * mails, "an answer opened a request, or a mail joined one"
    return {"new": statistics.median(new), "answer": statistics.median(answers)}


def _filed(mails: Iterable[Mail]) -> float:
    """Seconds of this process for filing `mails`, read beside it by another."""
    now = timezone.now()
    keep_mails(Arrival(mail.raw, mail.sender, (SUPPORT,), "lmtp", now) for mail in mails)
    began = time.process_time()
    while run_next_job(timezone.now(), only=("mail.read",)):
        pass
    return time.process_time() - began


def _answered(numbers: Iterable[int]) -> dict[int, str]:
    """A Message-ID of ours for each of these senders, about what they asked."""
    asked = Ticket.objects.filter(contact__email__in=map(sender_of, numbers))
    tickets = dict(asked.values_list("contact__email", "pk"))
    secrets = dict(zip(tickets, _give_references(tickets.values()), strict=True))
    return {number: f"<{secrets[sender_of(number)]}.puntuale@{DOMAIN}>" for number in numbers}


def _give_references(tickets: Iterable[int]) -> list[str]:
    """A mail of ours about each of these requests; the secrets by which its answers join."""
    now, found = timezone.now(), [(ticket, new_secret()) for ticket in tickets]
    TicketReference.objects.bulk_create(
        (
            TicketReference(ticket_id=ticket, token_sha256=fingerprint(secret), made_at=now)
            for ticket, secret in found
        ),
        batch_size=300,
    )
    return [secret for _ticket, secret in found]
