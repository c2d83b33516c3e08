"""The law's clocks on the page and above the queue: for the group, and for nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.vulnerabilities.models import Exploit, Report
from tests.apps.tickets.stories import asked
from tests.cast import Cast, rome

CANARY = "CSIRT-IT-4711"


@pytest.fixture(autouse=True)
def at_noon(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(rome("2026-11-23 12:00"), tick=False)


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    ticket = asked(cast, subject="Token in the URL")
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)
    return ticket


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_group_starts_the_clocks_and_says_what_was_told(ticket: Ticket, cast: Cast) -> None:
    tone, page = signed_in(cast.tone), f"/desk/tickets/{ticket.number}/"

    tone.post(f"{page}authority/", {"aware_at": "2026-11-23T10:00"})
    shown = tone.get(page).content.decode()
    assert "Early warning to the authority" in shown
    assert "article 14, paragraph 2, point a" in shown
    assert "nothing counts before" in shown

    told = {"duty": "early_warning", "sent_at": "2026-11-23T11:00", "reference": CANARY}
    tone.post(f"{page}authority/report/", told)
    tone.post(f"{page}authority/fix/", {"fixed_at": "2026-11-23T11:30"})
    shown = tone.get(page).content.decode()
    assert CANARY in shown
    assert "14 days after a fix" in shown
    assert Exploit.objects.get().fixed_at == rome("2026-11-23 11:30")

    tone.post(f"{page}authority/end/", {"because": "A false alarm."})
    assert "A false alarm." in tone.get(page).content.decode()


def test_what_is_owed_stands_above_the_queue_of_the_group_alone(ticket: Ticket, cast: Cast) -> None:
    signed_in(cast.tone).post(
        f"/desk/tickets/{ticket.number}/authority/", {"aware_at": "2026-11-23T10:00"}
    )

    assert "Early warning to the authority" in signed_in(cast.tone).get("/desk/").content.decode()
    for other in (cast.elena, cast.davide):
        page = signed_in(other).get("/desk/").content.decode()
        assert "authority" not in page
        assert "Token in the URL" not in page


def test_whoever_is_not_of_the_group_notes_nothing_and_finds_nothing(
    ticket: Ticket, cast: Cast
) -> None:
    for path in ("", "report/", "fix/", "end/"):
        address = f"/desk/tickets/{ticket.number}/authority/{path}"
        assert signed_in(cast.elena).post(address, {}).status_code == 404
    assert not Exploit.objects.exists()


def test_the_customer_reads_nothing_of_it(ticket: Ticket, cast: Cast) -> None:
    assert cast.giulia.user is not None
    tone = signed_in(cast.tone)
    tone.post(f"/desk/tickets/{ticket.number}/authority/", {"aware_at": "2026-11-23T10:00"})
    told = {"duty": "early_warning", "sent_at": "2026-11-23T11:00", "reference": CANARY}
    tone.post(f"/desk/tickets/{ticket.number}/authority/report/", told)
    assert Report.objects.get().reference == CANARY

    page = signed_in(cast.giulia.user).get(f"/requests/{ticket.number}/").content.decode()

    assert ticket.subject in page
    assert CANARY not in page
    assert "autorit" not in page


def test_a_wrong_instant_is_refused_with_a_reason(ticket: Ticket, cast: Cast) -> None:
    later = (rome("2026-11-23 12:00") + timedelta(days=1)).isoformat()[:16]

    answer = signed_in(cast.tone).post(
        f"/desk/tickets/{ticket.number}/authority/", {"aware_at": later}, follow=True
    )

    assert "This instant lies ahead" in answer.content.decode()
    assert not Exploit.objects.exists()
