"""What the tests of this door share."""

import pytest

from tests.cast import Cast, gather
from tests.interfaces.mail.installation import Installation, installed


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    with installed(tmp_path_factory.mktemp("installation")) as made:
        yield made
