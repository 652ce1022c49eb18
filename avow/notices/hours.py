"""When somebody may be written to: on working days where they are, from eight to five by their clocks."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from django.conf import settings

from avow.notices.holidays import Brought
from avow.notices.public_holidays import is_public_holiday
from avow.notices.weekends import is_weekend

FROM, UNTIL = 8, 17
"""Hours of the day; the second is not included."""


@dataclass(frozen=True)
class Place:
    """Where somebody works: a country of two letters and a site, each "" where nobody said."""

    country: str
    site: str


@cache
def zones_of(country: str) -> tuple[str, ...]:
    """The time zones of a country, as the tz database lists them."""
    return _by_country().get(country, ())


@cache
def _by_country() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            found.setdefault(country, []).append(zone)
    return {country: tuple(zones) for country, zones in found.items()}


def zone_of(place: Place, brought: Brought, at: datetime) -> ZoneInfo:
    """The zone of the operator's file; else that of the country, where its clocks agree now; else the installation's.

    Berlin and Büsingen agree, New York and Honolulu do not.
    """
    if said := brought.zone(place.country, place.site):
        return ZoneInfo(said)
    zones = [ZoneInfo(name) for name in zones_of(place.country)]
    if zones and len({at.astimezone(zone).utcoffset() for zone in zones}) == 1:
        return zones[0]
    return ZoneInfo(settings.TIME_ZONE)


def local(at: datetime, place: Place, brought: Brought) -> datetime:
    """What the clocks show there."""
    return at.astimezone(zone_of(place, brought, at))


def is_working_day(day: date, place: Place, brought: Brought) -> bool:
    """Whether people work there on this day."""
    return not (
        is_weekend(day, place.country)
        or is_public_holiday(day, place.country)
        or brought.is_holiday(day, place.country, place.site)
    )


def may_write(at: datetime, place: Place, brought: Brought) -> bool:
    """Whether somebody there may be written to at this instant."""
    there = local(at, place, brought)
    return FROM <= there.hour < UNTIL and is_working_day(there.date(), place, brought)
