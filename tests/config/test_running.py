"""One command starts everything, keeps it alive, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from puntuale.config.running import serve
from tests.environment.installation import PUNTUALE, ROOT, new_installation
from tests.environment.live import Live, become_demo, live_installation

# Processes and ports, whatever they keep their data in.
pytestmark = [pytest.mark.kills, pytest.mark.once]


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    with live_installation(tmp_path_factory.mktemp("live"), smtp_port=1) as live:
        yield live


@pytest.fixture
def doomed(tmp_path):
    """An installation that does not outlive its test."""
    with live_installation(tmp_path, smtp_port=1) as live:
        yield live


def processes_of(live):
    """Ids of all processes that live over this installation's data directory."""
    mark = f"PUNTUALE_DATA={live.environment['PUNTUALE_DATA']}".encode()
    return {
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and mark in read(entry / "environ").split(b"\0")
    }


def read(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


def wait_until(is_so, *, seconds=120):
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_that_still_prepares_stops_as_well(tmp_path, number):
    with new_installation(tmp_path) as installation:
        become_demo(installation)
        live = Live(tmp_path, installation.environment)
        with live.log.open("w") as log:
            live.process = subprocess.Popen(
                [*PUNTUALE, "run", "--port", str(live.port)],
                cwd=ROOT,
                env=live.environment,
                start_new_session=True,
                stdout=log,
                stderr=log,
            )
        wait_until(lambda: "Filling the demo" in live.said())

        live.process.send_signal(number)

        assert live.process.wait(timeout=60) == 0
        assert live.said().endswith("Stopping.\n")
        assert "Traceback" not in live.said()
        assert processes_of(live) == set()


def test_a_killed_supervisor_leaves_no_orphans(doomed):
    doomed.process.kill()
    doomed.process.wait()
    doomed.process = None

    wait_until(lambda: processes_of(doomed) == set())


def test_a_server_process_whose_starter_is_gone_by_then_ends(live):
    gone = subprocess.Popen(["true"])
    gone.wait()
    script = f"import time; from {serve.__name__} import application; application(); time.sleep(60)"

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=live.environment | {serve.STARTED_BY: str(gone.pid)},
        timeout=50,
    )

    assert done.returncode == 1


def test_what_dies_is_started_again(live):
    supervisor = live.process.pid
    before = processes_of(live)

    for process in before - {supervisor}:
        os.kill(process, signal.SIGKILL)

    wait_until(lambda: len(processes_of(live)) == len(before) and live.answers())
    assert processes_of(live) & before == {supervisor}


def test_a_second_run_over_the_same_data_is_refused_in_a_sentence(live):
    second = live.puntuale("run")

    assert second.returncode == 1
    assert f"it already runs over {live.environment['PUNTUALE_DATA']}".encode() in second.stderr
    assert live.address.encode() in second.stderr


def test_a_port_that_is_taken_is_named(live, tmp_path):
    elsewhere = {**live.environment, "PUNTUALE_DATA": str(tmp_path / "other")}

    second = replace(live, environment=elsewhere).puntuale("run")

    assert second.returncode == 1
    assert f"port {live.port} of 127.0.0.1 is taken".encode() in second.stderr


def test_nothing_that_is_kept_can_be_read_by_other_accounts(live):
    kept = [live.folder / "data", *(live.folder / "data").rglob("*")]

    assert {oct(path.stat().st_mode & 0o077) for path in kept} == {"0o0"}


def test_settings_of_another_project_do_not_reach_this_one(live):
    misled = replace(live, environment=live.environment | {"DJANGO_SETTINGS_MODULE": "theirs"})

    assert misled.puntuale("migrate").returncode == 0


def test_a_demo_fills_itself_once_stops_whole_and_is_for_this_machine_alone(tmp_path):
    with live_installation(tmp_path, smtp_port=1, demo=True) as demo:
        first = logins(demo.said())
        demo.stop()
        # Stopping takes every process with it.
        assert processes_of(demo) == set()

        open_to_all = demo.puntuale("run", "--host", "0.0.0.0")
        demo.start()

        assert first
        assert logins(demo.said()) == first + first
        assert open_to_all.returncode == 1
        assert b"the demo is for this machine alone" in open_to_all.stderr


def logins(terminal):
    return [line for line in terminal.splitlines() if "@officina.example" in line]
