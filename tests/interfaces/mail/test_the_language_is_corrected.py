"""Where the language was taken for another one it is corrected, and later mails speak the right one."""

import pytest
from django.test import Client
from django.urls import reverse

from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.actions.deciding import close_ticket, take_charge
from puntuale.apps.tickets.actions.refusing import reject
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.models import TicketEvent
from tests.cast import covered, in_force
from tests.interfaces.mail.office import a_mail, arrives, minutes, ticket_of, works

pytestmark = pytest.mark.django_db
# Names of products make a mail of an Italian look English.
MIXED = "Planner export order import: error missing order total, please check the invoice import."


@pytest.fixture
def mistaken(cast):
    covered(cast.brembo, in_force("suite-sla"))
    ticket = ticket_of(arrives(a_mail(text=MIXED), at=minutes(0)))
    assert ticket.language == "en"
    assert OutgoingMail.objects.get().language == "en"
    return ticket


def correct(client: Client, ticket, language: str) -> str:
    page = client.post(
        reverse("desk:language", args=[ticket.number]), {"language": language}, follow=True
    )
    ticket.refresh_from_db()
    return page.content.decode()


def test_every_mail_after_the_correction_is_in_the_language_of_the_customer(client, cast, mistaken):
    client.force_login(cast.elena)
    correct(client, mistaken, "it")

    take_charge(mistaken, by=cast.elena, at=minutes(1))
    answer(mistaken, by=cast.elena, text="Ci può mandare il file?", at=minutes(2), then="wait")
    answer(mistaken, by=cast.elena, text="È risolto.", at=minutes(3), then="resolve")
    close_ticket(mistaken, by=cast.elena, at=minutes(4))
    works(minutes(5))

    later = list(OutgoingMail.objects.order_by("id"))[1:]
    assert {mail.kind for mail in later} >= {"accepted", "clarification", "resolved", "closed"}
    assert {mail.language for mail in later} == {"it"}
    assert all("Per aggiungere qualcosa risponda a questa mail" in mail.text for mail in later)


def test_a_reason_is_told_in_it_as_well(client, cast, mistaken):
    client.force_login(cast.elena)
    correct(client, mistaken, "it")

    reject(mistaken, reason="out_of_scope", text="", by=cast.elena, at=minutes(1))
    works(minutes(1))

    told = OutgoingMail.objects.last()
    assert (told.kind, told.language) == ("refused", "it")
    assert "Il motivo: È al di fuori di quanto copre l'accordo." in told.text


def test_the_page_says_who_corrected_it_and_how_it_is_answered(client, cast, mistaken):
    client.force_login(cast.elena)

    page = correct(client, mistaken, "it")

    assert "Written in Italian from now on, said Elena Riva." in page
    assert "Reply in <strong>Italian</strong>" in page
    event = mistaken.events.get(kind=TicketEvent.Kind.LANGUAGE)
    assert (event.data, event.by_user) == ({"before": "en", "after": "it"}, cast.elena)


@pytest.mark.parametrize("language", ["en", "tlh", ""])
def test_the_same_language_or_none_we_write_changes_nothing(client, cast, mistaken, language):
    client.force_login(cast.elena)

    correct(client, mistaken, language)

    assert mistaken.language == "en"
    assert not mistaken.events.filter(kind=TicketEvent.Kind.LANGUAGE).exists()


def test_a_customer_corrects_nothing(client, cast, mistaken):
    client.force_login(cast.maja.user)

    answered = client.post(reverse("desk:language", args=[mistaken.number]), {"language": "it"})

    assert answered.status_code in (403, 404)
    mistaken.refresh_from_db()
    assert mistaken.language == "en"
