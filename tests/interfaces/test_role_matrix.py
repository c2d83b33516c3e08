"""Who may open what: every address, as everybody, with objects of two companies and two partners.

The table stands in `role_matrix.txt`, to be read and reviewed. An address without a row there fails;
`PUNTUALE_WRITE_MATRIX=1` writes what was found, for the next review.
"""

import hashlib
import os
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.access.models import Opening
from puntuale.apps.accounts.calendar_address import token_of
from puntuale.apps.accounts.models import ApiToken, User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.catalogue.models import Licence, Product
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.registrations.models import Registration
from puntuale.apps.tickets.actions.writing import note
from puntuale.apps.tickets.models import Ticket
from tests.apps.catalogue.machines import a_licence
from tests.cast import Cast, covered, in_force, rome
from tests.interfaces.locks.addresses import ADDRESSES, BY_TOKEN, Values, filled
from tests.interfaces.locks.house import ask
from tests.interfaces.locks.visiting import browser, said
from tests.interfaces.locks.visiting import token_of as shown_token

pytestmark = pytest.mark.once
TABLE = Path(__file__).with_name("role_matrix.txt")
WRITES = os.environ.get("PUNTUALE_WRITE_MATRIX")
# What a second path might betray: a search, a suggestion, a wider list.
ASKED = "?q=canary&email=canary&of=company&customer=canary"
# What is written by merely looking: that somebody looked.
LOOKED = (Session, ApiToken, Opening)

WORDS_A, WORDS_B = "canary words of alpine", "canary words of brembo"
NOTE_A, SECRET_A = "canary note on alpine", "canary secret of alpine"
RECORD_A, RECORD_B = "canary record of alpine", "canary record of brembo"
SERIAL_A, SERIAL_B = "CANARY-ALPINE-1", "CANARY-BREMBO-1"
FILE_A, FILE_B = "canary file of alpine", "canary file of brembo"
NEWCOMER_A, NEWCOMER_B = "canary who says of alpine", "canary who says of brembo"
FILES, NEWCOMERS = {FILE_A, FILE_B}, {NEWCOMER_A, NEWCOMER_B}
EVERY = {WORDS_A, WORDS_B, NOTE_A, SECRET_A, RECORD_A, RECORD_B, SERIAL_A, SERIAL_B}
EVERY |= FILES | NEWCOMERS
OF_ALPINE, OF_BREMBO = {WORDS_A, SERIAL_A, FILE_A}, {WORDS_B, SERIAL_B, FILE_B}

MAY_READ = {
    "nobody": set(),
    "customer": OF_ALPINE | {SECRET_A},
    "colleague": OF_ALPINE | {NEWCOMER_A},
    "other": OF_BREMBO,
    "partner": OF_ALPINE - {FILE_A} | {NEWCOMER_A},
    "partner2": OF_BREMBO - {FILE_B} | {NEWCOMER_B},
    "billing": set(),
    # Files are for whoever works on the request, or has said why.
    "agent": EVERY - {SECRET_A, RECORD_A, RECORD_B} - FILES - NEWCOMERS,
    "manager": EVERY - {SECRET_A},
    "admin": EVERY - {SECRET_A},
}


@pytest.fixture
def counted_from_one(db: None) -> None:
    """An object of any kind can be guessed at, although tests before have used up numbers."""
    sequences = connection.introspection.sequence_list()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), sequences):
            cursor.execute(statement)


@pytest.fixture
def people(
    counted_from_one: None, cast: Cast, time_machine: TimeMachineFixture
) -> dict[str, User | None]:
    """Everybody before the door, and something of each company behind it."""
    time_machine.move_to(rome("2026-11-23 12:00"))
    cache.clear()
    suite = in_force("suite-sla")
    for organisation, serial, record, newcomer in (
        (cast.alpine, SERIAL_A, RECORD_A, NEWCOMER_A),
        (cast.brembo, SERIAL_B, RECORD_B, NEWCOMER_B),
    ):
        covered(organisation, suite, reference=record)
        Organisation.objects.filter(pk=organisation.pk).update(notes=record)
        a_licence(cast.planner, organisation, serial)
        _waits(newcomer, organisation, suite.versions.get())
    asked = ask(cast, cast.maja, WORDS_A, in_file=FILE_A)
    note(asked, by=cast.elena, text=NOTE_A, at=rome("2026-11-23 10:05"))
    secret = ask(cast, cast.maja, SECRET_A)
    Ticket.objects.filter(pk=secret.pk).update(is_restricted=True)
    ask(cast, cast.giulia, WORDS_B, in_file=FILE_B)
    billing = User.objects.create_user("b@officina.example", name="Bea Conti", role=Role.BILLING)
    return {
        "nobody": None,
        "customer": cast.maja.user,
        "colleague": _person(cast.alpine, "colleague", sees_colleagues=True),
        "other": cast.giulia.user,
        "partner": _person(_partner("Adria", of=cast.alpine), "adria", role=Role.PARTNER),
        "partner2": _person(_partner("Dinamo", of=cast.brembo), "dinamo", role=Role.PARTNER),
        "billing": billing,
        "agent": cast.davide,
        "manager": cast.elena,
        "admin": cast.admin,
    }


