"""The package holds what the checkout holds, and starts without it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel, unpacked into a folder as an installation does it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "packages")
    return folder / "packages"


def test_every_file_of_the_product_is_in_the_wheel(installed):
    listed = subprocess.run(
        ["git", "ls-files", "puntuale"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    tracked = [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]

    assert [name for name in tracked if not (installed / name).exists()] == []


def test_catalogues_are_compiled_into_the_wheel(installed):
    sources = list(installed.glob("puntuale/**/django.po"))

    assert sources
    assert [file for file in sources if not file.with_suffix(".mo").exists()] == []


def test_the_installed_command_prepares_its_data(installed, tmp_path):
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "PYTHONPATH": str(installed),
        "PUNTUALE_DATA": str(tmp_path / "data"),
    }

    done = subprocess.run(
        [sys.executable, "-P", "-m", "puntuale.config.command", "migrate"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert "The database is up to date" in done.stdout
    assert (tmp_path / "data" / "static" / "staticfiles.json").exists()
