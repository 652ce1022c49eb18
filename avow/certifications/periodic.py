"""What certifications do in the background: writing a row for everyone asked in a campaign that was started; following
who joins, is promoted, moves or leaves while it runs; ending exemptions, keeping forms with a department that may
look after them, and finding slips that open nothing."""

from avow.certifications.campaigns import following, freezing
from avow.certifications.kiosk import worthless
from avow.certifications.local_hr import moving_on
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


@every(60)
def look_after() -> None:
    """Exemptions that are over, forms that go to another department, and slips that open nothing any more."""
    moving_on.work_through(clock.today(), clock.now())
    worthless.work_through(clock.today())
