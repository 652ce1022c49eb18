"""What this room does in the background."""

from avow.config.clock import now, today
from avow.jobs.periodic import every
from avow.reviews import keeping_up

_seen: list[tuple] = []


@every(60)
def keep_up() -> None:
    """After a change of roles, of the line or of the relatives named, look at the participants of every case again."""
    mark = keeping_up.changed_since(_seen[-1] if _seen else None, today())
    if mark is not None:
        keeping_up.keep_up(today(), now())
        _seen[:] = [mark]
