"""What a backup says about itself."""

import hashlib

import msgspec

FORMAT = 1


class Table(msgspec.Struct, frozen=True):
    """One table: its columns in order, and the checksum of its rows in canonical form."""

    columns: list[str]
    rows: int
    sha256: str


class File(msgspec.Struct, frozen=True):
    """One file, by size and checksum of its bytes."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """Everything that is in a backup; anything else that is in it does not belong there."""

    format: int
    puntuale: str
    made_at: str
    database: str
    # Which changes of the schema the tables have been through, as [app, name].
    migrations: list[tuple[str, str]]
    tables: dict[str, Table]
    files: dict[str, File]
    attachments: dict[str, File]
    # Attachments that were missing or changed when the backup was made.
    damaged: list[str]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def content_hash(self) -> str:
        """Equal for equal content, whenever and on whichever database it was backed up."""
        sums = [(name, table.sha256) for name, table in sorted(self.tables.items())]
        for files in (self.files, self.attachments):
            sums += [(name, file.sha256) for name, file in sorted(files.items())]
        return hashlib.sha256(msgspec.json.encode(sums)).hexdigest()
