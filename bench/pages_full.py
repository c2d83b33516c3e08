"""A request that has one of everything its page can show, made by the product's own actions."""

from datetime import datetime, timedelta

from puntuale.apps.accounts.models import User
from puntuale.apps.callbacks.actions import ask_for_call
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.participants import add_participant
from puntuale.apps.tickets.actions.writing import customer_writes
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Draft, Ticket
from puntuale.apps.work.actions.entering import Work, enter
from puntuale.apps.work.actions.sessions import offer
from puntuale.apps.work.actions.timing import start_timer
from puntuale.apps.work.models import RemoteTool


def give_everything(ticket: Ticket, by: User, beside: User, at: datetime) -> None:
    """A file, work, a timer of somebody `beside`, a person in copy, a draft, a session and a call."""
    script = keep_file(b"select 1;", "ordini.sql", "text/plain", at=at)
    customer_writes(ticket, contact=ticket.contact, text="Ecco lo script.", files=[script], at=at)
    work = Work(started_at=at - timedelta(minutes=17), ended_at=at)
    enter(ticket, work, worker=by, by=by, at=at)
    start_timer(ticket, by=beside, at=at)
    luca = Contact.objects.create(name="Luca Serra", email="luca@brembo.example", language="it")
    add_participant(ticket, luca, by=by, at=at)
    Draft.objects.create(ticket=ticket, user=by, kind="agent", text="Buongiorno", saved_at=at)
    tool = RemoteTool.objects.create(kind="jitsi", name="Meet", link="https://meet.example/{room}")
    offer(ticket, tool, by=by, at=at)
    ask_for_call(ticket, by=by, phone="+39 035 123456", at=at)
