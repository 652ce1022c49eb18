"""The public holidays of countries, as the library `holidays` knows them: those of the whole country."""

from datetime import date
from functools import cache

WANTED = ("public", "de_facto")
"""Those by law, and those on which everyone rests all the same, such as Midsummer Eve in Sweden."""


def is_public_holiday(day: date, country: str) -> bool:
    """Whether it is one in that country, of two letters; never where the library knows nothing of it."""
    return day in _of(country, day.year)


@cache
def _of(country: str, year: int) -> frozenset[date]:
    from holidays import country_holidays  # a quarter of a second, which only the worker needs

    try:
        offered = country_holidays(country).supported_categories
    except NotImplementedError:
        return frozenset()
    return frozenset(country_holidays(country, years=year, categories=[one for one in WANTED if one in offered]))
