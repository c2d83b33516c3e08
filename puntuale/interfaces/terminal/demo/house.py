"""What the vendor of the demo has signed, with whom, and for which products."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from puntuale.apps.agreements.actions import activate, keep_draft, make_standard, publish
from puntuale.apps.agreements.models import Agreement, Coverage
from puntuale.apps.agreements.starters import starter
from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.post.models import Mailbox
from puntuale.apps.tickets.models import SavedReply
from puntuale.apps.work.tools import begin_with_usual_tools
from puntuale.interfaces.terminal.demo.catalogue import (
    make_product,
    sell_licence,
    sell_unregistered,
)

# The document to begin with, the code, and what it is called here instead.
AGREEMENTS = (
    ("standard-services", "standard", (("Standard Support Services", "Standard"), ("Servizi di supporto standard", "Standard"))),
    ("suite-sla", "cloud-sla", (("Suite support and SLA", "Cloud SLA"), ("Supporto e SLA della suite", "Cloud SLA"))),
    ("bespoke", "su-misura", (("Software Support Agreement", "Su misura"),)),
    ("bespoke", "su-misura-tokyo", (("Software Support Agreement", "Su misura Tokyo"), ("Europe/London", "Asia/Tokyo"), ("{country: GB, subdivision: ENG}", "{country: JP}"), ("GBP", "EUR"))),
    ("direct-support", "direct", (("Direct Support", "Direct"),)),
)  # fmt: skip

PRODUCTS = (
    ("suite", "Officina Suite"),
    ("order-portal", "Order Portal"),
    ("badge-reader", "Badge Reader"),
)


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer of the demo: people as (name, address), agreement, product, how it runs."""

    name: str
    language: str
    zone: str
    domain: str
    people: tuple[str, ...]
    agreement: str
    product: str
    deployment: str = ""


CUSTOMERS = (
    Customer("Alpine Optics", "en", "Europe/Ljubljana", "alpine-optics.example", ("Maja Kranjc", "Luka Zupan"), "standard", "order-portal"),
    Customer("Tessitura Brembo", "it", "Europe/Rome", "tessiturabrembo.example", ("Giulia Conti", "Paolo Locatelli"), "cloud-sla", "suite", "cloud"),
    Customer("Cantine Morelli", "it", "Europe/Rome", "cantinemorelli.example", ("Sara Morelli",), "cloud-sla", "suite", "cloud"),
    Customer("Harbour & Finch", "en", "Europe/London", "harbourfinch.example", ("Edith Marsh", "Tom Ellery"), "su-misura", "order-portal"),
    Customer("Hoshino Seiki", "en", "Asia/Tokyo", "hoshino-seiki.example", ("Kenji Hoshino",), "su-misura-tokyo", "order-portal"),
    Customer("Oblak Logistika", "en", "Europe/Ljubljana", "oblak.example", ("Ana Oblak",), "direct", "badge-reader"),
    Customer("Studio Sartor", "it", "Europe/Rome", "studiosartor.example", ("Chiara Sartor",), "standard", "suite"),
    Customer("Ferramenta Galli", "it", "Europe/Rome", "ferramentagalli.example", ("Marco Galli",), "direct", "badge-reader"),
)  # fmt: skip
PARTNERS = (
    ("Rete Nord Rivendite", "it", "Ferramenta Galli"),
    ("Adria Software", "en", "Oblak Logistika"),
)

SAVED_REPLIES = (
    ("Taking charge", "We have taken charge of your request and will come back to you by the promised hour.", "Abbiamo preso in carico la sua richiesta e le rispondiamo entro l'ora promessa.", False),
    ("We need an answer", "To go on we need to know: ", "Per proseguire ci serve sapere: ", True),
    ("Remote access", "Please give us access by TeamViewer or SSH, so that we can look at it ourselves.", "La preghiamo di darci accesso con TeamViewer o SSH, così possiamo guardare di persona.", True),
)  # fmt: skip


PUBLIC = ("standard", "cloud-sla", "direct")


def sign_agreements(at: datetime) -> dict[str, Agreement]:
    """The agreements of the demo, in force since the year before last."""
    since = at - timedelta(days=500)
    signed = {}
    for first, code, changes in AGREEMENTS:
        text = starter(first).replace(f"code: {first}", f"code: {code}", 1)
        for old, new in changes:
            text = text.replace(old, new)
        agreement = Agreement.objects.create(code=code)
        draft = keep_draft(agreement, text, by=None, at=since)
        activate(draft, valid_from=since, by=None, at=since)
        signed[code] = agreement
    make_standard(signed["standard"], by=None, at=since)
    for code in PUBLIC:
        publish(signed[code], is_public=True, by=None, at=since)
    return signed


def furnish(at: datetime) -> dict[str, list[Contact]]:
    """Products, customers with their people and coverages, partners, a mailbox, saved replies."""
    agreements = sign_agreements(at)
    products = {code: make_product(code, name, at) for code, name in PRODUCTS}
    sell_unregistered(products["badge-reader"], at)
    Mailbox.objects.create(
        address="support@officina.example", name="Officina Software", language="it", is_default=True
    )
    begin_with_usual_tools()
    for title, english, italian, waits in SAVED_REPLIES:
        SavedReply.objects.create(
            title=title, text_en=english, text_it=italian, waits_for_customer=waits
        )
    people = {}
    for number, one in enumerate(CUSTOMERS, start=1):
        organisation = _organisation(one, number, at)
        _cover(one, organisation, agreements[one.agreement], products[one.product], at, number)
        people[one.name] = list(organisation.contacts.all())
    for name, language, looks_after in PARTNERS:
        partner = Organisation.objects.create(name=name, language=language, is_partner=True)
        PartnerLink.objects.create(
            partner=partner,
            organisation=Organisation.objects.get(name=looks_after),
            starts_on=_new_year(at),
            is_in_force=True,
        )
    return people


def _organisation(one: Customer, number: int, at: datetime) -> Organisation:
    organisation = Organisation.objects.create(
        name=one.name,
        code=f"C{number:03}",
        language=one.language,
        time_zone=one.zone,
        domains=[one.domain],
    )
    for position, name in enumerate(one.people):
        Contact.objects.create(
            organisation=organisation,
            name=name,
            email=f"{name.split()[0].lower()}@{one.domain}",
            language=one.language,
            may_spend=position == 0,
            sees_colleagues=position == 0,
            created_at=at,
        )
    return organisation


def _cover(
    one: Customer,
    organisation: Organisation,
    agreement: Agreement,
    product: Product,
    at: datetime,
    number: int,
) -> None:
    Coverage.objects.create(
        organisation=organisation,
        agreement=agreement,
        deployment=one.deployment,
        reference=f"{at.year}/{number:02}",
        starts_on=_new_year(at),
        # One is about to end.
        ends_on=(at + timedelta(days=25)).date() if number == 2 else None,
    )
    sell_licence(organisation, product, f"OS-{at.year}-{number:04}", at)


def _new_year(at: datetime) -> date:
    return date(at.year - 1, 1, 1)
