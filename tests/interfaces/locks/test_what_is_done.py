"""Nobody does what is not theirs to do, whatever they send."""

from tests.interfaces.locks.addresses import ADDRESSES, BY_TOKEN
from tests.interfaces.locks.house import House, facts_of
from tests.interfaces.locks.visiting import browser, token_of


def test_nobody_does_anything_to_a_request_that_is_not_theirs(house: House) -> None:
    """Every address under a request, with its number put in by somebody of another company."""
    person = house.people["another customer"]
    outsider, program = browser(person), token_of(person) | {"Idempotency-Key": "taken"}
    before = facts_of(house.asked)
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

    assert facts_of(house.asked) == before


def test_somebody_in_copy_writes_but_does_not_decide(house: House) -> None:
    newcomer = browser(house.people["a newcomer in copy"])
    number = house.asked.number

    assert newcomer.post(f"/requests/{number}/closing/").status_code == 403
    assert newcomer.post(f"/requests/{number}/reopening/").status_code == 403
    assert newcomer.post(f"/requests/{number}/reply/", {"text": "Me too."}).status_code == 302
    assert house.asked.messages.filter(text="Me too.").exists()


def test_a_customer_writes_nothing_into_notes_by_asking_for_it(house: House) -> None:
    """A field of ours in a customer's form means nothing."""
    maja = browser(house.cast.maja.user)

    maja.post(
        f"/requests/{house.asked.number}/reply/",
        {"text": "Hello", "kind": "note", "by_user": "1", "ticket": "1", "is_restricted": "on"},
    )

    message = house.asked.messages.get(text="Hello")
    assert (message.kind, message.by_user) == ("customer", None)
