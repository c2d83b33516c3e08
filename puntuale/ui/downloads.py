"""Files made on the spot, to be saved and never shown as a page."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def text_file(name: str, text: str) -> HttpResponse:
    """`text` as a file with this name; kept by nobody on the way."""
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    plain = "".join(letter if letter.isalnum() or letter in "-._" else "-" for letter in name)
    answer["Content-Disposition"] = content_disposition_header(True, plain) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
