"""Who waits for a call in the demo, who registered and waits for a word, and what was told to many."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.callbacks.actions import ask_for_call, end_call, start_call
from puntuale.apps.callbacks.models import CallAttempt, Callback
from puntuale.apps.customers.consents import record_consent
from puntuale.apps.customers.models import Contact
from puntuale.apps.news.actions import send_bulletin, write_bulletin
from puntuale.apps.news.models import Delivery
from puntuale.apps.registrations.actions import Typed, ask_to_register, make_proof, prove
from puntuale.apps.registrations.models import Registration
from puntuale.apps.registrations.queries import registration_open_under
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.models import Ticket

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ROME = ZoneInfo("Europe/Rome")
NUMBERS = {"Oblak Logistika": "+38612345678", "Ferramenta Galli": "+390352345678"}
NEWS = {
    "title_en": "Version 8.4 finds orders by their barcode",
    "text_en": "Read the barcode of a box, and its order opens.\n\nThe update takes ten minutes; nothing else changes.",
    "title_it": "La versione 8.4 trova gli ordini dal codice a barre",
    "text_it": "Legga il codice a barre di una scatola, e si apre il suo ordine.\n\nL'aggiornamento richiede dieci minuti; nient'altro cambia.",
}  # fmt: skip


def ask_for_calls(people: dict[str, list[Contact]], agents: Sequence[User], now: datetime) -> None:
    """One can be made now, one was tried once, one in vain three times, one is wished for tomorrow."""
    oblak, galli = people["Oblak Logistika"][0], people["Ferramenta Galli"][0]
    _asked(oblak, "The reader at the gate stays red", now - 50 * MINUTE)
    _tried(_asked(galli, "Il lettore del magazzino non legge", _morning(now, 1)), agents, 1, now)
    _tried(_asked(oblak, "Two badges open the same door", _morning(now, 4)), agents, 3, now)
    tomorrow = _morning(now, -1)
    _asked(
        galli,
        "Come si aggiunge una porta?",
        now - 20 * MINUTE,
        wanted_from=tomorrow + 240 * MINUTE,
        wanted_until=tomorrow + 300 * MINUTE,
        medium=Callback.Medium.SCREEN_SHARING,
        note="Ho il programma davanti.",
    )


def register_somebody(now: datetime) -> None:
    """Somebody says they are of Alpine Optics, with an address of elsewhere: they wait for a word."""
    at = now - 30 * MINUTE
    version = registration_open_under(at)
    assert version is not None, "the demo has direct support"
    typed = Typed(
        key=uuid.uuid4(),
        email="luka.novak@mail.example",
        name="Luka Novak",
        company="Alpine Optics",
        language="en",
        phone="+38612345679",
        country="SI",
        wants_news=True,
        wants_sign_in=True,
    )
    ask_to_register(typed, version, at=at)
    prove(make_proof(Registration.objects.latest("pk"), at=at), at=at)


def tell_news(by: User, now: datetime) -> None:
    """One bulletin that was sent some days ago, and a draft."""
    agreements = Agreement.objects.filter(code__in=("standard", "direct"))
    for contact in Contact.objects.filter(
        organisation__name__in=("Alpine Optics", "Studio Sartor", "Tessitura Brembo")
    ):
        record_consent(contact, is_given=True, source="profile", at=now - 90 * DAY)
    told = NEWS | {"is_to_registered": True, "agreements": agreements}
    sent = write_bulletin(None, told, by=by, at=now - 6 * DAY)
    send_bulletin(sent, by=by, at=now - 5 * DAY)
    Delivery.objects.filter(state=Delivery.State.WAITING).update(state=Delivery.State.MAILED)
    draft = {"title_en": "Version 8.5: what is planned", "title_it": "Versione 8.5: i piani"}
    write_bulletin(None, told | draft, by=by, at=now - DAY)


def _morning(now: datetime, days_ago: int) -> datetime:
    """Ten o'clock in Rome, so many days before today."""
    day = (now - days_ago * DAY).astimezone(ROME)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


def _asked(contact: Contact, subject: str, at: datetime, **wishes: object) -> Callback:
    request = NewRequest(
        contact=contact,
        subject=subject,
        text=subject,
        channel=Ticket.Channel.PORTAL,
        language=contact.language,
        submitted_at=at,
        tell=False,
    )
    phone = NUMBERS[str(contact.organisation)]
    return ask_for_call(open_ticket(request, at=at), phone=phone, by=contact, at=at, **wishes)  # type: ignore[arg-type]


def _tried(callback: Callback, agents: Sequence[User], times: int, now: datetime) -> None:
    """Called so often in vain, each time as soon as the agreement lets."""
    for number in range(times):
        callback.refresh_from_db()
        if callback.call_at > now - 5 * MINUTE:
            return
        attempt = start_call(callback, by=agents[number % len(agents)], at=callback.call_at)
        end_call(attempt, CallAttempt.Outcome.NO_ANSWER, at=callback.call_at + MINUTE)
