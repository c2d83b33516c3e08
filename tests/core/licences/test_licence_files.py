"""What the vendor signs is proved without a network, and nothing else is."""

import importlib.util
import json
import string
from datetime import datetime
from types import ModuleType
from typing import Any

import pytest

from puntuale.core.licences.armour import armoured
from puntuale.core.licences.errors import FileRefused, NotAFingerprint, NotSuchAFile
from puntuale.core.licences.files import Kind, key_id, sign, verify
from puntuale.core.licences.machine import (
    MachineRelease,
    MachineRequest,
    read_release,
    read_request,
    write_release,
    write_request,
)
from tests.core.licences.vectors import (
    ANOTHER,
    FOLDER,
    KEYS,
    LICENCE,
    MACHINE,
    NOW,
    PRIVATE,
    PUBLIC,
    THIS,
    as_text,
)

VECTORS: dict[str, Any] = json.loads((FOLDER / "vectors.json").read_text())
BY_NAME = pytest.mark.parametrize("case", VECTORS["files"], ids=lambda case: case["about"])


def shipped() -> ModuleType:
    """The verifier of the documentation, as a program would copy it."""
    spec = importlib.util.spec_from_file_location("verify", FOLDER / "verify.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_published_vectors_are_those_that_this_version_makes() -> None:
    assert (FOLDER / "vectors.json").read_text() == as_text()


@BY_NAME
def test_the_product_and_its_vectors_agree(case: dict[str, Any]) -> None:
    """X-20: among them an unknown key, another algorithm, an expired file, a clock turned back."""
    asked = {"keys": KEYS, "now": NOW, "fingerprint": case["fingerprint"]}
    if case["refused"] is None:
        assert verify(Kind(case["kind"]), case["text"], **asked).holder == LICENCE.holder
        return
    with pytest.raises(FileRefused) as refused:
        verify(Kind(case["kind"]), case["text"], **asked)
    assert refused.value.code == case["refused"]


@BY_NAME
def test_the_verifier_in_python_and_its_vectors_agree(case: dict[str, Any]) -> None:
    module = shipped()
    asked = {
        "kind": case["kind"],
        "keys": {kid: bytes.fromhex(key) for kid, key in VECTORS["keys"].items()},
        "now": datetime.fromisoformat(VECTORS["now"]),
        "fingerprint": case["fingerprint"],
    }
    if case["refused"] is None:
        assert module.check(case["text"], **asked)["holder"] == LICENCE.holder
        return
    with pytest.raises(module.Refused, match=f"^{case['refused']}$"):
        module.check(case["text"], **asked)


def test_a_file_says_everything_that_was_vouched_for() -> None:
    licence = verify(Kind.LICENCE, sign(Kind.LICENCE, LICENCE, PRIVATE), keys=KEYS, now=NOW)
    machine = verify(
        Kind.MACHINE, sign(Kind.MACHINE, MACHINE, PRIVATE), keys=KEYS, now=NOW, fingerprint=THIS
    )

    assert (licence, machine) == (LICENCE, MACHINE)


def test_one_changed_letter_is_refused_wherever_it_stands() -> None:
    """K-07, for every letter of a file."""
    module = shipped()
    text = sign(Kind.MACHINE, MACHINE, PRIVATE)
    body = range(text.index("\n") + 1, text.rindex("\n-----END"))
    letters = string.ascii_letters + string.digits
    for place in body:
        if text[place].isspace():
            continue
        other = letters[(letters.find(text[place]) + 1) % len(letters)]
        changed = text[:place] + other + text[place + 1 :]
        with pytest.raises(FileRefused):
            verify(Kind.MACHINE, changed, keys=KEYS, now=NOW, fingerprint=THIS)
        with pytest.raises(module.Refused):
            module.check(changed, kind="MACHINE", keys=KEYS, now=NOW, fingerprint=THIS)


def test_after_a_change_of_key_old_files_hold_for_whoever_knows_the_old_key() -> None:
    old, new = sign(Kind.LICENCE, LICENCE, PRIVATE), sign(Kind.LICENCE, LICENCE, ANOTHER)
    new_key = {key_id(PUBLIC): PUBLIC}

    assert verify(Kind.LICENCE, old, keys=new_key, now=NOW) == LICENCE
    with pytest.raises(FileRefused):
        verify(Kind.LICENCE, new, keys=new_key, now=NOW)


def test_a_request_is_read_back_as_the_program_wrote_it() -> None:
    asked = MachineRequest("os 1234-5678", THIS, "Giulia’s desk")

    assert read_request(f"Please see below.\n{write_request(asked)}") == asked


@pytest.mark.parametrize(
    "text",
    [
        "",
        sign(Kind.MACHINE, MACHINE, PRIVATE),
        write_request(MachineRequest("OS-1", THIS)).replace("\n", "!", 2),
        "-----BEGIN PUNTUALE REQUEST FILE-----\nW10=\n-----END PUNTUALE REQUEST FILE-----",
        "-----BEGIN PUNTUALE REQUEST FILE-----\n" + "A" * 30_000,
    ],
)
def test_what_is_no_request_is_refused(text: str) -> None:
    with pytest.raises(NotSuchAFile):
        read_request(text)


@pytest.mark.parametrize("name", ["", "0" * 63, "g" * 64, THIS + "0"])
def test_a_machine_is_named_by_a_fingerprint(name: str) -> None:
    with pytest.raises(NotAFingerprint):
        read_request(write_request(MachineRequest("OS-1", name)))


def test_a_release_is_read_back_as_the_program_wrote_it() -> None:
    release = MachineRelease("-----BEGIN …", "ab" * 32)

    assert read_release(write_release(release)) == release


@pytest.mark.parametrize(
    "content", ["[]", "{}", '{"format": "puntuale/request/1"}', "not JSON", '{"format": 1}']
)
def test_what_is_no_release_is_refused(content: str) -> None:
    with pytest.raises(NotSuchAFile):
        read_release(armoured("RELEASE", content.encode()))
    with pytest.raises(NotSuchAFile):
        read_release(write_request(MachineRequest("OS-1", "ab" * 32)))
