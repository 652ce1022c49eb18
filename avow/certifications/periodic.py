"""What certifications do in the background: writing a row for everyone asked in a campaign that was started, and
following who joins, is promoted, moves or leaves while it runs."""

from avow.certifications.campaigns import following, freezing
from avow.config import clock
from avow.jobs.periodic import every


@every(5)
def freeze_cohorts() -> None:
    """Complete every campaign that was started."""
    freezing.work_through(clock.now)


@every(60)
def follow_campaigns() -> None:
    """Once a day, and whenever people or roles changed."""
    following.work_through(clock.today(), clock.now)
