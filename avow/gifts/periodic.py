"""What the register does in the background: judging again what an act concerned that touched very many gifts."""

from avow.config import clock
from avow.gifts import looking_again
from avow.jobs.periodic import every


@every(10)
def look_again() -> None:
    """Some hundred of those that wait."""
    looking_again.work_through(clock.today(), clock.now())
