"""Whoever is out of a conversation, a company or the desk reads nothing more."""

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.models import Participant
from tests.cast import rome
from tests.interfaces.locks.house import House
from tests.interfaces.locks.visiting import browser


def test_whoever_was_taken_out_of_the_conversation_reads_nothing_more(house: House) -> None:
    newcomer = browser(house.people["a newcomer in copy"])
    assert newcomer.get(f"/requests/{house.asked.number}/").status_code == 200

    Participant.objects.update(left_at=rome("2026-11-23 12:00"))

    assert newcomer.get(f"/requests/{house.asked.number}/").status_code == 404


def test_a_contact_who_left_reads_nothing_more(house: House) -> None:
    maja = browser(house.people["the customer"])
    Contact.objects.filter(pk=house.cast.maja.pk).update(left_at=rome("2026-11-23 12:00"))

    assert maja.get("/").status_code == 403
    assert maja.get(f"/requests/{house.asked.number}/").status_code == 403
    assert maja.get(f"/files/{house.asked.files.get().key}/").status_code == 404


def test_an_agent_who_became_a_customer_is_out_of_the_desk_at_once(house: House) -> None:
    davide = browser(house.cast.davide)
    User.objects.filter(pk=house.cast.davide.pk).update(role=Role.CUSTOMER)

    assert davide.get(f"/files/{house.asked.files.get().key}/").status_code == 404
