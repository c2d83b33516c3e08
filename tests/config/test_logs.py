"""The log tells what happened: no secrets, and no line that somebody else wrote."""

import io
import json
import logging
import logging.config

import pytest
import structlog

from puntuale.config.logs import configure


@pytest.fixture(params=[True, False], ids=["json", "console"])
def log(request):
    """What is written during a test, as one text."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    structured = structlog.get_config()
    configure({"json": request.param, "level": "INFO"})
    written = io.StringIO()
    root.handlers[0].setStream(written)
    yield written
    root.handlers[:], root.level = before
    structlog.configure(**structured)


def test_an_event_is_told_with_its_facts(log):
    structlog.get_logger("puntuale.test").info("a job failed", job=7, attempt=2)

    assert "a job failed" in log.getvalue()
    assert "7" in log.getvalue()


@pytest.mark.parametrize(
    "facts",
    [
        {"password": "hunter2hunter2"},
        {"headers": {"Authorization": "hunter2hunter2"}},
        {"attempts": [{"session_key": "hunter2hunter2"}]},
        {"server": "imaps://anna:hunter2hunter2@mail.example"},
        {"header": "Authorization: Bearer hunter2hunter2"},
        {"path": "/sign-in?token=hunter2hunter2&next=/"},
        {"said": OSError("login failed, password: hunter2hunter2")},
    ],
)
def test_secrets_are_not_told(log, facts):
    structlog.get_logger("puntuale.test").warning("refused", **facts)

    assert "refused" in log.getvalue()
    assert "hunter2" not in log.getvalue()


def test_secrets_in_other_programs_words_are_not_told(log):
    logging.getLogger("library").error("cannot open %s", "smtp://anna:hunter2@mail.example")

    assert "cannot open" in log.getvalue()
    assert "hunter2" not in log.getvalue()


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\x1b[2K\r", "\u2028", "\x85", "\u202e"])
def test_nobody_writes_a_line_of_the_log_from_outside(log, break_):
    forged = f"Anna{break_}2026-11-23T09:00:00Z [info] all is well"

    structlog.get_logger("puntuale.test").info("mail came in", subject=forged)
    logging.getLogger("library").error("cannot read %s", forged)

    assert log.getvalue().count("\n") == 2
    assert len(log.getvalue().splitlines()) == 2
    assert "\x1b" not in log.getvalue()
    assert "\u202e" not in log.getvalue()


def test_an_exception_is_told_in_lines_that_cannot_be_taken_for_others(log):
    try:
        raise ValueError("bad\n2026-11-23T09:00:00Z [info] all is well")
    except ValueError:
        structlog.get_logger("puntuale.test").exception("a job failed")

    text = log.getvalue()
    if text.startswith("{"):
        text = json.loads(text)["exception"]
        assert all(line.startswith("  | ") for line in text.splitlines())
    assert "ValueError" in text
    assert "\n2026-11-23T09:00:00Z [info]" not in text
