"""A machine: what it is known by, and how it asks for its file without a network."""

import json
import re
from dataclasses import dataclass

from puntuale.core.licences.armour import armoured, unarmoured
from puntuale.core.licences.errors import NotAFingerprint, NotSuchAFile

REQUEST = "REQUEST"
FORMAT = "puntuale/request/1"
RELEASE = "RELEASE"
RELEASE_FORMAT = "puntuale/release/1"
LONGEST_NAME = 80


def fingerprint(typed: str) -> str:
    """A machine's name in one form: the SHA-256 that the program makes of what the machine is.

    Raises:
        NotAFingerprint: it is not one.
    """
    plain = typed.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", plain):
        raise NotAFingerprint
    return plain


@dataclass(frozen=True, slots=True)
class MachineRequest:
    """What a program writes down for somebody to carry to us; `name` is what people call it."""

    serial_number: str
    fingerprint: str
    name: str = ""


def write_request(request: MachineRequest) -> str:
    """The request file, as a program makes it."""
    content = {
        "format": FORMAT,
        "serial_number": request.serial_number,
        "fingerprint": request.fingerprint,
        "name": request.name,
    }
    return armoured(REQUEST, json.dumps(content, ensure_ascii=False).encode())


def read_request(text: str) -> MachineRequest:
    """The request that a file holds. It proves nothing: whoever carries it is asked who they are.

    Raises:
        NotSuchAFile: it is no request file, or not of this format.
        NotAFingerprint: it names no machine.
    """
    try:
        content = json.loads(unarmoured(REQUEST, text))
    except ValueError as error:
        raise NotSuchAFile(REQUEST.lower()) from error
    values = content if isinstance(content, dict) else {}
    serial, machine, name = (values.get(each) for each in ("serial_number", "fingerprint", "name"))
    if (
        values.get("format") != FORMAT
        or not isinstance(serial, str)
        or not isinstance(machine, str)
    ):
        raise NotSuchAFile(REQUEST.lower())
    known_as = name if isinstance(name, str) else ""
    return MachineRequest(serial, fingerprint(machine), known_as[:LONGEST_NAME])


@dataclass(frozen=True, slots=True)
class MachineRelease:
    """What a program writes when it lets go of its machine: the signed file that it had, as a proof."""

    machine_file: str
    fingerprint: str


def write_release(release: MachineRelease) -> str:
    """The release file, as a program makes it before it deletes its machine's file."""
    content = {
        "format": RELEASE_FORMAT,
        "machine_file": release.machine_file,
        "fingerprint": release.fingerprint,
    }
    return armoured(RELEASE, json.dumps(content).encode())


def read_release(text: str) -> MachineRelease:
    """The release that a file holds; what proves it is the machine's file inside (files.verify).

    Raises:
        NotSuchAFile: it is no release file, or not of this format.
        NotAFingerprint: it names no machine.
    """
    try:
        content = json.loads(unarmoured(RELEASE, text))
    except ValueError as error:
        raise NotSuchAFile(RELEASE.lower()) from error
    values = content if isinstance(content, dict) else {}
    file, machine = values.get("machine_file"), values.get("fingerprint")
    if (
        values.get("format") != RELEASE_FORMAT
        or not isinstance(file, str)
        or not isinstance(machine, str)
    ):
        raise NotSuchAFile(RELEASE.lower())
    return MachineRelease(file, fingerprint(machine))
