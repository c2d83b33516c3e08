"""Every address asks who is there, unless it is named here; and nobody is shown what is not theirs."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.actions.writing import answer, note
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Participant, Ticket
from puntuale.apps.work.actions.entering import Work, enter
from tests.apps.catalogue.machines import a_licence, activated
from tests.cast import Cast, rome
from tests.interfaces.api.program import program_of

# What anybody may open; the reason stands beside it.
PUBLIC = {
    "/theme/": "how the page looks, before signing in as well",
    "/language/": "in which language one signs in",
    "/sign-in/": "the way in",
    "/sign-in/link/": "the way in without a password",
    "/sign-in/link/sent/": "where the mailed code is typed",
    "/sign-in/link/<token>/": "where the mailed link leads",
    "/sign-in/second-factor/": "the second half of the way in",
    "/sign-in/closed/": "what somebody is told whose account is closed",
    "/sign-out/": "leaving, also half-way in",
    "/setup/": "the first run; once somebody can sign in it does not exist",
    "/support/": "what we promise, where an agreement is published",
    "/support/<code>/": "the same of one agreement; the others do not exist",
    "/support/<code>/closures.ics": "on which days it is closed",
    "/closures.ics": "on which days nobody is there",
    "/calendar/<token>/promises.ics": "one's promises, for whoever has the secret address",
    "/licences/activation/": "a program that asks for a seat, which is told no more than that",
    "/licences/keys.json": "the public keys that licence files are proved with",
    "/payments/messages/": "what a payment provider signs; nothing else is believed",
    "/mail/<token>/": "declining reminders, for whoever has the secret of such a mail",
    "/register/": "registering without an account, where an agreement asks for it",
    "/register/sent/": "look into your mail, whoever registers",
    "/register/<token>/": "where the mailed proof leads",
    "/call-back/": "a call for somebody without an account, where the agreement offers it",
    "/call-back/sent/": "thanks for it",
    "/telephony/events/": "what a telephone system signs; nothing else is believed",
    "/request/": "a request without an account",
    "/request/promise/": "what we promise on it",
    "/request/sent/": "thanks for it",
    "/estimates/<token>/": "an estimate, for whoever has the secret address that was mailed",
    "/estimates/<token>/card.pdf": "the same on paper",
    "/estimates/<token>/<revision>/": "a later one of the same request",
    "/estimates/<token>/<revision>/card.pdf": "and that on paper",
    "/files/picture/<token>/": "a picture that a reader asked for: a sandboxed frame has no session",
    "/api/v1/": "how programs come in",
    "/api/v1/openapi.json": "the same for programs",
    "/api/v1/<rest>": "that nothing is there",
}
# Monitors cannot sign in: these say whether it runs, and nothing of what is in it.
FOR_MONITORS = {"/healthz", "/metrics"}

HISTORY = "canary: said before anybody was put in copy"
PUBLIC_WORDS = "canary: said to whoever reads along"
NOTE = "canary: only the desk may read this"
SECRET = "canary: a vulnerability for the restricted group"
MACHINE = "canary: a machine of the customer"
CANARIES = {HISTORY, PUBLIC_WORDS, NOTE, SECRET, MACHINE}


def addresses(
    patterns: list[URLPattern | URLResolver], before: str = "/"
) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        text = str(pattern.pattern)
        for converter in ("str:", "int:", "slug:", "uuid:", "path:"):
            text = text.replace(f"<{converter}", "<")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, before + text)
        else:
            yield before + text, pattern


ADDRESSES = dict(addresses(get_resolver().url_patterns))
# These ask for a token instead, and a session opens none of them.
BY_TOKEN = {path for path in ADDRESSES if path.startswith("/api/v1/")} - PUBLIC.keys()


def is_public(pattern: URLPattern) -> bool:
    return not getattr(pattern.callback, "login_required", True)


def test_only_the_named_addresses_are_public() -> None:
    public = {path for path, pattern in ADDRESSES.items() if is_public(pattern)}

    assert public - FOR_MONITORS - BY_TOKEN == set(PUBLIC)


def test_the_lock_is_in_place() -> None:
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


@dataclass(frozen=True)
class House:
    """A desk with a request in each corner, and somebody of every role before the door."""

    cast: Cast
    asked: Ticket
    restricted: Ticket
    foreign: Ticket
    people: dict[str, User | None]
    values: dict[str, list[str]]


@pytest.fixture
def house(cast: Cast, time_machine: TimeMachineFixture) -> House:
    time_machine.move_to(rome("2026-11-23 12:00"))
    cache.clear()
    asked = _ask(cast, cast.maja, HISTORY)
    note(asked, by=cast.elena, text=NOTE, at=rome("2026-11-23 10:05"))
    newcomer = _newcomer(asked)
    answer(asked, by=cast.elena, text=PUBLIC_WORDS, at=rome("2026-11-23 11:00"))
    restricted = _ask(cast, cast.maja, SECRET)
    Ticket.objects.filter(pk=restricted.pk).update(is_restricted=True)
    foreign = _ask(cast, cast.giulia, "of another company")
    people = {
        "nobody": None,
        "the customer": cast.maja.user,
        "another customer": cast.giulia.user,
        "a newcomer in copy": newcomer.user,
        "an agent": cast.davide,
        "an agent of the restricted group": cast.tone,
        "a manager": cast.elena,
        "somebody of billing": _billing(),
        "an administrator": cast.admin,
    }
    file = asked.files.get()
    licence = a_licence(cast.planner, cast.alpine)
    machine = activated(licence, MACHINE)
    span = Work(started_at=rome("2026-11-23 10:10"), ended_at=rome("2026-11-23 10:20"))
    worked = enter(asked, span, worker=cast.davide, by=cast.davide, at=rome("2026-11-23 10:30"))
    values = {
        "entry": [str(worked.pk)],
        "session": ["1"],
        "number": [str(ticket.number) for ticket in (asked, restricted, foreign)],
        "pk": [str(row.pk) for row in (asked, restricted, asked.messages.all()[0], licence)],
        "machine": [str(machine.pk)],
        "key": [str(file.key)],
        "token": ["x" * 43],
        "year": ["2026"],
        "month": ["11"],
        "revision": ["1"],
    }
    return House(cast, asked, restricted, foreign, people, values)


def _ask(cast: Cast, contact: Contact, text: str) -> Ticket:
    at = rome("2026-11-23 10:00")
    file = keep_file(text.encode(), "words.txt", "text/plain", at=at)
    return open_ticket(
        NewRequest(
            contact=contact,
            subject=f"About {contact.email}",
            text=text,
            channel=Ticket.Channel.PORTAL,
            language="en",
            files=[file],
        ),
        at=at,
    )


def _billing() -> User:
    return User.objects.create_user("bruna@officina.example", name="Bruna", role=Role.BILLING)


def _newcomer(ticket: Ticket) -> Contact:
    user = User.objects.create_user("new@elsewhere.example", name="Nina New")
    contact = Contact.objects.create(email=user.email, name="Nina New", user=user)
    Participant.objects.create(
        ticket=ticket, contact=contact, joined_at=rome("2026-11-23 10:30"), sees_history=False
    )
    return contact


def browser(person: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if person is not None:
        client.force_login(person)
    return client


def filled(path: str, house: House) -> Iterator[str]:
    """The address with every value that may stand in it."""
    start, bracket, rest = path.partition("<")
    if not bracket:
        yield path
        return
    name, _, after = rest.partition(">")
    for value in house.values.get(name, ["1", "unknown"]):
        yield from filled(f"{start}{value}{after}", house)


def every_answer(house: House, role: str) -> Iterator[tuple[str, HttpResponse]]:
    """Every part of a page swapped by somebody of that role, or asked for by their program.

    The pages themselves are opened by every role in test_role_matrix.py.
    """
    person = house.people[role]
    client, shown = browser(person), token_of(person)
    for path in ADDRESSES:
        headers = shown if path in BY_TOKEN else {"HX-Request": "true"}
        for address in filled(path, house):
            yield address, client.get(address, headers=headers)


def token_of(person: User | None) -> dict[str, str]:
    if person is None:
        return {}
    return {"Authorization": f"Bearer {program_of(person).secret}"}


def said(answer: HttpResponse) -> str:
    parts = answer.streaming_content if answer.streaming else [answer.content]  # type: ignore[attr-defined]
    return b"".join(parts).decode(errors="replace")


def carries_its_policy(answer: HttpResponse) -> bool:
    policy = answer["Content-Security-Policy"]
    # A mail's own styles count inside its cage, where nothing runs and nothing is loaded.
    caged = policy.startswith("sandbox ") and "allow-scripts" not in policy
    return (
        "default-src 'none'" in policy
        and ("unsafe" not in policy or caged)
        and answer["X-Content-Type-Options"] == "nosniff"
    )


def test_whoever_is_not_signed_in_is_asked_to_and_shown_nothing(house: House) -> None:
    public = {address for path in PUBLIC for address in filled(path, house)}
    by_token = {address for path in BY_TOKEN for address in filled(path, house)}
    for address, answer_ in every_answer(house, "nobody"):
        if address in by_token:
            assert answer_.status_code in {401, 405, 429}, address
        elif address in public or address in FOR_MONITORS:
            assert answer_.status_code in {200, 302, 404, 405, 410, 503}, address
        else:
            assert answer_.status_code == 302, address
            assert answer_["Location"].startswith("/sign-in/?next="), address
        assert "canary" not in said(answer_), address
        assert carries_its_policy(answer_), address


# Who may read which canary; anything else is a leak, wherever it shows.
MAY_READ = {
    "the customer": {HISTORY, PUBLIC_WORDS, SECRET, MACHINE},
    "another customer": set(),
    "a newcomer in copy": {PUBLIC_WORDS},
    "an agent": {HISTORY, PUBLIC_WORDS, NOTE, MACHINE},
    "an agent of the restricted group": {HISTORY, PUBLIC_WORDS, NOTE, SECRET, MACHINE},
    "a manager": {HISTORY, PUBLIC_WORDS, NOTE, MACHINE},
    "somebody of billing": set(),
    "an administrator": {HISTORY, PUBLIC_WORDS, NOTE, MACHINE},
}
CUSTOMERS = {"the customer", "another customer", "a newcomer in copy"}
ROOMS_OF_THE_STAFF = ("/desk/", "/office/")


@pytest.mark.once
@pytest.mark.parametrize("role", MAY_READ)
def test_everybody_reads_only_what_is_theirs_and_changes_nothing_by_looking(
    house: House, role: str
) -> None:
    before, seen = _facts(house.asked), set()
    for address, answer_ in every_answer(house, role):
        text = said(answer_)
        shown = {canary for canary in CANARIES if canary in text}
        assert shown <= MAY_READ[role], f"{address} shows {shown - MAY_READ[role]}"
        assert answer_.status_code < 500 or address in FOR_MONITORS, address
        assert carries_its_policy(answer_), address
        if role in CUSTOMERS and address.startswith(ROOMS_OF_THE_STAFF):
            # Who mistakes the desk for the way in is shown home.
            assert answer_.status_code in {403, 404, 405} or address == "/desk/", address
        seen |= shown

    assert seen == MAY_READ[role]
    assert _facts(house.asked) == before


def test_a_session_opens_nothing_that_asks_for_a_token(house: House) -> None:
    client = browser(house.people["an administrator"])
    for path in BY_TOKEN:
        for address in filled(path, house):
            for answer_ in (client.get(address), client.post(address, {}, "application/json")):
                assert answer_.status_code in {401, 405, 429}, address


def test_refusals_carry_their_policy_too(cast: Cast, settings: object) -> None:
    client = Client(raise_request_exception=False)
    answers = {
        404: client.get("/nothing/here/"),
        400: client.get("/", headers={"host": "evil.example"}),
        403: Client(enforce_csrf_checks=True).post("/sign-in/"),
        405: client.put("/theme/"),
    }

    for status, answer_ in answers.items():
        assert answer_.status_code == status
        assert carries_its_policy(answer_), status


def test_nobody_does_anything_to_a_request_that_is_not_theirs(house: House) -> None:
    """Every address under a request, with its number put in by somebody of another company."""
    person = house.people["another customer"]
    outsider, program = browser(person), token_of(person) | {"Idempotency-Key": "taken"}
    before = _facts(house.asked)
    for path in ADDRESSES:
        if "<number>" not in path:
            continue
        address = path.replace("<number>", str(house.asked.number)).replace("<pk>", "1")
        said_ = {"text": "taken over", "email": "x@elsewhere.example"}
        if path in BY_TOKEN:
            said_ = {"text": "taken over"}
            answer_ = outsider.post(address, said_, "application/json", headers=program)
        else:
            answer_ = outsider.post(address, said_)
        assert answer_.status_code in {403, 404, 405}, address

    assert _facts(house.asked) == before


def test_somebody_in_copy_writes_but_does_not_decide(house: House) -> None:
    newcomer = browser(house.people["a newcomer in copy"])
    number = house.asked.number

    assert newcomer.post(f"/requests/{number}/closing/").status_code == 403
    assert newcomer.post(f"/requests/{number}/reopening/").status_code == 403
    assert newcomer.post(f"/requests/{number}/reply/", {"text": "Me too."}).status_code == 302
    assert house.asked.messages.filter(text="Me too.").exists()


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


def test_every_form_needs_its_token(house: House) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.cast.maja.user)
    public = Client(enforce_csrf_checks=True)

    assert client.post(f"/requests/{house.asked.number}/reply/", {"text": "x"}).status_code == 403
    assert client.post("/new/", {}).status_code == 403
    assert client.post("/sign-out/").status_code == 403
    assert public.post("/request/", {}).status_code == 403
    assert public.post("/sign-in/", {}).status_code == 403
    assert public.post("/sign-in/link/", {}).status_code == 403


def test_a_customer_writes_nothing_into_notes_by_asking_for_it(house: House) -> None:
    """A field of ours in a customer's form means nothing."""
    maja = browser(house.cast.maja.user)

    maja.post(
        f"/requests/{house.asked.number}/reply/",
        {"text": "Hello", "kind": "note", "by_user": "1", "ticket": "1", "is_restricted": "on"},
    )

    message = house.asked.messages.get(text="Hello")
    assert (message.kind, message.by_user) == ("customer", None)


def _facts(ticket: Ticket) -> tuple[object, ...]:
    ticket.refresh_from_db()
    return (
        ticket.state,
        ticket.closed_at,
        ticket.assignee_id,
        ticket.messages.count(),
        ticket.events.count(),
        ticket.participants.count(),
    )


def test_the_canaries_are_really_there(house: House) -> None:
    texts = set(house.asked.messages.values_list("text", flat=True))

    assert texts == {HISTORY, NOTE, PUBLIC_WORDS}
