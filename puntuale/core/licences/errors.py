"""Every refusal about serial numbers and licence files, one class for each reason."""

from puntuale.core.errors import CoreError


class NoSerial(CoreError):
    """Nothing that could be a serial number, nor the documented word for an unknown one."""

    code = "no_serial"

    def __init__(self, unknown: str) -> None:
        super().__init__(f"Give the serial number as it stands there, or {unknown} for unknown.")


class NotAFingerprint(CoreError):
    """A machine is named by the SHA-256 of what it is, in 64 hexadecimal digits."""

    code = "not_a_fingerprint"

    def __init__(self) -> None:
        super().__init__("A fingerprint is a SHA-256 in 64 hexadecimal digits.")


class FileRefused(CoreError):
    """A file that proves nothing."""

    code = "file_refused"


class NotSuchAFile(FileRefused):
    """The text is no file of this kind."""

    code = "not_such_a_file"

    def __init__(self, kind: str) -> None:
        super().__init__(f"This is not a {kind} file.")


class WrongAlgorithm(FileRefused):
    """The file names another algorithm; it is never taken from the file (RFC 8725, 3.1)."""

    code = "wrong_algorithm"

    def __init__(self) -> None:
        super().__init__("Only Ed25519 is accepted.")


class UnknownKey(FileRefused):
    """Signed with a key that the vendor has not published."""

    code = "unknown_key"

    def __init__(self) -> None:
        super().__init__("The key of this file is not known.")


class BadSignature(FileRefused):
    """Not what the vendor signed: a changed byte, or a file of another kind."""

    code = "bad_signature"

    def __init__(self) -> None:
        super().__init__("The signature does not fit.")


class Expired(FileRefused):
    """Its last day has passed."""

    code = "expired"

    def __init__(self) -> None:
        super().__init__("This file has expired.")


class ClockTurnedBack(FileRefused):
    """The machine's clock stands before the day on which the file was made."""

    code = "clock_turned_back"

    def __init__(self) -> None:
        super().__init__("This file was made after the hour that the clock shows.")


class OtherMachine(FileRefused):
    """The file was made for another machine."""

    code = "other_machine"

    def __init__(self) -> None:
        super().__init__("This file belongs to another machine.")
