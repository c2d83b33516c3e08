"""Agreements to begin with: the published support pages as documents, and what prospects ask."""

from importlib.resources import files

CODES = (
    "standard-services",
    "suite-sla",
    "gold",
    "platinum",
    "direct-support",
    "upgrade-premium",
    "bespoke",
    "prospects",
)
# A document that is written as the difference to another needs that one in force first.
NEEDS = {"platinum": "gold"}


def starter(code: str) -> str:
    """The document `code`.

    Raises:
        KeyError: there is none of that name.
    """
    if code not in CODES:
        raise KeyError(code)
    return files(__name__).joinpath(f"{code}.yaml").read_text("utf-8")
