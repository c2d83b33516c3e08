"""Public holidays as dates: resolved here once, stored with a version, never computed again."""

from collections.abc import Iterable, Mapping
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


def names_of_holidays(
    country: str, subdivision: str | None, years: Iterable[int], language: str
) -> dict[date, str]:
    """What the holidays of some years are called, in `language` where their names are known in it.

    Only for people to read: what counts are the dates of `holidays_of`, or those that were stored.
    """
    try:
        plain = public_holidays.country_holidays(country, subdiv=subdivision)
        known = {name.partition("_")[0]: name for name in plain.supported_languages}
        return dict(
            public_holidays.country_holidays(
                country, subdiv=subdivision, years=years, language=known.get(language)
            )
        )
    except NotImplementedError as error:
        raise UnknownHolidays(country) from error
