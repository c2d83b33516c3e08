"""The file: a zip whose last bytes are the checksum of all bytes before them."""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec

from puntuale.interfaces.terminal.backup.errors import DamagedBackup
from puntuale.interfaces.terminal.backup.manifest import FORMAT, Manifest

MANIFEST = "manifest.json"
MARK = b"puntuale backup sha256 "
CHECKSUM_LENGTH = 64
PLACEHOLDER = MARK + b"0" * CHECKSUM_LENGTH
CHUNK = 1024 * 1024


class _Summed:
    """A file that is written once, from beginning to end, and its checksum."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()
        self.is_ending = False

    def write(self, data: Any) -> int:
        if self.is_ending and data == PLACEHOLDER:
            # The zip's comment, its last bytes: only now the checksum of all before them is known.
            self.digest.update(MARK)
            return self.file.write(MARK + self.digest.hexdigest().encode())
        self.digest.update(data)
        return self.file.write(data)

    def flush(self) -> None:
        self.file.flush()


@contextmanager
def writing(path: Path) -> Iterator[zipfile.ZipFile]:
    """A new archive that appears at `path` whole, on the disk and readable by its owner, or not at all."""
    draft = path.with_name(path.name + ".part")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        try:
            summed: Any = _Summed(file)
            with zipfile.ZipFile(summed, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
                archive.comment = PLACEHOLDER
                yield archive
                summed.is_ending = True
            file.flush()
            os.fsync(file.fileno())
            draft.rename(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


@contextmanager
def reading(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive and what it says about itself, after its checksum was compared.

    Raises:
        DamagedBackup: cut short, changed, or no backup at all.
    """
    _compare_checksum(path)
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
            if manifest.format != FORMAT:
                raise DamagedBackup(f"its format {manifest.format} is not known to this version.")
            yield archive, manifest
    except (zipfile.BadZipFile, KeyError, msgspec.MsgspecError, EOFError) as trouble:
        raise DamagedBackup(f"{trouble}.") from trouble


def _compare_checksum(path: Path) -> None:
    digest, length = hashlib.sha256(), path.stat().st_size - CHECKSUM_LENGTH
    with path.open("rb") as file:
        if length < len(MARK):
            raise DamagedBackup("it is too short to be one.")
        file.seek(length - len(MARK))
        if file.read(len(MARK)) != MARK:
            raise DamagedBackup("it does not end as a backup does; it may be cut short.")
        file.seek(0)
        while length:
            chunk = file.read(min(CHUNK, length))
            digest.update(chunk)
            length -= len(chunk)
        if file.read().decode("ascii", "replace") != digest.hexdigest():
            raise DamagedBackup("its content is not what was written; part of it has changed.")


def contents(file: IO[bytes]) -> Iterator[bytes]:
    """A member's bytes, a piece at a time."""
    while chunk := file.read(CHUNK):
        yield chunk
