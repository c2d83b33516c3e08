"""One customer, from the registration with a serial number to coupons at a discount.

Register, activate two machines and release one; ask for direct support; three calls that nobody
answers and the mail; a call of seventeen minutes for two coupons; five coupons at 40 % off.
"""

import re
from uuid import uuid4

import pytest

from puntuale.apps.agreements.models import Agreement
from puntuale.apps.callbacks.models import Callback
from puntuale.apps.catalogue.models import Activation, Licence
from puntuale.apps.charges.models import Charge
from puntuale.apps.customers.models import Contact
from puntuale.apps.sales.models import Purchase
from puntuale.apps.tickets.models import Ticket
from puntuale.core.licences.machine import MachineRequest, write_request
from tests.apps.catalogue.machines import a_licence, machine
from tests.cast import Cast, covered, in_force
from tests.support_pages.doors import Browser, Doors, only_ticket, state

SERIAL = "OP-4471-0892-KR"
TYPED = {
    "serial_number": SERIAL.lower(),
    "company": "Studio Sartor",
    "address": "Via Roma 1, Bergamo",
    "country": "IT",
    "name": "Sara Sartor",
    "phone": "035 1234567",
    "email": "sara@sartor.example",
    "language": "en",
    "wants_sign_in": "on",
    "accepts_terms": "on",
}


@pytest.fixture(autouse=True)
def direct(cast: Cast) -> Agreement:
    a_licence(cast.planner, None, SERIAL, seats=2)
    return in_force("direct-support")


def fields_after(page: str, mark: str) -> dict[str, str]:
    """What stands in the inputs of a form, from `mark` to its end."""
    form = page[page.index(mark) :].partition("</form>")[0]
    inputs = re.findall(r"<input[^>]*>", form)
    named = (
        (re.search(r'name="([^"]+)"', each), re.search(r'value="([^"]*)"', each)) for each in inputs
    )
    return {name[1]: value[1] for name, value in named if name and value}


def registers(doors: Doors) -> Contact:
    anybody = doors.anybody()
    page = anybody.client.get("/register/").content.decode()
    hidden = dict(re.findall(r'name="(key|terms)" value="([^"]+)"', page))
    anybody.sends("/register/", **(TYPED | hidden))
    nobody_yet = Contact(email="sara@sartor.example")
    (proof,) = doors.told(nobody_yet)
    link = re.search(r"/register/[\w-]{43}/", proof.text)
    assert link
    assert "You are registered for Studio Sartor." in anybody.sends(link[0])
    (welcome,) = doors.told(nobody_yet)
    assert "Direct Support, version 1" in welcome.text
    return Contact.objects.get(email="sara@sartor.example")


def calls(doors: Doors, agent: Browser, wall: str, outcome: str, until: str) -> str:
    number = only_ticket().number
    doors.at(wall)
    agent.sends(f"/desk/tickets/{number}/call/start/")
    doors.at(until)
    return agent.sends(f"/desk/tickets/{number}/call/end/", outcome=outcome)


def test_from_the_registration_to_coupons_at_a_discount(
    doors: Doors, cast: Cast, direct: Agreement
) -> None:
    sara = registers(doors.at("2026-11-23 10:00"))
    portal, desk = doors.portal(sara), doors.desk(cast.tone)
    assert "1 coupon" in portal.reads("/balance/")

    # Two machines, one of which is lost and released.
    for name in ("office", "laptop"):
        portal.sends(
            "/licences/machines/", text=write_request(MachineRequest(SERIAL, machine(name), name))
        )
    licence, lost = (
        Licence.objects.get(holder=sara.organisation),
        Activation.objects.get(name="laptop"),
    )
    released = portal.sends(f"/licences/{licence.pk}/machines/{lost.pk}/release/")
    assert "The machine is released." in released
    licence.refresh_from_db()
    assert licence.seats_taken == 1

    # Direct support: a call within 24 hours, tried three times.
    portal.asks(subject="Terminal", text="It does not ring.", serial_number=SERIAL)
    assert Callback.objects.get().phone == "+390351234567"
    calls(doors, desk, "2026-11-23 11:00", "no_answer", "2026-11-23 11:01")
    assert state(only_ticket(), "callback") == "met"
    calls(doors, desk, "2026-11-23 13:00", "voicemail", "2026-11-23 13:01")
    doors.told(sara)
    page = calls(doors, desk, "2026-11-23 17:00", "no_answer", "2026-11-23 17:01")
    assert "3/3" in page
    (asked,) = doors.told(sara)
    assert "we tried to call you 3 times" in asked.text
    assert only_ticket().state == Ticket.State.WAITING_CUSTOMER
    assert not Charge.objects.exists()

    # The customer says when, and is reached: seventeen minutes are two coupons.
    number = only_ticket().number
    portal.sends(f"/requests/{number}/call/", phone="+39 035 1234567")
    calls(doors, desk, "2026-11-24 09:00", "answered", "2026-11-24 09:17")
    shown = desk.client.get(f"/desk/tickets/{number}/").content.decode()
    desk.sends(
        f"/desk/tickets/{number}/worked/",
        **fields_after(shown, '<input type="hidden" name="measured"'),
    )
    told = portal.reads(f"/requests/{number}/")
    assert "17 minutes are two started quarters of an hour: 2 coupons." in told

    # While the upgrade subscription lasts, coupons cost 40 % less.
    premium = in_force("upgrade-premium", ("[time-suite]", "[suite]"))
    covered(sara.organisation, premium)
    offer = f"coupon:{direct.versions.get().pk}"
    page = portal.client.get("/buy/").content.decode()
    offers = re.findall(r'name="offer" value="([^"]+)"', page) or [offer]
    bought = {"offer": offers[0], "quantity": "5", "key": str(uuid4()), "order_number": ""}
    assert "5 coupons: €75.00" in portal.sends("/buy/", **bought)
    portal.sends("/buy/", **bought, shown="7500 EUR")
    assert Purchase.objects.get().amount == 7500
