"""An instant as somebody's own clocks show it, with the zone named: for what they keep. The ledger keeps UTC."""

from datetime import datetime

from avow.notices.holidays import brought
from avow.notices.hours import Place, local
from avow.people.models import Person


def by_their_clocks(at: datetime, person: Person) -> datetime:
    """The instant where the person worked on that day, as the register has it; by the installation's clocks where
    nobody said."""
    record = person.record(at.date())
    return local(at, Place(record.country, record.site) if record else Place("", ""), brought(days=False))


def zoned(there: datetime) -> str:
    """The time of day with its zone: 13:05 (Europe/Stockholm, UTC+01:00). Of UTC itself: 12:05 UTC."""
    name, offset = str(there.tzinfo).replace("_", " "), f"{there:%z}"
    return f"{there:%H:%M} UTC" if name == "UTC" else f"{there:%H:%M} ({name}, UTC{offset[:3]}:{offset[3:5]})"
