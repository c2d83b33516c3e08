"""What a mail may say about itself and what it may not, by the ids of readings.md 5.1."""

import pytest

from puntuale.apps.tickets.models import TicketClock
from tests.cast import covered, in_force, rome
from tests.interfaces.mail.office import a_mail, arrives, our_mailbox, ticket_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mailbox(cast):
    return our_mailbox()


@pytest.mark.parametrize(
    "written", ["Fri, 20 Nov 2026 09:00:00 +0100", "Fri, 20 Nov 2099 09:00:00 +0100", "yesterday"]
)
def test_x_17_the_clock_starts_when_the_mail_reached_us_whatever_its_date_says(cast, written):
    in_force("standard-services", standard=True)

    ticket = ticket_of(arrives(a_mail(Date=written), at=rome("2026-11-23 10:00")))

    assert ticket.submitted_at == rome("2026-11-23 10:00")
    assert TicketClock.objects.get(ticket=ticket).due_at == rome("2026-11-24 10:00")


@pytest.mark.parametrize("word", ["P0", "S1", "BLOCKING", "P1"])
def test_x_18_a_severity_that_a_mail_proposes_is_not_believed(cast, word):
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")

    ticket = ticket_of(arrives(a_mail(subject=f"[{word}] fermo", X_Severity=word)))

    assert (ticket.severity, ticket.classified_at) == ("", None)
