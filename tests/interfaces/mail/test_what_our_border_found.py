"""What mail servers found out about a sender counts from our own, and only takes trust away."""

import pytest
from django.test import Client

from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.mail.reading.findings import is_genuine
from puntuale.interfaces.mail.reading.read import read_mail
from tests.interfaces.mail.office import (
    a_mail,
    arrives,
    last_sent,
    our_mailbox,
    reply_to,
    ticket_of,
    words_on,
)

BORDER = "mx.officina.example"
FAILED = f"{BORDER}; spf=pass smtp.mailfrom=brembo.example; dmarc=fail (p=reject) header.from=x"
PASSED = f"{BORDER} 1; dkim=pass header.d=brembo.example; dmarc=pass"


@pytest.fixture
def border(settings, cast, db):
    settings.MAIL_BORDERS = {BORDER}
    our_mailbox()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (FAILED, False),
        (PASSED, True),
        (PASSED.upper(), True),
        (f"{BORDER}; none", None),
        (f"{BORDER}; spf=fail; dkim=fail", None),
        (f"{BORDER}; dmarc=temperror", None),
        (f"{BORDER}; dmarc=fail; dmarc=pass", False),
        (f"{BORDER}; dmarc=pass; dmarc=fail", False),
        (f'{BORDER}; spf=pass reason="; dmarc=fail"; dmarc=pass', True),
        (f"{BORDER}; dmarc=pass (all (; dmarc=fail) well)", True),
        ("evil.example; dmarc=fail", None),
        (f"x{BORDER}; dmarc=pass", None),
        (f"evil.example; dmarc=pass; x={BORDER}", None),
        ("", None),
        (";" * 5000, None),
        ("(" * 5000 + BORDER, None),
    ],
)
def test_what_is_written_is_read_as_rfc_8601_says(written, found):
    read = read_mail(a_mail(Authentication_Results=written))

    assert is_genuine(read.findings, {BORDER}) is found


def test_an_answer_that_its_domain_disowns_waits_for_a_person(border):
    asked = arrives(a_mail())

    held = arrives(reply_to(last_sent(), Authentication_Results=FAILED))

    assert (held.state, held.reason) == (InboundMail.State.HELD, "not_genuine")
    assert held.ticket_id == asked.ticket_id
    assert len(words_on(ticket_of(asked))) == 1


def test_a_request_that_its_domain_disowns_is_kept_unanswered_and_says_so(border, cast):
    asked = arrives(a_mail(Authentication_Results=FAILED))
    client = Client()
    client.force_login(cast.elena)

    page = client.get(f"/desk/tickets/{ticket_of(asked).number}/").content.decode()

    assert "does not come from the domain it names" in page
    assert not OutgoingMail.objects.exists()


def test_a_mail_that_its_domain_stands_by_goes_where_it_would_anyway(border):
    asked = arrives(a_mail(Authentication_Results=PASSED))

    joined = arrives(reply_to(last_sent(), Authentication_Results=PASSED))

    assert joined.ticket_id == asked.ticket_id
    assert joined.is_genuine is True
    assert len(words_on(ticket_of(asked))) == 2


def test_what_others_found_changes_nothing(border):
    arrives(a_mail())

    arrives(reply_to(last_sent(), Authentication_Results="evil.example; dmarc=fail"))

    assert len(words_on(Ticket.objects.get())) == 2


def test_without_a_border_of_our_own_nothing_counts(border, settings):
    settings.MAIL_BORDERS = frozenset()
    arrives(a_mail())

    arrives(reply_to(last_sent(), Authentication_Results=FAILED))

    assert len(words_on(Ticket.objects.get())) == 2
