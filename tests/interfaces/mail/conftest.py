"""What the tests of this door share."""

from collections.abc import Iterator

import pytest

from tests.interfaces.mail.installation import Installation, installed


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("installation")) as made:
        yield made
