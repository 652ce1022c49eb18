"""What notices do in the background: look what is wanted, and send what is due."""

from django.conf import settings

from avow.config import clock
from avow.jobs.periodic import every
from avow.notices import gathering
from avow.notices.sending import work


@every(120)
def gather() -> None:
    """Keep a row for each notice that a room wants."""
    gathering.gather(clock.now())


@every(10)
def send() -> None:
    """Hand mail over to the mail server, or keep it where there is none."""
    work.work_through(clock.now, settings.MAIL)
