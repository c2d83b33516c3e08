"""The settings are looked at, and what is dangerous is refused or told."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import checks

ROOT = Path(__file__).resolve().parents[2]


def found(**options):
    return {message.id for message in checks.run_checks(**options)}


@pytest.fixture
def data(settings, tmp_path):
    tmp_path.chmod(0o700)
    settings.DATA_DIRECTORY = tmp_path
    return tmp_path


def test_nothing_is_found_where_everything_is_as_it_should_be(data):
    assert {one for one in found() if one.startswith("puntuale")} == set()


def test_instants_in_another_zone_than_utc_are_refused(data, settings):
    settings.TIME_ZONE = "Europe/Rome"

    assert "puntuale.E001" in found()


def test_data_that_others_can_read_is_told(data):
    data.chmod(0o755)

    assert "puntuale.W002" in found()


def test_a_public_address_without_encryption_is_told(data, settings):
    settings.PUBLIC_URL, settings.SERVED_SECURELY = "http://desk.example", False

    assert "puntuale.W003" in found()


def test_garbage_is_looked_for_once_everything_is_loaded_but_not_in_what_was_loaded():
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def settled(**environment):
    """What happens when the settings are read with `environment`."""
    return subprocess.run(
        [sys.executable, "-c", "import puntuale.config.settings"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("PUNTUALE_DEBUG", "PUNTUALE_DEBUG shows secrets"),
        ("PUNTUALE_PRETEND_PAYMENTS", "gives for nothing what costs money"),
    ],
)
def test_what_is_for_a_machine_of_ones_own_is_refused_with_a_public_address(
    tmp_path, setting, says
):
    data = {"PUNTUALE_DATA": str(tmp_path), setting: "yes"}

    assert settled(**data).returncode == 0
    for public in ({"PUNTUALE_URL": "https://desk.example"}, {"PUNTUALE_HOSTS": "*"}):
        refused = settled(**data, **public)
        assert refused.returncode == 1
        assert says in refused.stderr


def test_a_database_that_may_forget_what_was_acknowledged_is_refused(tmp_path):
    lax = (
        "import django; django.setup();"
        "from django.db import connection; connection.cursor().execute('PRAGMA synchronous=NORMAL');"
        "from puntuale.config.checks import what_is_acknowledged_is_on_the_disk as check;"
        "print([found.id for found in check(None, databases=['default'])])"
    )
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}

    done = subprocess.run(
        [sys.executable, "-c", lax],
        cwd=ROOT,
        env={
            **environment,
            "PUNTUALE_DATA": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "puntuale.config.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "['puntuale.E004']"