def _person(
    organisation: Organisation, name: str, role: Role = Role.CUSTOMER, **facts: bool
) -> User:
    user = User.objects.create_user(f"{name}@elsewhere.example", name=name.title(), role=role)
    Contact.objects.create(
        organisation=organisation, user=user, name=user.name, email=user.email, **facts
    )
    return user


def _waits(name: str, organisation: Organisation, version: AgreementVersion) -> None:
    """Somebody has registered and says they are of `organisation`."""
    facts = {"email": "x@new.example", "company": "New", "language": "en", "terms_sha256": "0"}
    facts |= {"made_at": version.valid_from, "proved_at": version.valid_from}
    waits = Registration.State.PENDING
    Registration.objects.create(
        key=uuid.uuid4(),
        name=name,
        organisation=organisation,
        version=version,
        state=waits,
        **facts,
    )


def _partner(name: str, *, of: Organisation) -> Organisation:
    partner = Organisation.objects.create(name=name, is_partner=True)
    PartnerLink.objects.create(
        partner=partner, organisation=of, starts_on=date(2026, 1, 1), is_in_force=True
    )
    return partner


def values() -> Values:
    """Every object there is, by the names that stand in addresses."""
    tickets = list(Ticket.objects.order_by("pk"))
    models = (Ticket, Contact, Coverage, Licence, Product)
    pks = {str(row.pk) for model in models for row in model.objects.all()}
    return {
        "number": [str(ticket.number) for ticket in tickets] + ["1"],
        "pk": sorted(pks, key=int)[:3],
        "key": [str(file.key) for ticket in tickets for file in ticket.files.all()],
        "token": ["x" * 43],
        "code": ["suite-sla", "customers", "contacts", "coverages", "licences"],
        "rest": ["nowhere"],
    }


def asked_for(path: str, objects: Values) -> Iterator[str]:
    yield from filled(path, objects)
    if "<" not in path:
        yield f"{path}{ASKED}"


def verdict(answers: list[HttpResponse]) -> str:
    """How somebody is answered: open where one of its objects is, else how it was refused."""
    codes = {answer.status_code for answer in answers}
    if codes & {200, 422}:
        return "open"
    if 302 in codes:
        leads = {answer["Location"] for answer in answers if answer.status_code == 302}
        return "sign-in" if all(each.startswith("/sign-in/?next=") for each in leads) else "on"
    return str(min(codes))


def rows() -> dict[str, dict[str, str]]:
    """The table: for each address the verdict of each role."""
    _, head, *lines = TABLE.read_text().splitlines()
    roles = head.removeprefix("#").split()
    return {
        path: dict(zip(roles, verdicts, strict=True))
        for path, *verdicts in (line.split() for line in lines)
    }


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    if not WRITES:
        assert ADDRESSES.keys() - rows().keys() == set(), "review who may open it, then add its row"
        assert rows().keys() - ADDRESSES.keys() == set()


def _sent(path: str, person: User | None, token: dict[str, str], objects: Values) -> str:
    """The verdict on what can only be sent to, empty: `send` where that is not refused outright."""
    verdicts = set()
    # As somebody who has just come in: one of these addresses signs out.
    client = Client() if path in BY_TOKEN else browser(person)
    for address in filled(path, objects):
        if path in BY_TOKEN:
            answer = client.post(address, {}, "application/json", headers=token)
        else:
            answer = client.post(address)
        verdicts.add(verdict([answer]))
    refused = verdicts <= {"sign-in", "401", "403", "404"}
    return min(verdicts) if refused else "send"


