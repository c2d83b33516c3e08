"""Why a question cannot be answered."""

from puntuale.core.errors import CoreError


class BadQuestion(CoreError):
    """The question is not one; `code` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)
