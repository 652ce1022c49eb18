"""Which days of the week are no working days, by country (CLDR's weekData, and the Emirates since 2022)."""

from datetime import date

FRI, SAT, SUN = 4, 5, 6
USUAL = frozenset({SAT, SUN})
OTHERS = {
    frozenset({FRI, SAT}): "BH DZ EG IL IQ JO KW LY OM QA SA SD SY YE BD MV",
    frozenset({3, FRI}): "AF",
    frozenset({FRI}): "IR DJ",
    frozenset({FRI, SUN}): "BN",
    frozenset({SAT}): "NP",
    frozenset({SUN}): "IN UG",
}
BY_COUNTRY = {country: days for days, countries in OTHERS.items() for country in countries.split()}


def is_weekend(day: date, country: str) -> bool:
    """Whether people rest on this day of the week there; Saturday and Sunday where nothing else is known."""
    return day.weekday() in BY_COUNTRY.get(country, USUAL)
