"""Nobody is shown what is not theirs, at whatever address."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse

from tests.interfaces.locks.addresses import ADDRESSES, BY_TOKEN, FOR_MONITORS, PUBLIC, filled
from tests.interfaces.locks.house import (
    AUTHORITY,
    CANARIES,
    HISTORY,
    MACHINE,
    NOTE,
    PUBLIC_WORDS,
    SECRET,
    House,
    facts_of,
)
from tests.interfaces.locks.visiting import browser, carries_its_policy, said, token_of

# Who may read which canary; anything else is a leak, wherever it shows.
MAY_READ = {
    "the customer": {HISTORY, PUBLIC_WORDS, SECRET, MACHINE},
    "another customer": set(),
    "a newcomer in copy": {PUBLIC_WORDS},
    "an agent": {HISTORY, PUBLIC_WORDS, NOTE, MACHINE},
    "an agent of the restricted group": {HISTORY, PUBLIC_WORDS, NOTE, SECRET, MACHINE, AUTHORITY},
    "a manager": {HISTORY, PUBLIC_WORDS, NOTE, MACHINE},
    "somebody of billing": set(),
    "an administrator": {HISTORY, PUBLIC_WORDS, NOTE, MACHINE},
}
CUSTOMERS = {"the customer", "another customer", "a newcomer in copy"}
ROOMS_OF_THE_STAFF = ("/desk/", "/office/")


def every_answer(house: House, role: str) -> Iterator[tuple[str, HttpResponse]]:
    """Every part of a page swapped by somebody of that role, or asked for by their program.

    The pages themselves are opened by every role in test_role_matrix.py.
    """
    person = house.people[role]
    client, shown = browser(person), token_of(person)
    for path in ADDRESSES:
        headers = shown if path in BY_TOKEN else {"HX-Request": "true"}
        for address in filled(path, house.values):
            yield address, client.get(address, headers=headers)


def test_the_canaries_are_really_there(house: House) -> None:
    texts = set(house.asked.messages.values_list("text", flat=True))

    assert texts == {HISTORY, NOTE, PUBLIC_WORDS}


def test_whoever_is_not_signed_in_is_asked_to_and_shown_nothing(house: House) -> None:
    public = {address for path in PUBLIC for address in filled(path, house.values)}
    by_token = {address for path in BY_TOKEN for address in filled(path, house.values)}
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


@pytest.mark.once
@pytest.mark.parametrize("role", MAY_READ)
def test_everybody_reads_only_what_is_theirs_and_changes_nothing_by_looking(
    house: House, role: str
) -> None:
    before, seen = facts_of(house.asked), set()
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
    assert facts_of(house.asked) == before
