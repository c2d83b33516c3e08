"""`puntuale agreement`: documents checked and asked at a terminal, without a database."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from puntuale.interfaces.terminal.agreement import agreement

FOLDER = Path(__file__).parents[2] / "specimens" / "agreements"
ALL = [str(path) for path in sorted(FOLDER.glob("*.yaml"))]
QUESTION = {
    "id": "q1",
    "agreement": "suite-sla",
    "ask": "due",
    "channel": "email",
    "type": "bug",
    "severity": "P1",
    "submitted_at": "2026-11-23T10:00:00+01:00",
}


def run(*words: str, text: str | bytes = "") -> Result:
    return CliRunner().invoke(agreement, words, input=text)


def answers(*lines: object) -> tuple[list[dict[str, Any]], int]:
    text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    result = run("try", *ALL, text=text)
    return [json.loads(line) for line in result.stdout.splitlines()], result.exit_code


class TestShow:
    """Documents in words, each sentence with its lines."""

    def test_every_clause_stands_with_its_lines(self):
        result = run("show", str(FOLDER / "suite-sla.yaml"))

        assert result.exit_code == 0
        lines = result.stdout.splitlines()
        assert lines[0] == "Suite support and SLA"
        assert "   Email: requests are taken around the clock (“always”).  [27]" in lines
        assert any("“summer-2026”" in line and line.endswith("[20-21]") for line in lines)

    def test_it_is_said_in_italian(self):
        result = run("show", "--language", "it", str(FOLDER / "suite-sla.yaml"))

        assert "1. Chi e che cosa" in result.stdout
        assert "Il tempo comincia quando la richiesta è inviata.  [53]" in result.stdout

    def test_what_is_inherited_names_its_file(self):
        gold = FOLDER / "gold.yaml"

        result = run("show", str(FOLDER / "platinum.yaml"), str(gold))

        assert f"Bug or malfunction: included.  [{gold}:25]" in result.stdout

    def test_a_document_with_errors_is_told_as_far_as_it_goes(self, tmp_path):
        file = tmp_path / "gold.yaml"
        file.write_text((FOLDER / "gold.yaml").read_text().replace("binding: true", "binding: yes"))

        result = run("show", str(file))

        assert result.exit_code == 1
        assert "Bug or malfunction: included." in result.stdout
        assert f"{file}:31:" in result.stderr


class TestCheck:
    """Every error of every file, by line."""

    def test_the_published_documents_may_be_activated(self):
        result = run("check", *ALL)

        assert result.exit_code == 0
        assert result.stdout == ""

    def test_every_error_is_told_with_file_line_and_key(self, tmp_path):
        text = (FOLDER / "gold.yaml").read_text()
        file = tmp_path / "gold.yaml"
        file.write_text(
            text.replace("working_day: 8 h", "working_day: 30 h").replace("EUR", "EURO")
        )

        result = run("check", str(file))

        assert result.exit_code == 1
        assert result.stdout.splitlines() == [
            f"{file}:9: “EURO” is not a currency; give one such as EUR. (agreement, currency)",
            f"{file}:17: A working day is from 1 to 24 hours long. (calendars, office, working_day)",
        ]

    def test_a_parent_that_is_missing_is_told(self):
        result = run("check", str(FOLDER / "platinum.yaml"))

        assert result.exit_code == 1
        assert "platinum.yaml:6: No agreement “gold” to extend was given." in result.stdout

    def test_a_problem_of_a_parent_is_told_once(self, tmp_path):
        gold, platinum = tmp_path / "gold.yaml", tmp_path / "platinum.yaml"
        gold.write_text((FOLDER / "gold.yaml").read_text().replace("8 h", "8h"))
        platinum.write_text((FOLDER / "platinum.yaml").read_text())

        result = run("check", str(platinum), str(gold))

        assert result.stdout.count("\n") == 1
        assert result.stdout.startswith(f"{gold}:17: ")

    def test_examples_are_run(self, tmp_path):
        file = tmp_path / "gold.yaml"
        text = (FOLDER / "gold.yaml").read_text()
        file.write_text(
            text + "examples:\n"
            "  - question: {channel: email, type: usage, submitted_at: 2026-11-23T10:00:00+01:00}\n"
            "    answer: {accepted: true}\n"
        )

        result = run("check", str(file))

        assert result.exit_code == 1
        assert f"{file}:39: The example gives False for accepted, not True." in result.stdout

    def test_a_file_that_cannot_be_read_is_an_error(self, tmp_path):
        result = run("check", str(tmp_path / "none.yaml"), str(tmp_path))

        assert result.exit_code == 1
        assert result.stdout.splitlines() == [
            f"{tmp_path / 'none.yaml'}:1: The file cannot be read: No such file or directory.",
            f"{tmp_path}:1: The file cannot be read: Is a directory.",
        ]

    def test_a_file_of_any_size_is_read_no_further_than_allowed(self):
        result = run("check", "/dev/zero")

        assert result.stdout == "/dev/zero:1: The document is larger than 64 KiB.\n"


class TestTry:
    """One question a line, one answer a line, in the same order."""

    def test_questions_are_answered_in_order(self):
        told, status = answers(QUESTION, {**QUESTION, "id": 2, "severity": "P2"})

        assert status == 0
        assert [each["id"] for each in told] == ["q1", 2]
        assert told[0]["targets"][0]["due_at"] == "2026-11-23T11:00:00+01:00"

    def test_what_cannot_be_answered_fails_and_the_rest_go_on(self):
        told, status = answers("nonsense", {**QUESTION, "id": None, "type": "x"}, QUESTION)

        assert status == 1
        assert [each.get("error", {}).get("code") for each in told] == [
            *("bad_json", "unknown_type", None)
        ]
        assert told[0]["id"] is None

    @pytest.mark.parametrize(
        "line",
        [
            "{",
            '{"id": "a", "id": "b"}',
            '{"id": NaN}',
            "\ud800".encode("utf-8", "surrogatepass"),
            b"\xff",
            "[" * 100_000,
            "1" * 5_000,
        ],
        ids=["half", "key twice", "not a number", "surrogate", "not utf-8", "deep", "huge"],
    )
    def test_no_line_is_bad_enough_to_end_it(self, line):
        raw = line if isinstance(line, bytes) else line.encode()

        result = run("try", *ALL, text=raw + b"\n" + json.dumps(QUESTION).encode() + b"\n")

        first, second = (json.loads(each) for each in result.stdout.splitlines())
        assert first["error"]["code"] == "bad_json"
        assert second["accepted"]
        assert result.exit_code == 1

    def test_empty_lines_are_no_questions(self):
        told, status = answers("", QUESTION, "   ")

        assert status == 0
        assert len(told) == 1

    def test_a_refused_request_is_an_answer(self):
        phone = {**QUESTION, "agreement": "standard-services", "channel": "phone", "type": "T1"}
        told, status = answers({**phone, "severity": None})

        assert status == 0
        assert told[0]["accepted"] is False

    def test_a_file_that_cannot_be_read_ends_it(self, tmp_path):
        result = run("try", str(tmp_path / "none.yaml"), text=json.dumps(QUESTION))

        assert result.exit_code == 2
        assert "cannot be read" in result.stderr


def test_asking_needs_no_django():
    code = (
        "import sys; import puntuale.interfaces.terminal.agreement;"
        " sys.exit('django' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], check=False)

    assert done.returncode == 0
