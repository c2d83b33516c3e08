"""Every refusal of the core, one class for each reason."""


class CoreError(Exception):
    """A question that the core refuses; `code` is stable, the message is for people."""

    code = "error"


class NaiveTime(CoreError):
    """An instant without a time zone was given where an aware one is needed."""

    code = "naive_time"

    def __init__(self) -> None:
        super().__init__("The instant has no time zone: give an offset, such as +01:00.")
