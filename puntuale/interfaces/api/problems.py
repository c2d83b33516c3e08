"""What could not be done, as RFC 9457 writes it down: what is wrong, and what to do."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEDIA_TYPE = "application/problem+json"
Sentence = str | Promise


class Refused(Exception):
    """A call that was refused and changed nothing; `code` is stable, the sentence is for people."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "refused"
    sentence: Sentence = _("This cannot be done.")

    def __init__(self, code: str = "", sentence: Sentence = "") -> None:
        self.code = code or self.code
        self.sentence = sentence or self.sentence
        super().__init__(self.code)


class NotAllowed(Refused):
    """The person may not do it, whatever it is about."""

    status = HTTPStatus.FORBIDDEN
    code = "not_allowed"
    sentence = _("The person behind this token may not do this. Ask an administrator.")


class NotThere(Refused):
    """It does not exist, or not for this person."""

    status = HTTPStatus.NOT_FOUND
    code = "not_found"
    sentence = _("Nothing is here. Look at the address; what one may not see does not exist.")


class Conflict(Refused):
    """It cannot be done as things stand."""

    status = HTTPStatus.CONFLICT
    code = "conflict"


def problem(
    status: int, code: str, sentence: Sentence, *, errors: Sequence[dict[str, str]] = ()
) -> JsonResponse:
    """The answer; `errors` name each field that is wrong."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": str(sentence),
        **({"errors": list(errors)} if errors else {}),
    }
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)
