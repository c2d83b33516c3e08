"""Why a step of `bin/test` failed."""


class Failed(Exception):
    """The step is not passed; the message says what is wrong or what could not be had."""
