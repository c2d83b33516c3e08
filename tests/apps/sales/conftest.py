"""A shop that is open, and books that add up after every test."""

import pytest

from puntuale.apps.ledger.queries import discrepancies
from tests.apps.sales.shopping import open_shop


@pytest.fixture
def shop(cast):
    return open_shop(cast)


@pytest.fixture(autouse=True)
def _it_adds_up(db):
    yield
    assert discrepancies() == []
