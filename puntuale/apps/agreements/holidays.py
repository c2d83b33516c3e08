"""Public holidays as dates: resolved here once, stored with a version, never computed again."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import holidays as public_holidays

YEARS = range(1990, 2101)


class UnknownHolidays(LookupError):
    """No list of public holidays is known for that country, or part of it."""


@cache
def holidays_of(country: str, subdivision: str | None = None) -> frozenset[date]:
    """The public holidays of a country (ISO 3166), or of a part of it, from 1990 to 2100.

    Raises:
        UnknownHolidays: there is no list for it.
    """
    try:
        found: Mapping[date, str] = public_holidays.country_holidays(
            country, subdiv=subdivision, years=YEARS
        )
    except NotImplementedError as error:
        raise UnknownHolidays(
            country if subdivision is None else f"{country}-{subdivision}"
        ) from error
    return frozenset(found)
