"""In which currency people of a country think, for those that the European Central Bank has rates of."""

from datetime import date

from avow.rates import current

EURO = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"
OWN = {
    "AU": "AUD", "BR": "BRL", "CA": "CAD", "CH": "CHF", "CN": "CNY", "CZ": "CZK", "DK": "DKK", "GB": "GBP",
    "HK": "HKD", "HU": "HUF", "ID": "IDR", "IL": "ILS", "IN": "INR", "IS": "ISK", "JP": "JPY", "KR": "KRW",
    "LI": "CHF", "MX": "MXN", "MY": "MYR", "NO": "NOK", "NZ": "NZD", "PH": "PHP", "PL": "PLN", "RO": "RON",
    "SE": "SEK", "SG": "SGD", "TH": "THB", "TR": "TRY", "US": "USD", "ZA": "ZAR",
}  # fmt: skip
CURRENCIES = {**dict.fromkeys(EURO.split(), "EUR"), **OWN}


def usual_in(country: str, on: date, otherwise: str) -> str:
    """The country's currency where it has a rate on that day, else the other one."""
    found = CURRENCIES.get(country, otherwise)
    return found if found in current.currencies(on) else otherwise
