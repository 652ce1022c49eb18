"""What this room does in the background."""

from avow.access import reads
from avow.config.clock import now

MINUTE = 60


def seal_reads() -> None:
    """Seal the reads of the minutes that are over."""
    reads.seal(now())


def start() -> None:
    """Be run every minute by the worker."""
    from avow.jobs.periodic import every

    every(MINUTE)(seal_reads)
