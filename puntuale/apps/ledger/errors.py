"""Why something cannot be moved; each refusal changes nothing."""


class LedgerError(Exception):
    """A movement that the ledger refuses."""


class NotEnough(LedgerError):
    """The account has less than that above its floor."""


class UnitsDiffer(LedgerError):
    """Two accounts of different units: seconds are not coupons."""


class AlreadyDifferent(LedgerError):
    """The id was used before, for something else."""


class NotPending(LedgerError):
    """The transfer was posted or voided before: that happens once."""


class TryAgain(LedgerError):
    """Too many did the same at once; it says nothing about the balance."""
