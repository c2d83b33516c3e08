"""Files made on the spot, to be saved and never shown as a page."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def text_file(name: str, text: str) -> HttpResponse:
    """`text` as a file with this name; kept by nobody on the way."""
    plain = "".join(letter if letter.isalnum() or letter in "-._" else "-" for letter in name)
    answer = _file(plain, text.encode(), "text/plain; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


def pdf_file(name: str, pdf: bytes) -> HttpResponse:
    """A PDF as a file with this name."""
    return _file(name, pdf, "application/pdf")


def _file(name: str, content: bytes, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
