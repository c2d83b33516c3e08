"""Drafts, activation, and what never changes afterwards."""

import json

import pytest
from django.db import IntegrityError, transaction

from puntuale.apps.agreements.actions import activate, keep_draft
from puntuale.apps.agreements.errors import (
    CodeDiffers,
    DocumentHasProblems,
    NotADraft,
    TooEarly,
)
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.starters import CODES, NEEDS, starter
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.tickets.forecast import forecast_for
from tests.cast import FOUNDED, Cast, covered, in_force, rome


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_each_of_the_seven_documents_can_be_put_in_force(code: str) -> None:
    if code in NEEDS:
        in_force(NEEDS[code])

    version = in_force(code).versions.get()

    assert (version.state, len(version.sha256)) == ("active", 64)
    assert document_of(version).header.code == code


def test_a_document_with_errors_stays_a_draft_and_names_the_lines(cast: Cast) -> None:
    agreement = Agreement.objects.create(code="gold")
    broken = starter("gold").replace("timezone: Europe/Rome", "timezone: Europe/Rom")
    draft = keep_draft(agreement, broken, by=cast.elena, at=FOUNDED)

    with pytest.raises(DocumentHasProblems) as refused:
        activate(draft, valid_from=FOUNDED, by=cast.elena, at=FOUNDED)

    assert [problem.place.line for problem in refused.value.problems] == [7]
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_document_whose_own_example_fails_is_not_put_in_force(cast: Cast) -> None:
    example = """
examples:
  - question: {channel: email, type: bug, severity: P1, submitted_at: "2026-11-23T10:00:00+01:00"}
    answer: {accepted: false}
"""
    agreement = Agreement.objects.create(code="suite-sla")
    draft = keep_draft(agreement, starter("suite-sla") + example, by=None, at=FOUNDED)

    with pytest.raises(DocumentHasProblems) as refused:
        activate(draft, valid_from=FOUNDED, by=None, at=FOUNDED)

    assert [problem.code for problem in refused.value.problems] == ["example_fails"]


def test_what_extends_another_stands_for_itself_once_it_is_in_force(cast: Cast) -> None:
    gold = in_force("gold")
    platinum = in_force("platinum").versions.get()
    cheaper = starter("gold").replace("640.00", "100.00")
    draft = keep_draft(gold, cheaper, by=None, at=rome("2026-06-01 09:00"))
    activate(draft, valid_from=rome("2026-06-01 09:00"), by=None, at=rome("2026-06-01 09:00"))

    assert "640.00" in platinum.resolved
    assert "extends" not in json.loads(platinum.resolved)["agreement"]


def test_a_version_is_activated_once(cast: Cast) -> None:
    version = in_force("gold").versions.get()

    with pytest.raises(NotADraft):
        activate(version, valid_from=FOUNDED, by=None, at=FOUNDED)


def test_a_version_cannot_begin_before_an_older_one(cast: Cast) -> None:
    gold = in_force("gold")
    draft = keep_draft(gold, starter("gold"), by=None, at=FOUNDED)

    with pytest.raises(TooEarly):
        activate(draft, valid_from=FOUNDED, by=None, at=FOUNDED)


def test_a_document_of_another_agreement_is_refused(cast: Cast) -> None:
    draft = keep_draft(
        Agreement.objects.create(code="silver"), starter("gold"), by=None, at=FOUNDED
    )

    with pytest.raises(CodeDiffers):
        activate(draft, valid_from=FOUNDED, by=None, at=FOUNDED)


def test_the_database_refuses_to_change_a_version_in_force(cast: Cast) -> None:
    version = in_force("gold").versions.get()
    rows = AgreementVersion.objects.filter(pk=version.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(document="something else")

    assert rows.update(state="superseded") == 1


def test_a_forecast_says_what_a_request_would_get_and_stores_nothing(cast: Cast) -> None:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")

    forecast = forecast_for(
        cast.brembo,
        product=None,
        channel="portal",
        type="bug",
        severity="P1",
        at=rome("2026-11-23 12:30"),
    )

    due = [reading.due_at for reading in forecast.readings]
    assert due == [rome("2026-11-23 15:00"), rome("2026-11-24 12:30")]
    assert forecast.cost is not None
    assert forecast.cost.charge == "included"
    assert not cast.brembo.tickets.exists()


def test_a_forecast_of_what_is_refused_promises_nothing_and_says_why(cast: Cast) -> None:
    in_force("standard-services", standard=True)

    forecast = forecast_for(
        None, product=None, channel="phone", type="", severity="", at=rome("2026-11-23 12:30")
    )

    assert (forecast.readings, forecast.refusal) == ((), "channel_refused")
