"""A mail server to send to, and a request that came by mail."""

import pytest

from puntuale.apps.tickets.models import Ticket
from tests.interfaces.mail import sink as sinks
from tests.interfaces.mail.office import a_mail, arrives, our_mailbox, ticket_of


@pytest.fixture(autouse=True)
def mailbox(cast):
    return our_mailbox()


@pytest.fixture
def sink(settings):
    with sinks.running() as running:
        settings.SMTP_URL = running.url
        yield running


@pytest.fixture
def asked(sink) -> Ticket:
    ticket = ticket_of(arrives(a_mail()))
    sink.mails.clear()
    sink.recipients.clear()
    return ticket
