"""What this room does in the background."""

from avow.access import reads
from avow.config.clock import now
from avow.jobs.periodic import every

MINUTE = 60


@every(MINUTE)
def seal_reads() -> None:
    """Seal the reads of the minutes that are over."""
    reads.seal(now())
