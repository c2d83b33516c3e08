"""Message catalogues: which rooms have one, and turning what people write into what programs read."""

import os
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def catalogues(package: Path = PACKAGE) -> Iterator[Path]:
    """Every `.po` file; the folder that holds its `locale/` is the room whose sentences it has."""
    yield from sorted(package.rglob("locale/*/LC_MESSAGES/django.po"))


def compile_catalogues(package: Path = PACKAGE) -> list[Path]:
    """Write the `.mo` file beside each `.po` file that is newer; returns those written."""
    return [_compiled(source) for source in catalogues(package) if _is_newer(source)]


def _is_newer(source: Path) -> bool:
    result = source.with_suffix(".mo")
    return not result.exists() or result.stat().st_mtime < source.stat().st_mtime


def _compiled(source: Path) -> Path:
    # Here and not above: nothing is to be written at nearly every start.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    result = source.with_suffix(".mo")
    draft = result.with_suffix(f".{os.getpid()}.draft")
    with source.open("rb") as words, draft.open("wb") as compiled:
        write_mo(compiled, read_po(words, locale=source.parents[1].name))
    draft.chmod(0o644)
    draft.replace(result)
    return result
