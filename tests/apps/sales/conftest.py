"""Alpine under the standard services and under Direct Support, and who may spend its money."""

import pytest

from puntuale.apps.customers.models import Contact
from puntuale.apps.ledger.queries import discrepancies
from tests.cast import covered, in_force


@pytest.fixture
def shop(cast):
    """Alpine can buy packages and coupons, and Maja may do so."""
    for code in ("standard-services", "direct-support"):
        covered(cast.alpine, in_force(code))
    Contact.objects.filter(pk=cast.maja.pk).update(may_spend=True)
    return cast


@pytest.fixture(autouse=True)
def _it_adds_up(db):
    yield
    assert discrepancies() == []
