"""What a browser may be told that a file is."""

# The first bytes decide, never the name nor what the sender said.
PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
# Saved, never opened, so the type only helps to choose the program.
HARMLESS = frozenset({"application/pdf", "application/zip", "text/plain", "text/csv"})
ANYTHING = "application/octet-stream"


def picture_type(content: bytes) -> str:
    """The type of a picture that is safe to show, or nothing."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in PICTURES if content.startswith(start)), "")


def told_type(claimed: str) -> str:
    """The type to state for a file that is only ever saved."""
    kind = claimed.split(";")[0].strip().lower()
    return kind if kind in HARMLESS else ANYTHING
