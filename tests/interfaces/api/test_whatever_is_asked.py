"""Whatever the description of the API allows is asked, by everybody: nothing breaks, nothing leaks."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans, one_of, sampled_from
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from puntuale.apps.tickets.actions.writing import note
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.api.describing import description
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome
from tests.interfaces.api.program import program_of

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
pytestmark = pytest.mark.once
BOUNDED = settings(
    max_examples=10,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
OURS, THEIRS = "canary of the desk", "canary of another company"
WHO = {
    "a customer": "giulia",
    "another customer": "maja",
    "an agent": "davide",
    "a manager": "elena",
    "an administrator": "admin",
}
MAY_READ = {
    "a customer": set(),
    "another customer": {THEIRS},
    "an agent": {OURS, THEIRS},
    "a manager": {OURS, THEIRS},
    "an administrator": {OURS, THEIRS},
}
OPERATIONS = [
    (method, path) for path, methods in description()["paths"].items() for method in methods
]


@pytest.fixture(scope="module")
def schema() -> schemathesis.BaseSchema:
    found = schemathesis.openapi.from_dict(description())
    found.app = get_wsgi_application()
    return found


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The connection of the test stays, whose transaction holds what is asked about."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def house(cast: Cast) -> Cast:
    """Two companies with a request each; the first one's has a note."""
    cache.clear()
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    in_force("standard-services", standard=True)
    hers = asked(cast, product=cast.planner, type="bug", severity="P1")
    note(hers, by=cast.elena, text=OURS, at=rome("2026-11-23 10:05"))
    asked(cast, contact=cast.maja, text=THEIRS)
    return cast


@pytest.mark.parametrize("who", WHO)
def test_nothing_breaks_and_nothing_of_others_is_told(
    house: Cast, schema: schemathesis.BaseSchema, who: str
) -> None:
    person = getattr(house, WHO[who])
    headers = {"Authorization": f"Bearer {program_of(getattr(person, 'user', person)).secret}"}
    numbers = list(Ticket.objects.values_list("number", flat=True))
    told = set()

    for method, path in OPERATIONS:
        operation = schema[path][method]
        modes = [operation.as_strategy(mode) for mode in GenerationMode]

        @given(case=one_of(*modes), number=sampled_from(numbers), is_real=booleans())
        @BOUNDED
        def ask(case: schemathesis.Case, number: int, is_real: bool) -> None:
            if is_real and "number" in case.path_parameters:
                case.path_parameters["number"] = number
            answer = case.call(headers=headers)
            case.validate_response(answer, checks=CHECKS)
            told.update(canary for canary in (OURS, THEIRS) if canary in answer.text)

        ask()

    # Last: a client of the tests connects again what closes connections.
    told |= _told_plainly(numbers, headers)
    assert told == MAY_READ[who]


def _told_plainly(numbers: list[int], headers: dict[str, str]) -> set[str]:
    """What every page tells of every request, by chance or not."""
    pages = [
        Client().get(path.format(number=number, code="suite-sla"), headers=headers)
        for method, path in OPERATIONS
        if method == "get"
        for number in numbers
    ]
    return {canary for canary in (OURS, THEIRS) for page in pages if canary in page.text}


def test_without_a_token_nothing_is_told(house: Cast, schema: schemathesis.BaseSchema) -> None:
    cache.clear()
    for method, path in OPERATIONS:
        strategy = schema[path][method].as_strategy(GenerationMode.POSITIVE)

        @given(case=strategy)
        @settings(BOUNDED, max_examples=2)
        def ask(case: schemathesis.Case) -> None:
            answer = case.call()
            case.validate_response(answer, checks=CHECKS)
            assert answer.status_code in {401, 404, 429}

        ask()
