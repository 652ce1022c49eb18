"""For tests: rates brought by a few lines of text."""

from datetime import UTC, datetime, time

from avow.config import clock
from avow.rates.acts import Outcome, bring
from avow.rates.opening import opened
from avow.rates.reading import Read, read

HEADER = "day,currency,rate\n"


def read_text(text: str, name: str = "ours.csv", today=None) -> Read:
    """A file with this text, as it is read."""
    return read(opened(text.encode("utf-8", "surrogatepass"), name), today or clock.today())


def bring_text(text: str, name: str = "ours.csv", on=None, **wishes) -> Outcome:
    """Bring rates: `2026-03-02,USD,1.25`, a line each; or a whole file that begins with its header."""
    on = on or clock.today()
    text = text if text.startswith(("day", "Date")) else HEADER + text
    at = datetime.combine(on, time(9), UTC)
    return bring(read_text(text, name, on), by="command line", on=on, at=at, **wishes)
