"""The file of a backup: what is in it, and whether it is still what was put in."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

MANIFEST = "manifest.json"
FORMAT = 1
# The last bytes of the file, where a zip has its comment: the SHA-256 of all before them.
SEAL_BYTES = 64
CHUNK_BYTES = 1024 * 1024


class Damaged(Exception):
    """The file is no backup, or not what it was when it was made; the message says where."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: the SHA-256 of every file in it and of every table's rows."""

    version: str
    made_at: str
    database: str
    files: Mapping[str, str]
    tables: Mapping[str, str]
    format: int = FORMAT

    def content_hash(self) -> str:
        """Equal for equal content, whenever and wherever it was backed up."""
        kept = {name: digest for name, digest in self.files.items() if name.startswith("data/")}
        return hashlib.sha256(json.dumps([kept, self.tables], sort_keys=True).encode()).hexdigest()


@contextmanager
def new_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive that appears under its name only when it is complete and on the disk."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        with open(draft, "x+b", opener=_private) as file:
            with zipfile.ZipFile(file, "w", allowZip64=True) as archive:
                archive.comment = b"-" * SEAL_BYTES
                yield archive
            seal = _seal_of(file)
            file.seek(-SEAL_BYTES, os.SEEK_END)
            file.write(seal)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def add_file(archive: zipfile.ZipFile, source: Path, name: str, *, pack: bool = False) -> str:
    """Copy a file into the archive; returns its SHA-256."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED if pack else zipfile.ZIP_STORED
    with source.open("rb") as reading, archive.open(entry, "w", force_zip64=True) as writing:
        return _copied(reading, writing)


def write_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))


@contextmanager
def open_archive(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup whose every byte has been read and found right.

    Raises:
        Damaged: it is not what it was when it was made.
    """
    with path.open("rb") as file:
        if _seal_of(file) != file.read(SEAL_BYTES):
            raise Damaged("it is not what it was when it was made")
        with zipfile.ZipFile(file) as archive:
            yield archive, _read_manifest(archive)


def _seal_of(file: IO[bytes]) -> bytes:
    """The SHA-256 of all but the seal, which is where reading stops."""
    length = file.seek(0, os.SEEK_END) - SEAL_BYTES
    file.seek(0)
    digest = hashlib.sha256()
    while length > 0 and (chunk := file.read(min(length, CHUNK_BYTES))):
        digest.update(chunk)
        length -= len(chunk)
    return digest.hexdigest().encode()


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    known = json.loads(archive.read(MANIFEST))
    if known["format"] != FORMAT:
        raise Damaged(f"its format {known['format']} belongs to another version of Puntuale")
    return Manifest(**known)


def take_out(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    """Write one file of the archive to `target`, readable by its owner only."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with archive.open(name) as reading, open(target, "wb", opener=_private) as writing:
        _copied(reading, writing)


def _copied(reading: IO[bytes], writing: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := reading.read(CHUNK_BYTES):
        digest.update(chunk)
        writing.write(chunk)
    return digest.hexdigest()


def hash_of(chunks: Iterable[bytes]) -> str:
    """The SHA-256 of what comes in pieces."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()
