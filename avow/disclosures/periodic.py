"""What this room does in the background."""

from avow.config.clock import now

HOUR = 3600


def clear_orphans() -> None:
    """Take away files that nothing carries any more."""
    from avow.disclosures.files import orphans

    orphans.clear(now())


def start() -> None:
    """Be run every hour by the worker."""
    from avow.jobs.periodic import every

    every(HOUR)(clear_orphans)
