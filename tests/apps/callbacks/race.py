"""Many people press "Call now" at once, inside an installation."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.callbacks.actions import ask_for_call, start_call
from puntuale.apps.callbacks.errors import BeingCalled
from puntuale.apps.callbacks.models import CallAttempt
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.models import Ticket
from tests.cast import NOON


def one_call(callers: int) -> dict[str, object]:
    """All want to make the one call there is."""
    contact = Contact.objects.create(email="maja@alpine.example", name="Maja")
    request = NewRequest(
        contact=contact, subject="x", text="x", channel=Ticket.Channel.PORTAL, language="en"
    )
    ticket = open_ticket(request, at=NOON)
    callback = ask_for_call(ticket, phone="+390351234567", by=contact, at=NOON)
    agents = [
        User.objects.create(email=f"a{number}@officina.example", name="A", role=Role.AGENT)
        for number in range(callers)
    ]
    barrier = Barrier(callers)

    def one(agent: User) -> str:
        barrier.wait()
        try:
            start_call(callback, by=agent, at=NOON)
        except BeingCalled:
            return "refused"
        finally:
            connection.close()
        return "calls"

    with ThreadPoolExecutor(callers) as pool:
        told = list(pool.map(one, agents))
    return {"calls": told.count("calls"), "attempts": CallAttempt.objects.count()}
