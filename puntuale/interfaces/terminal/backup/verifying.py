"""Whether a backup holds what it says it holds."""

import hashlib
import zipfile
from pathlib import Path

from puntuale.interfaces.terminal.backup import archive
from puntuale.interfaces.terminal.backup.errors import DamagedBackup
from puntuale.interfaces.terminal.backup.manifest import Manifest


def verify(path: Path) -> Manifest:
    """Read all of a backup and compare every checksum.

    Raises:
        DamagedBackup: with what is wrong, in words.
    """
    with archive.reading(path) as (source, manifest):
        compare_members(source, manifest)
    return manifest


def compare_members(source: zipfile.ZipFile, manifest: Manifest) -> None:
    """Compare each member with the manifest; there is none more and none less."""
    expected = {
        **{f"tables/{name}.jsonl": one.sha256 for name, one in manifest.tables.items()},
        **{f"files/{name}": one.sha256 for name, one in manifest.files.items()},
        **{f"attachments/{name}": one.sha256 for name, one in manifest.attachments.items()},
    }
    found = [name for name in source.namelist() if name != archive.MANIFEST]
    if sorted(found) != sorted(expected):
        raise DamagedBackup("it does not hold exactly what its manifest lists.")
    for name, sha256 in expected.items():
        if sha256_of(source, name) != sha256:
            raise DamagedBackup(f"{name} is not what was written.")


def sha256_of(source: zipfile.ZipFile, name: str) -> str:
    """The checksum of a member's content."""
    digest = hashlib.sha256()
    with source.open(name) as file:
        for chunk in archive.contents(file):
            digest.update(chunk)
    return digest.hexdigest()
