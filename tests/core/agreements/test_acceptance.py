"""Whether a request is taken on: its channel first, then what it is about."""

import pytest

from puntuale.core.agreements.acceptance import decide_acceptance
from puntuale.core.agreements.errors import UnknownLevel, UnknownSeverity, UnknownType
from puntuale.core.agreements.request import Classification, Request
from tests.core.agreements.clockwork import Story, at
from tests.core.agreements.specimens import terms


def decided(code: str, *instead: tuple[str, str], submitted: str = "23 10:00", **more: str | None):
    agreement = terms(code, *instead)
    classification = Classification(more.get("type"), more.get("severity"), more.get("level"))
    channel = more.get("channel") or "email"
    zone = agreement.zone
    request = Request(at(submitted, zone), channel, classification, more.get("deployment"))
    return decide_acceptance(agreement, request)


@pytest.mark.parametrize(
    ("code", "channel", "reason"),
    [
        ("standard-services", "email", None),
        ("standard-services", "phone", "channel_refused"),
        ("standard-services", "callback", "channel_not_listed"),
        ("direct-support", "portal", None),
        ("direct-support", "email", "channel_reply_only"),
        ("direct-support", "form", "channel_not_listed"),
        ("platinum", "phone", None),
        ("bespoke", "email", None),
        ("bespoke", "form", None),
        ("bespoke", "portal", None),
        ("bespoke", "callback", None),
        ("bespoke", "phone", "channel_refused"),
        ("bespoke", "pigeon", "channel_not_listed"),
    ],
)
def test_the_channel_is_looked_at_first(code, channel, reason):
    acceptance = decided(code, channel=channel)

    assert acceptance.accepted is (reason is None)
    assert acceptance.reason == reason


@pytest.mark.parametrize(
    ("submitted", "accepted"),
    [
        ("23 08:59", False),
        ("23 09:00", True),
        ("23 12:59", True),
        ("23 13:00", False),
        ("28 10:00", False),
        ("12-08 10:00", False),
        ("12-24 10:00", False),
    ],
)
def test_a_channel_may_have_hours(submitted, accepted):
    acceptance = decided(
        "suite-sla", channel="phone", type="bug", severity="P1", submitted=submitted
    )

    assert acceptance.accepted is accepted
    assert acceptance.reason == (None if accepted else "channel_closed")
    assert acceptance.purpose == "fallback_when_email_impossible"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"type": "feature"}, UnknownType),
        ({"type": "bug", "severity": "P5"}, UnknownSeverity),
        ({"type": "bug", "severity": "P1", "level": "L1"}, UnknownLevel),
    ],
)
def test_unknown_words_are_refused_with_their_name(words, error):
    with pytest.raises(error) as refused:
        decided("suite-sla", **words)

    assert refused.value.code == error.code
    assert "P5" in str(refused.value) or error is not UnknownSeverity


def test_a_refused_channel_asks_no_further():
    assert decided("standard-services", channel="phone", type="T9").reason == "channel_refused"


@pytest.mark.parametrize(
    ("code", "words", "reason", "row"),
    [
        ("gold", {"type": "usage"}, "not_covered_see_platinum", 4),
        ("platinum", {"type": "usage"}, None, 3),
        ("gold", {"type": "update_activity", "deployment": "cloud"}, None, 2),
        ("gold", {"type": "update_activity", "deployment": "premises"}, None, 3),
        ("gold", {"type": "other"}, None, 5),
        ("suite-sla", {"type": "not_ours", "severity": "P1"}, "not_covered", 3),
        ("upgrade-premium", {"level": "L1"}, None, 1),
        ("upgrade-premium", {}, None, 1),
        ("standard-services", {"type": "T2"}, None, 2),
        ("gold", {}, None, 1),
    ],
)
def test_the_first_matching_row_decides(code, words, reason, row):
    acceptance = decided(code, **words)

    assert acceptance.accepted is (reason is None)
    assert acceptance.reason == reason
    assert acceptance.row == row


def test_what_nobody_has_classified_is_refused_only_if_everything_would_be():
    only_refusals = (
        (
            "charging:\n  - {match: {type: bug}, charge: included}\n"
            "  - {match: {type: update_activity, deployment: cloud}, charge: included}\n"
            "  - {match: {type: update_activity}, charge: quote}\n"
            "  - {match: {type: usage}, charge: refuse, reason: not_covered_see_platinum}\n"
            "  - {charge: quote}\n"
        ),
        (
            "charging:\n  - {match: {type: usage}, charge: refuse, reason: never}\n"
            "  - {charge: refuse, reason: closed_down}\n"
        ),
    )

    assert decided("gold", only_refusals).reason == "closed_down"


def test_a_table_without_a_last_row_refuses_the_rest():
    by_default = ("  - {charge: quote}\n", "default: refuse\n")
    acceptance = decided("gold", by_default, type="other")

    assert acceptance.reason == "not_covered"
    assert acceptance.row is None


def test_without_a_table_nothing_is_refused():
    no_table = ("charging:\n  - {charge: coupon}\n", "")

    assert decided("direct-support", no_table, channel="portal").accepted


@pytest.mark.parametrize(
    ("submitted", "reason"),
    [("23 10:00", None), ("23 20:00", "too_late"), ("28 10:00", "too_late")],
)
def test_a_row_may_ask_in_which_window_a_request_came(submitted, reason):
    by_window = (
        "  - {match: {severity: S5}, charge: quote}\n",
        (
            "  - {match: {severity: S5, window: [out_of_hours, weekend]}, charge: refuse, reason: too_late}\n"
            "  - {match: {severity: S5}, charge: quote}\n"
        ),
    )

    assert decided("bespoke", by_window, severity="S5", submitted=submitted).reason == reason


def test_a_target_may_ask_in_which_window_a_request_came():
    by_window = (
        "  - {match: {severity: S1}, metric: response",
        (
            "  - {match: {severity: S1, window: weekend}, metric: response, within: 2 wh,"
            " calendar: coverage, binding: true}\n  - {match: {severity: S1}, metric: response"
        ),
    )
    bespoke = terms("bespoke", by_window)

    assert Story(bespoke, "28 10:00", severity="S1").due("response", "28 10:00") == "28 12:00"
    assert Story(bespoke, "27 10:00", severity="S1").due("response", "27 10:00") == "27 11:00"
