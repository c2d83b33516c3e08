"""What an account holds: seconds, coupons, or the smallest unit of a currency."""

NAMES = {"EUR": "cent", "GBP": "penny"}


def money_unit(currency: str) -> str:
    """The ledger's unit for a currency: `EUR.cent`, `GBP.penny`, `JPY.minor`."""
    return f"{currency}.{NAMES.get(currency, 'minor')}"
