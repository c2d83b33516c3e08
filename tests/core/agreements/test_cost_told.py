"""What a request will cost, as far as it can be told before any work."""

import pytest

from puntuale.core.agreements.cost import cost_told
from tests.core.agreements.clockwork import Story
from tests.core.agreements.specimens import outcome, terms


@pytest.mark.parametrize(
    ("kind", "package", "charge"),
    [("T1", False, "free"), ("T2", False, "rate"), ("T2", True, "package")],
)
def test_the_first_matching_row_tells(kind, package, charge):
    document = outcome("standard-services").document
    assert document is not None
    story = Story(terms("standard-services"), "23 10:00", type=kind)

    row = cost_told(document, story.terms, story.request, has_package=package)

    assert row is not None
    assert row.charge == charge


def test_where_no_row_matches_nothing_is_told():
    by_default = ("  - {charge: quote}\n", "default: refuse\n")
    document = outcome("gold", by_default).document
    assert document is not None
    story = Story(terms("gold", by_default), "23 10:00", type="other")

    assert cost_told(document, story.terms, story.request) is None
