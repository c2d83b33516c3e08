"""The map in ARCHITECTURE.md shows the folders as they are."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAP = re.search(
    r"^```\n(.*?)^```", (ROOT / "ARCHITECTURE.md").read_text(), re.DOTALL | re.MULTILINE
)


def drawn():
    """Every folder on the map, by its path."""
    folders, above = set(), {}
    for line in MAP.group(1).splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        for name in re.findall(r"(?:^\s*|  )([a-z_]+)/(?=\s|$)", line):
            above[depth] = name
            folders.add("/".join(above[level] for level in range(depth + 1)))
    return folders


def tracked():
    """Every folder with files in it that git knows."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {
        parent.as_posix()
        for name in listed.stdout.splitlines()
        if (ROOT / name).exists()
        for parent in Path(name).parents
        if parent.as_posix() != "."
    }


def children_of(folders, *parents):
    return {
        folder
        for folder in folders
        for parent in parents
        if Path(folder).parent.as_posix() == parent
    }


def test_every_folder_on_the_map_exists():
    assert drawn() - tracked() == set()


def test_every_folder_that_matters_is_on_the_map():
    shown = ("puntuale", "puntuale/core", "puntuale/apps", "puntuale/interfaces", "tests", "docs")
    there = children_of(tracked(), *shown) | {
        folder for folder in tracked() if "/" not in folder and not folder.startswith(".")
    }

    assert there - drawn() <= {"docs/images"}
