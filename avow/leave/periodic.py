"""What this room does in the background."""

from avow.config.clock import now, today
from avow.jobs.periodic import every


@every(300)
def move_on() -> None:
    """Ask the next one where no answer came, and let lapse what was not used."""
    from avow.leave.moving_on import work_through

    work_through(today(), now())
