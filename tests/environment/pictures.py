"""Real pictures, made by hand: small ones, broken ones, and ones that claim to be enormous."""

import struct
import zlib


def png(width: int = 2, height: int = 2, *, claimed: tuple[int, int] | None = None) -> bytes:
    """A grey PNG; its head may claim another size than its content has."""
    head = struct.pack(">IIBBBBB", *(claimed or (width, height)), 8, 0, 0, 0, 0)
    rows = (b"\x00" + b"\x80" * width) * height
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    checked = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checked


PNG = png()
