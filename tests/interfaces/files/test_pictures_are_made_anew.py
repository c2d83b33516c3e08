"""A picture of somebody else reaches a browser drawn again, or not at all."""

import io

import pytest
from django.core.cache import caches
from PIL import Image

from puntuale.interfaces.files.kinds import picture_type
from puntuale.interfaces.files.remaking import child, remake
from puntuale.interfaces.files.remaking.remake import remade
from tests.environment.pictures import PNG, png


@pytest.fixture(autouse=True)
def own_cache(settings, tmp_path):
    settings.CACHES["pictures"]["LOCATION"] = tmp_path
    caches["pictures"].clear()


def drawn(kind: str, **more: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(file, kind, **more)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "shown_as"),
    [
        ("PNG", "image/png"),
        ("GIF", "image/png"),
        ("WEBP", "image/png"),
        ("JPEG", "image/jpeg"),
    ],
)
def test_each_kind_that_is_shown_is_drawn_again_in_its_size(kind, shown_as):
    made = child.remade(drawn(kind))

    assert picture_type(made) == shown_as
    assert Image.open(io.BytesIO(made)).size == (30, 20)


def test_what_hides_in_a_picture_is_gone():
    exif = Image.Exif()
    exif[270] = "where it was taken"
    photograph = drawn("JPEG", exif=exif, comment=b"<script>alert(1)</script>")

    made = child.remade(photograph + b"PK\x03\x04 and an archive")

    assert made
    for hidden in (b"where it was taken", b"<script>", b"archive", b"Exif"):
        assert hidden not in made


def test_a_photograph_that_lies_on_its_side_stands_upright():
    exif = Image.Exif()
    exif[274] = 6

    made = child.remade(drawn("JPEG", exif=exif))

    assert Image.open(io.BytesIO(made)).size == (20, 30)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n" + b"0" * 20,
        PNG[:40],
        drawn("BMP"),
        drawn("TIFF"),
        png(claimed=(60_000, 60_000)),
        png(6000, 5000),
        png(claimed=(5000, 4999)),
    ],
    ids=["none", "svg", "broken", "cut", "bmp", "tiff", "bomb", "too many pixels", "liar"],
)
def test_what_is_no_sound_picture_is_not_shown(content):
    assert child.remade(content) == b""


def test_it_is_drawn_by_a_process_of_its_own_and_kept():
    assert picture_type(remade(PNG)) == "image/png"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(remake, "_made", lambda _content: pytest.fail("drawn twice"))

        assert picture_type(remade(PNG)) == "image/png"


def test_a_picture_that_ends_its_process_is_not_shown(monkeypatch):
    monkeypatch.setattr(remake, "_program", lambda: "import os; os.kill(os.getpid(), 9)")

    assert remade(PNG) == b""


def test_a_picture_that_takes_too_long_is_not_shown(monkeypatch):
    monkeypatch.setattr(remake, "_program", lambda: "while True: pass")
    monkeypatch.setattr(remake, "SECONDS", 0.2)

    assert remade(PNG) == b""
