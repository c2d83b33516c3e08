"""docs/reference/settings.md names every variable of the environment, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"\b(?:PUNTUALE_[A-Z0-9_]+|DATABASE_URL)\b")
# From one process of a run to another, and not for people.
INTERNAL = {"PUNTUALE_LIFELINE", "PUNTUALE_SERVER_PROCESS"}


def test_every_setting_is_described_and_nothing_else():
    sources = [*ROOT.glob("puntuale/**/*.py"), ROOT / "bin/setup/start.sh"]
    read = {name for file in sources for name in NAME.findall(file.read_text())}
    described = set(NAME.findall((ROOT / "docs/reference/settings.md").read_text()))

    assert read - INTERNAL == described
