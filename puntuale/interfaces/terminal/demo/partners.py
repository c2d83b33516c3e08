"""The partners of the demo: whom they look after, what they are asked, and what prospects ask."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.agreements.actions import activate, keep_draft, publish
from puntuale.apps.agreements.models import Agreement, Coverage
from puntuale.apps.agreements.partner_terms import blanks_of, fill_blanks
from puntuale.apps.agreements.queries import PROSPECTS, version_in_force
from puntuale.apps.agreements.starters import starter
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.catalogue.models import Product
from puntuale.apps.charges.working import enter_work
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.partners.actions import keep_link, work_for
from puntuale.apps.partners.models import PartnerCard, PartnerLink
from puntuale.apps.tickets.actions.deciding import take_charge
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.actions.passing_on import pass_on
from puntuale.apps.tickets.actions.writing import answer, note
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.actions.entering import Work
from puntuale.interfaces.terminal.demo.catalogue import make_product, sell_licence
from puntuale.interfaces.terminal.demo.logins import Login
from puntuale.interfaces.terminal.demo.people import new_password

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
UPGRADES = "upgrade-premium"
TITLED = (
    "{en: Software Upgrade and Premium Support}",
    "{en: Upgrades and Premium, it: Aggiornamenti e Premium}",
)


@dataclass(frozen=True, slots=True)
class Reseller:
    """A partner with one person at its desk, and a customer of its own."""

    name: str
    language: str
    place: str
    about: str
    person: str
    email: str
    customer: str
    asks: tuple[str, str]


RESELLERS = (
    Reseller("Adria Software", "en", "Koper", "Officina Time for hotels and harbours, since 2009.", "Nina Perko", "nina@adria.example", "Marina Piran", ("Vesna Hribar", "vesna@marina-piran.example")),
    Reseller("Rete Nord Rivendite", "it", "Brescia", "Presenze e turni per officine e fonderie.", "Luca Ferri", "luca@retenord.example", "Fonderia Perego", ("Anna Perego", "anna@fonderiaperego.example")),
)  # fmt: skip


def sell_through_partners(at: datetime) -> list[Login]:
    """Two partners at their desks: a request at the first level, one that was passed on, a lead."""
    product = make_product("time-suite", "Officina Time", at)
    upgrades, since = _signed(UPGRADES, at, TITLED), (at - 200 * DAY).date()
    publish(upgrades, is_public=True, by=None, at=at)
    _signed(PROSPECTS, at)
    logins = []
    for number, one in enumerate(RESELLERS):
        partner, _made = Organisation.objects.get_or_create(
            name=one.name, defaults={"language": one.language, "is_partner": True}
        )
        person, login = _person(one, partner, at)
        logins.append(login)
        contact = _customer(one, partner, product, upgrades, at)
        link = PartnerLink(partner=partner, organisation=contact.organisation, starts_on=since)
        keep_link(link, [], today=at.date(), at=at)
        PartnerCard.objects.create(
            partner=partner, is_listed=True, place=one.place, **{f"about_{one.language}": one.about}
        )
        _agree_on_prices(upgrades, partner, person, since=at - 199 * DAY)
        _work(contact, person, product, at, goes_on=bool(number))
    _enquire(Organisation.objects.get(name=RESELLERS[0].name), product, at)
    return logins


def _agree_on_prices(
    upgrades: Agreement, partner: Organisation, person: User, *, since: datetime
) -> None:
    """What an hour of the partner costs its customer, and an incident of ours the partner."""
    version = version_in_force(upgrades.pk, since)
    manager = User.objects.filter(role=Role.ADMINISTRATOR).first()
    assert version is not None
    assert manager is not None
    for blank in blanks_of(document_of(version)):
        by, price = (manager, "45.00") if blank.is_of_vendor else (person, "65.00")
        fill_blanks(version, partner, {blank.path: price}, by=by, at=since)


def _signed(code: str, at: datetime, *instead: tuple[str, str]) -> Agreement:
    since, text = at - 500 * DAY, starter(code)
    for old, new in instead:
        text = text.replace(old, new)
    agreement = Agreement.objects.create(code=code)
    activate(keep_draft(agreement, text, by=None, at=since), valid_from=since, by=None, at=since)
    return agreement


def _person(one: Reseller, partner: Organisation, at: datetime) -> tuple[User, Login]:
    password = new_password()
    person = User.objects.create_user(
        one.email,
        password,
        name=one.person,
        role=Role.PARTNER,
        language=one.language,
        joined_at=at,
    )
    work_for(partner, person, at=at)
    return person, Login(f"{one.person}, partner {one.name}", one.email, password)


def _customer(
    one: Reseller, partner: Organisation, product: Product, upgrades: Agreement, at: datetime
) -> Contact:
    customer = Organisation.objects.create(name=one.customer, language=one.language)
    name, email = one.asks
    contact = Contact.objects.create(
        organisation=customer,
        name=name,
        email=email,
        language=one.language,
        may_spend=True,
        sees_colleagues=True,
        created_at=at,
    )
    Coverage.objects.create(
        organisation=customer,
        agreement=upgrades,
        partner=partner,
        starts_on=(at - 200 * DAY).date(),
    )
    sell_licence(customer, product, f"OT-{at.year}-{customer.pk:04}", at)
    return contact


def _asked(contact: Contact, subject: str, product: Product, at: datetime, **facts: Any) -> Ticket:
    request = NewRequest(
        **{
            "contact": contact,
            "subject": subject,
            "text": subject,
            "channel": Ticket.Channel.PORTAL,
            "language": contact.language,
            "product": product,
            "tell": False,
            **facts,
        }
    )
    return open_ticket(request, at=at)


def _work(contact: Contact, person: User, product: Product, at: datetime, *, goes_on: bool) -> None:
    """What stands at the first level, and what the partner could not solve."""
    if contact.language == "it":
        first, second = "Le timbrature della notte sono doppie", "Il server si ferma alle due"
        words, why = "Guardiamo i turni di notte.", "Si ferma il programma, non la macchina."
    else:
        first, second = "Night shifts are counted twice", "The server stops at two in the morning"
        words, why = (
            "We look at the night shifts.",
            "It is the program that stops, not the machine.",
        )
    open_one = _asked(contact, first, product, at - 5 * HOUR)
    if goes_on:
        take_charge(open_one, by=person, at=at - 4 * HOUR)
        answer(open_one, by=person, text=words, at=at - 3 * HOUR)
    span = Work(started_at=at - 4 * HOUR, ended_at=at - 4 * HOUR + 25 * MINUTE)
    enter_work(open_one, span, worker=person, by=person, at=at - 3 * HOUR)
    passed = _asked(contact, second, product, at - 30 * HOUR)
    take_charge(passed, by=person, at=at - 29 * HOUR)
    note(passed, by=person, text=why, at=at - 28 * HOUR)
    pass_on(passed, level="L2", reason=why, by=person, at=at - 27 * HOUR)


def _enquire(partner: Organisation, product: Product, at: datetime) -> None:
    """One application that the partner was handed, and one question about a price for us."""
    for name, email, subject, kind, handed in (
        ("Petra Zorman", "petra@vila-bled.example", "Officina Time for 40 people", "subscription", partner),
        ("Hugo Lang", "hugo@langbau.example", "What do three more seats cost?", "price", None),
    ):  # fmt: skip
        contact = Contact.objects.create(name=name, email=email, language="en", created_at=at)
        _asked(
            contact,
            subject,
            product,
            at - 6 * HOUR,
            channel=Ticket.Channel.FORM,
            type=kind,
            is_prospect=True,
            handed_to=handed,
        )