@pytest.mark.parametrize("role", MAY_READ)
def test_a_role_opens_what_its_column_says_and_reads_nothing_of_others(
    people: dict[str, User | None], role: str
) -> None:
    person, objects = people[role], values()
    client, token = browser(person), shown_token(person)
    before, found, told = fingerprint(), {}, set()

    for path in ADDRESSES:
        headers = token if path in BY_TOKEN else {}
        answers = [client.get(each, headers=headers) for each in asked_for(path, objects)]
        found[path] = verdict(answers)
        for answer in answers:
            assert answer.status_code < 500 or path in {"/healthz", "/metrics"}, path
            shown = {canary for canary in EVERY if canary in said(answer)}
            assert shown <= MAY_READ[role], f"{path} shows {shown - MAY_READ[role]}"
            told |= shown

    assert told == MAY_READ[role]
    assert fingerprint() == before, "looking changed something"
    for path in [path for path, answered in found.items() if answered == "405"]:
        found[path] = _sent(path, person, token, objects)
    if WRITES:
        _write(role, found)
    assert found == {path: verdicts[role] for path, verdicts in rows().items()}


@pytest.mark.parametrize("role", ["customer", "other", "partner", "billing"])
def test_what_a_role_may_not_open_it_may_not_do(people: dict[str, User | None], role: str) -> None:
    """Whatever is sent to the rooms of the staff, and to objects of others: nothing changes."""
    client, objects = browser(people[role]), values()
    closed = [path for path, verdicts in rows().items() if verdicts[role] in {"403", "404"}]
    before = fingerprint()

    for path in closed:
        if path not in BY_TOKEN:
            for address in filled(path, objects):
                answer = client.post(address, {"text": "x", "email": "x@elsewhere.example"})
                # The portal shows staff to the desk, whatever they send it.
                led = answer.status_code == 302 and answer["Location"] == "/desk/"
                assert led or answer.status_code in {403, 404, 405, 410}, address

    assert fingerprint() == before


def test_a_customer_who_goes_to_another_company_is_out_of_the_first_at_once(
    people: dict[str, User | None], cast: Cast
) -> None:
    """R-17 for whoever moves: an open session, a token, and the next request of each."""
    person = people["colleague"]
    client, token = browser(person), shown_token(person)
    number = Ticket.objects.get(messages__text=WORDS_A).number
    address = f"/requests/{number}/"
    assert client.get(address).status_code == 200

    Contact.objects.filter(user=person).update(organisation=cast.brembo)

    assert client.get(address).status_code == 404
    assert Client().get(f"/api/v1/requests/{number}", headers=token).status_code == 404


def test_an_agent_who_is_one_no_more_is_out_by_every_way(
    people: dict[str, User | None], cast: Cast
) -> None:
    person = people["agent"]
    assert person is not None
    client, token = browser(person), shown_token(person)
    calendar = f"/calendar/{token_of(person)}/promises.ics"
    assert client.get("/desk/").status_code == Client().get(calendar).status_code == 200
    office = browser(cast.admin)

    facts = {"name": person.name, "email": person.email, "role": Role.CUSTOMER, "language": "it"}
    office.post(
        f"/office/people/{person.pk}/", facts | {"time_zone": "Europe/Rome", "is_active": "on"}
    )

    assert client.get("/desk/")["Location"].startswith("/sign-in/")
    assert Client().get("/api/v1/requests", headers=token).status_code == 401
    assert Client().get(calendar).status_code == 404


def fingerprint() -> str:
    """All that is stored, but who looked at what."""
    digest = hashlib.sha256()
    for model in apps.get_models():
        if model in LOOKED or not model._meta.managed:
            continue
        names = [
            field.attname for field in model._meta.concrete_fields if field.name != "last_login"
        ]
        for row in model._default_manager.order_by("pk").values_list(*names):
            digest.update(f"{model._meta.label} {row}".encode())
    return digest.hexdigest()


def _write(role: str, found: dict[str, str]) -> None:
    """Put the column of `role` into the table; what nobody has opened yet says so."""
    before = rows()
    width = max(map(len, ADDRESSES)) + 1
    lines = [
        TABLE.read_text().partition("\n")[0],
        "#".ljust(width) + "".join(each.ljust(11) for each in MAY_READ).rstrip(),
    ]
    for path in sorted(ADDRESSES):
        row = before.get(path, {}) | {role: found[path]}
        lines.append(
            path.ljust(width) + "".join(row.get(each, "?").ljust(11) for each in MAY_READ).rstrip()
        )
    TABLE.write_text("\n".join(lines) + "\n")
