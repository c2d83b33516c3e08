"""Requests in the words of other terms: what those lack is told, what they do not tell apart falls away."""

from datetime import timedelta

from puntuale.core.agreements.history import Cause, Classified, Met, PassedOn, SeverityChanged
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.replay.compared import Compared, compare
from puntuale.core.agreements.replay.words import Missing, missing_in, told_in
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.working_time.instants import microseconds
from tests.core.agreements.replay.many import Told, histories_of
from tests.core.agreements.specimens import rome, terms

CAME = rome("2026-11-23 10:00")
LATER = CAME + timedelta(hours=1)
NOW = microseconds(rome("2026-12-05 10:00"))
RESPONSE = (Metric.RESPONSE, True)
ANSWERED = Met(LATER, Metric.RESPONSE)


def request(severity: str | None = None, *events: object) -> Told:
    return Request(CAME, "email", Classification("bug", severity)), [*events, ANSWERED]


def compared(own: str, other: str, *told: Told) -> Compared:
    return compare(terms(own), terms(other), histories_of(told), NOW)[0]


def test_each_lacking_word_is_named_with_its_requests() -> None:
    corrected = SeverityChanged(CAME, "P3", Cause.CORRECTION)
    classified = Classified(CAME, Classification("helpdesk", "P2"))

    found = compared(
        "suite-sla", "bespoke", request("P1"), request("P1", corrected), request(None, classified)
    )

    assert found.missing == {
        Missing("severity", "P1"): 2,
        Missing("severity", "P3"): 1,
        Missing("severity", "P2"): 1,
    }
    assert (found.requests, found.left_out) == (0, 3)


def test_words_that_are_not_told_apart_fall_away() -> None:
    found = compared("suite-sla", "direct-support", request("P1"))

    assert not found.missing
    assert found.after[RESPONSE].kept == 1


def test_a_request_without_severity_is_what_the_other_document_takes_it_for() -> None:
    found = compared("direct-support", "bespoke", request())

    assert not found.missing
    assert found.after[RESPONSE].kept == 1  # S1 until classified: one working hour


def test_a_word_of_an_agreement_it_ran_under_before_is_not_asked_about() -> None:
    before = Classified(CAME, Classification("bug", "S2"))

    found = compared("suite-sla", "suite-sla", request("P1", before))

    assert not found.missing
    assert found.requests == 1


def test_the_first_line_of_support_is_that_of_the_terms() -> None:
    told = told_in(terms("upgrade-premium"), histories_of([request()]))

    assert told.request(0).classification == Classification(level="L1")


def test_another_line_of_support_that_is_not_there_is_told() -> None:
    histories = histories_of([request("P1", PassedOn(CAME, "L9"))])

    assert set(missing_in(terms("upgrade-premium"), histories)) == {Missing("level", "L9")}
    assert told_in(terms("suite-sla"), histories).history(0) == [ANSWERED]


def test_who_is_late_on_one_side_only_is_told_in_order() -> None:
    late = Met(CAME + timedelta(hours=5), Metric.RESPONSE)
    told = [request("P1"), (request("P1")[0], [late]), (request("P2")[0], [late])]
    other = terms("suite-sla", ("response, within: 4 wh", "response, within: 2 wh"))

    found, differences = compare(terms("suite-sla"), other, histories_of(told), NOW)

    assert found.changed == len(differences) == 1
    difference = differences[0]
    assert (difference.row, difference.metric) == (2, Metric.RESPONSE)
    assert difference.before is not None
    assert difference.after is not None
    assert (difference.before.state, difference.after.state) == ("met", "met_late")


def test_the_middle_is_what_half_of_the_deeds_did_not_exceed() -> None:
    told = [
        (request("P1")[0], [Met(CAME + timedelta(minutes=minutes), Metric.RESPONSE)])
        for minutes in (10, 20, 30, 40)
    ]

    totals = compare(terms("suite-sla"), terms("suite-sla"), histories_of(told), NOW)[0].before

    assert totals[RESPONSE].middle == 20
    assert totals[Metric.RESOLUTION, True].middle is None
