"""What certifications do in the background: writing a row for everyone asked in a campaign that was started."""

from avow.certifications.campaigns import freezing
from avow.config import clock
from avow.jobs.periodic import every


@every(5)
def freeze_cohorts() -> None:
    """Complete every campaign that was started."""
    freezing.work_through(clock.now)
