"""The process that makes a picture anew: bytes in, bytes out; what it cannot bear ends it, and only it."""

import io
import os
import resource
import signal
import sys

from PIL import Image, ImageOps

# What any picture may use of the processor, and to what the process may grow.
SECONDS = 4
MEMORY = 512 * 1024 * 1024
# Some three pages of a newspaper; a bomb of a few bytes claims thousands of times as many.
MOST_PIXELS = 25_000_000
# Whatever else the library can read is none of our business.
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def main() -> None:
    """Make the picture on standard input anew on standard output; nothing where that is none."""
    _confine()
    content = remade(sys.stdin.buffer.read())
    sys.stdout.buffer.write(content)


def remade(content: bytes) -> bytes:
    """The same picture, upright, without anything that is not to be seen; empty where there is none."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                return b""
            is_photograph = picture.format == "JPEG"
            return _written(ImageOps.exif_transpose(picture), is_photograph=is_photograph)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError):
        # What the library says about pictures that are broken, on purpose or not.
        return b""


def _written(picture: Image.Image, *, is_photograph: bool) -> bytes:
    # Of one that moves the first picture: what it says is said there, or belongs in words.
    plain = picture.convert("RGB" if is_photograph else "RGBA")
    # Comments, places and profiles would be written again.
    plain.info.clear()
    file = io.BytesIO()
    plain.save(file, "JPEG" if is_photograph else "PNG", quality=88)
    return file.getvalue()


def _confine() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.environ.clear()


if __name__ == "__main__":
    main()
