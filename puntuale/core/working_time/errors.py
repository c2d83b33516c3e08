"""Every refusal of working time, one class for each reason."""

from puntuale.core.errors import CoreError


class UnknownZone(CoreError):
    """The key names no time zone of the IANA list."""

    code = "unknown_zone"

    def __init__(self, key: object) -> None:
        super().__init__(f"{key!r} is not a time zone: give an IANA name, such as Europe/Rome.")


class BadWeek(CoreError):
    """The week does not have its seven days."""

    code = "bad_week"

    def __init__(self, count: int) -> None:
        super().__init__(f"A week has seven days, Monday first; {count} were given.")


class BadMinutes(CoreError):
    """A window is not a pair of minutes that open before they close."""

    code = "bad_minutes"

    def __init__(self, window: object) -> None:
        super().__init__(
            f"{window!r} is not a window: it opens within the day (0 to 1439 minutes after"
            " midnight) and closes later, at most at the end of the next day (2880)."
        )


class OverlappingHours(CoreError):
    """Two windows of one day share a minute."""

    code = "overlapping_hours"

    def __init__(self, first: tuple[int, int], second: tuple[int, int]) -> None:
        super().__init__(f"The windows {first} and {second} of one day overlap.")


class BadDate(CoreError):
    """Something else than a civil date was given where one is needed."""

    code = "bad_date"

    def __init__(self, value: object) -> None:
        super().__init__(f"{value!r} is not a date without time.")


class BackwardClosure(CoreError):
    """The last date of a closure lies before its first."""

    code = "backward_closure"

    def __init__(self, first: object, last: object) -> None:
        super().__init__(f"A closure from {first} cannot end before it, on {last}.")


class InexactTime(CoreError):
    """An array holds times that are no whole microseconds, and would have to be rounded."""

    code = "inexact_time"

    def __init__(self, found: object) -> None:
        super().__init__(f"Times must be whole microseconds within 64 bits, not {found}.")
