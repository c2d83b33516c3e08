"""Bad input of agreements and clocks, by the ids of readings.md 5.1 (X-09 to X-12, X-21)."""

import pytest

from puntuale.core.agreements.document.compose import LARGEST
from tests.core.agreements.clockwork import Story, facts
from tests.core.agreements.small import SMALL, WINDOWS, changed, line_of, problems, told
from tests.core.agreements.specimens import terms


@pytest.mark.parametrize("written", ["4h", "4 hours", "-1 wh", "0 wd"])
def test_x_09_a_quantity_that_is_none_is_refused_with_its_key_and_row(written: str) -> None:
    found = problems(changed(SMALL, ("within: 4 wh", f"within: {written}")))

    assert [each.place.where for each in found] == ["targets, row 1, within"]
    assert found[0].place.line == line_of(SMALL, "within: 4 wh")


def test_x_10_a_severity_that_the_matrix_leaves_out_keeps_it_from_activation() -> None:
    text = changed(
        WINDOWS, ("  S2: {office: run, night: hold, weekend: hold, holiday: hold}\n", "")
    )

    found = problems(text)

    assert [each.code for each in found] == ["severity_not_in_matrix"]
    assert "S2" in str(found[0])


def test_x_10_a_window_that_the_matrix_leaves_out_names_the_row() -> None:
    found = problems(changed(WINDOWS, ("night: hold, ", "")))

    assert [each.code for each in found] == ["window_not_in_matrix"]
    assert found[0].place.where == "coverage, S2"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('{mon-fri: ["09:00-18:00"]}', "{}", "never_open"),
        ('{mon-fri: ["09:00-18:00"]}', "{mon: []}", "never_open"),
        ("to: 2026-08-21", "to: 2027-08-10", "closure_too_long"),
    ],
)
def test_x_11_hours_that_never_come_keep_it_from_activation(old: str, new: str, code: str) -> None:
    assert code in {each.code for each in problems(changed(SMALL, (old, new)))}


def test_x_11_a_promise_whose_hours_never_come_says_so_and_is_not_searched_for_ever() -> None:
    never = ("S3: {office: run, ", "S3: {office: hold, ")
    story = Story(terms("bespoke", never), "28 10:00", severity="S3")

    reading = story.reading("response", "28 10:00")

    assert reading.due_at is None
    assert "no_deadline" in facts(reading)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('["09:00-18:00"]', "[18:00]", "hours_wanted"),
        ('["09:00-18:00"]', "[9-18]", "hours_wanted"),
        ('["09:00-18:00"]', '["09:00-25:00"]', "hours_wanted"),
        ("weekly:", "on:", "key_is_a_trap"),
        ("weekly:", "1080:", "key_not_text"),
    ],
)
def test_x_12_what_a_reader_of_another_yaml_would_mistake_is_refused(
    old: str, new: str, code: str
) -> None:
    assert code in {code for _line, code in told(changed(SMALL, (old, new)))}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\nb: *x\n", "alias"),
        ("a: &x [*x]\n", "anchor"),
        ("a: !!python/object/apply:os.system [ls]\n", "tag"),
        ("a: " + "x" * LARGEST, "too_large"),
        ("a: " + "[" * 10_000, "too_deep"),
    ],
)
def test_x_21_aliases_tags_and_sizes_are_refused(text: str, code: str) -> None:
    assert code in {code for _line, code in told(text)}
