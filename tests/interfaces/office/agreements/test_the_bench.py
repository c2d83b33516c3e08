"""The test bench: a question to an agreement, answered, shared, and kept as an example."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.agreements.actions import keep_draft
from puntuale.apps.agreements.closures import announce_closure
from puntuale.apps.agreements.examining import examine
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.agreements.starters import starter
from tests.cast import Cast, in_force, rome
from tests.interfaces.office.agreements.test_the_page_of_an_agreement import page, words

FRIDAY = rome("2026-11-27 16:10")
P1 = {"channel": "email", "type": "bug", "severity": "P1", "arrives": "2026-11-27T18:00"}


@pytest.fixture(autouse=True)
def on_friday(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(FRIDAY, tick=False)


@pytest.fixture
def elena(client: Client, cast: Cast) -> Client:
    client.force_login(cast.elena)
    return client


def answered(client: Client, code: str, **asked: str) -> str:
    """What the bench answers, in words."""
    return words(page(client, f"{code}/bench/?{urlencode(asked)}"))


def test_a_p1_on_friday_evening_is_due_on_monday_morning(elena: Client, cast: Cast) -> None:
    in_force("suite-sla")

    said = answered(elena, "suite-sla", **P1)

    assert "first reply, 1 working hourMon 09:30" in said
    assert "solution, 1 working day of 8 hMon 18:00" in said
    assert "closed" in said


def test_one_line_asks_the_same_in_either_language(elena: Client, cast: Cast) -> None:
    in_force("suite-sla")

    english = answered(elena, "suite-sla", ask="a P1 bug arriving Friday 18:00")
    italian = answered(elena, "suite-sla", ask="un errore P1 che arriva venerdì alle 18")

    assert english == italian
    assert "Mon 09:30" in english


def test_words_that_were_not_understood_are_told(elena: Client, cast: Cast) -> None:
    in_force("suite-sla")

    said = answered(elena, "suite-sla", ask="a purple P1 Friday 18:00")

    assert "Not understood: purple." in said
    assert "Mon 09:30" in said


def test_a_pause_and_a_change_of_severity_are_counted(elena: Client, cast: Cast) -> None:
    in_force("suite-sla")

    paused = answered(
        elena, "suite-sla", **P1, paused_from="2026-11-30T09:30", paused_until="2026-11-30T11:30"
    )
    changed = answered(elena, "suite-sla", **P1, becomes="P2", becomes_at="2026-11-30T09:00")

    assert "solution, 1 working day of 8 hTue 10:30" in paused
    assert "first reply, 1 working hourMon 09:30" in paused
    assert "first reply, 4 working hours" in changed


def test_a_refusal_is_told_with_its_reason_and_row(elena: Client, cast: Cast) -> None:
    in_force("standard-services")

    html = page(
        elena, f"standard-services/bench/?{urlencode({**P1, 'channel': 'phone', 'type': 'T1'})}"
    )

    assert "Refused" in words(html)
    assert "Requests cannot be opened by telephone." in words(html)
    line = (
        starter("standard-services")
        .splitlines()
        .index(
            "  phone: refuse               # agent may answer the call, no ticket is born from it"
        )
    )
    assert f'href="#line-{line + 1}"' in html


def test_an_agreement_without_types_and_severities_is_asked_by_hour_alone(
    elena: Client, cast: Cast
) -> None:
    in_force("direct-support")

    said = answered(elena, "direct-support", channel="portal", arrives="2026-11-27T18:00")

    assert "first reply, 24 hoursSat 18:00" in said
    assert "first reply, 12 hours, an aimSat 06:00" in said


def test_the_draft_answers_what_it_would(elena: Client, cast: Cast) -> None:
    agreement = in_force("suite-sla")
    text = starter("suite-sla").replace("within: 1 wh", "within: 2 wh")
    keep_draft(agreement, text, by=cast.elena, at=FRIDAY)

    assert "Mon 09:30" in answered(elena, "suite-sla", **P1)
    assert "first reply, 2 working hoursMon 10:30" in answered(elena, "suite-sla", **P1, of="draft")


def test_the_question_is_shared_by_its_address(elena: Client, cast: Cast) -> None:
    in_force("suite-sla")
    answer = elena.get("/office/agreements/suite-sla/bench/", {"ask": "P1 bug Friday 18:00"})

    shared = elena.get(answer["HX-Replace-Url"]).content.decode()

    assert "first reply, 1 working hourMon 09:30" in words(shared)
    assert 'value="2026-11-27T18:00"' in shared


def test_an_announced_closure_counts(elena: Client, cast: Cast) -> None:
    text = starter("suite-sla").replace(
        "closures:                 # dates", "closures:\n      - vendor  #"
    )
    agreement = Agreement.objects.create(code="suite-sla")
    keep_draft(agreement, text, by=cast.elena, at=FRIDAY)
    announce_closure(
        code="move",
        first_date=rome("2026-11-30 12:00").date(),
        last_date=rome("2026-11-30 12:00").date(),
        by=cast.elena,
        at=rome("2026-11-20 12:00"),
    )

    assert "first reply, 1 working hourTue 09:30" in answered(elena, "suite-sla", **P1)


@pytest.mark.parametrize(("field", "value", "said"), [
    ("arrives", "2027-03-28T02:30", "02:30 does not exist on 28 March. Use 01:59 or 03:00."),
    ("arrives", "x", "Enter a valid date/time."),
    ("severity", "P9", "P9 is not one of the available choices."),
    ("paused_from", "2026-11-20T10:00", "This lies before what must have happened first."),
    ("paused_until", "2026-11-30T10:00", "This lies before what must have happened first."),
])  # fmt: skip
def test_what_cannot_be_asked_is_said(
    elena: Client, cast: Cast, field: str, value: str, said: str
) -> None:
    in_force("suite-sla")

    assert said in answered(elena, "suite-sla", **{**P1, field: value})


def test_a_question_is_kept_as_an_example_of_the_draft(elena: Client, cast: Cast) -> None:
    agreement = in_force("suite-sla")

    answer = elena.post("/office/agreements/suite-sla/examples/", P1, follow=True)

    draft = agreement.versions.defer(None).get(state="draft")
    assert "The example stands in draft 2." in words(answer.content.decode())
    assert draft.document.startswith(starter("suite-sla").rstrip())
    examined = examine(draft.document, agreement)
    assert examined.is_sound
    assert len(examined.document.examples) == 1
    assert LogEntry.objects.filter(what="agreement.draft_kept", by=cast.elena).count() == 1


def test_a_kept_example_fails_once_the_draft_says_otherwise(elena: Client, cast: Cast) -> None:
    agreement = in_force("suite-sla")
    elena.post("/office/agreements/suite-sla/examples/", P1)
    draft = agreement.versions.defer(None).get(state="draft")

    examined = examine(draft.document.replace("within: 1 wh", "within: 2 wh"), agreement)

    assert [each.code for each in examined.problems] == ["example_fails"]


def test_a_refusal_is_an_example_too(elena: Client, cast: Cast) -> None:
    agreement = in_force("suite-sla")

    elena.post("/office/agreements/suite-sla/examples/", {**P1, "type": "declined"})

    text = agreement.versions.defer(None).get(state="draft").document
    assert "answer: {accepted: false, reason: not_covered}" in text
    assert examine(text, agreement).is_sound


def test_every_question_of_the_page_has_a_label(elena: Client, cast: Cast) -> None:
    in_force("suite-sla")

    html = page(elena, f"suite-sla/?{urlencode(P1)}")

    named = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    asked = set(re.findall(r'<(?:select|input)[^>]* id="(ask[^"]*)"', html))
    assert asked
    assert asked <= named


WORKED = {
    "channel": "email",
    "type": "T2",
    "arrives": "2026-11-23T10:00",
    "worked_from": "2026-11-23T17:30",
    "worked_until": "2026-11-23T18:30",
}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, "Recorded, not charged: no estimate is accepted yet."),
        ({"accepted": "160.00"}, "€100.00"),
        ({"accepted": "160.00", "package_minutes": "600"}, "1 h 15 of the package"),
        ({"type": "T1"}, "Nothing is charged for this kind of request."),
    ],
)
def test_what_work_would_cost_is_answered_beside_what_is_due(
    elena: Client, cast: Cast, more: dict[str, str], says: str
) -> None:
    in_force("standard-services")

    answer = answered(elena, "standard-services", **(WORKED | more))

    assert "It costs" in answer
    assert says in answer


def test_a_charge_is_kept_as_an_example_that_the_document_must_meet(
    elena: Client, cast: Cast
) -> None:
    agreement = in_force("standard-services")
    asked = WORKED | {"accepted": "160.00", "example": "charge"}

    elena.post("/office/agreements/standard-services/examples/", asked)

    draft = agreement.versions.defer(None).order_by("-number")[0]
    assert draft.state == "draft"
    assert 'amount: "100.00"' in draft.document
    assert not examine(draft.document, agreement).problems
    dearer = draft.document.replace('amount: "80.00"}', 'amount: "90.00"}')
    assert any("100.00" in str(each) for each in examine(dearer, agreement).problems)
