"""What a promise is about, and which deeds keep it (docs/reckoning/clocks.md)."""

from enum import StrEnum


class Metric(StrEnum):
    """The five things an agreement can promise to do in time."""

    RESPONSE = "response"
    ANSWER = "answer"
    RESOLUTION = "resolution"
    CALLBACK = "callback"
    PATCH = "patch"


class Deed(StrEnum):
    """Something a person of the vendor does; automatic mail is no deed, it keeps nothing."""

    TOOK_CHARGE = "took_charge"
    REPLIED = "replied"
    ANSWERED = "answered"
    TRIED_TO_CALL = "tried_to_call"
    RESOLVED = "resolved"
    RELEASED = "released"


# A reply is `answered` when it has substance, and only `replied` when it acknowledges.
MEETS: dict[Deed, frozenset[Metric]] = {
    Deed.TOOK_CHARGE: frozenset({Metric.RESPONSE}),
    Deed.REPLIED: frozenset({Metric.RESPONSE}),
    Deed.ANSWERED: frozenset({Metric.RESPONSE, Metric.ANSWER}),
    Deed.TRIED_TO_CALL: frozenset({Metric.RESPONSE, Metric.CALLBACK}),
    # Whatever is solved needs no patch any more (course.py: until it is opened again).
    Deed.RESOLVED: frozenset({Metric.RESOLUTION, Metric.PATCH}),
    Deed.RELEASED: frozenset({Metric.PATCH}),
}
