"""A charge is kept whole and for good: read again, nothing of its derivation is lost."""

import json

import pytest

from puntuale.apps.charges.written import as_json, charge_of
from tests.core.charges.test_worked_charges import EXAMPLES, charge, ids


@pytest.mark.parametrize("example", EXAMPLES, ids=ids(EXAMPLES))
def test_a_charge_that_was_written_is_read_as_it_was(example):
    found = charge(example)

    assert charge_of(json.loads(json.dumps(as_json(found)))) == found
