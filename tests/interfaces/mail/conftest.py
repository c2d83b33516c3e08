"""What the tests of this door share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interfaces.mail.installation import Installation, installed, on_sqlite


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database to copy: bringing one up takes seconds."""
    return on_sqlite(tmp_path_factory.mktemp("template")).folder


@pytest.fixture(scope="module")
def installation(
    tmp_path_factory: pytest.TempPathFactory, template: Path
) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("installation"), template) as made:
        yield made
